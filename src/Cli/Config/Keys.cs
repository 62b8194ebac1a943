using System.Reflection;
using System.Text;
using SeqGan.Text;

namespace SeqGan.Cli.Config;

/// <summary>The keys of options records: <c>PolicySteps</c> is written <c>policy-steps</c>.</summary>
internal static class Keys
{
    /// <summary>What can be set in a record, in the order it is declared.</summary>
    public static IEnumerable<PropertyInfo> Properties(Type record) =>
        record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true });

    /// <summary>A property's key; those of the oracle have a prefix, for they are many and most experiments have none.</summary>
    public static string Of(PropertyInfo property) => (property.DeclaringType == typeof(OracleOptions) ? "oracle." : "") + Of(property.Name);

    public static string Of(string name)
    {
        var key = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1])) key.Append('-');
            key.Append(char.ToLowerInvariant(name[i]));
        }
        return key.ToString();
    }
}
