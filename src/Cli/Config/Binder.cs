using System.Globalization;
using System.Numerics;
using System.Reflection;

namespace SeqGan.Cli.Config;

/// <summary>Puts settings into options records and writes them out again.</summary>
internal static class Binder
{
    /// <summary>A record with the settings that are its own; the other properties keep their defaults.</summary>
    /// <exception cref="InvalidInputException">A value is not of its property's type.</exception>
    public static T Bind<T>(Settings settings) where T : new()
    {
        var record = new T();
        foreach (var property in Keys.Properties(typeof(T)))
            if (settings.Find(Keys.Of(property)) is { } setting) property.SetValue(record, Value(property.PropertyType, setting));
        return record;
    }

    /// <summary>Refuses settings that no record has.</summary>
    /// <exception cref="InvalidInputException">A key is unknown; the message names the nearest known one.</exception>
    public static void RefuseUnknown(Settings settings, IEnumerable<Type> records)
    {
        string[] known = [.. records.SelectMany(Keys.Properties).Select(Keys.Of)];
        foreach (var setting in settings.All.Where(setting => !known.Contains(setting.Key)))
            throw new InvalidInputException($"there is no setting '{Line.Of(setting.Key)}'{Nearest.Hint(setting.Key, known)} ({setting.Place})");
    }

    /// <summary>A property's value as YAML; <see cref="Bind"/> reads it back to the same value.</summary>
    public static string Text(PropertyInfo property, object record) => Text(property.GetValue(record));

    static object Value(Type type, Setting setting)
    {
        if (type.IsAssignableFrom(typeof(int[]))) return Numbers(setting);
        if (setting.IsList) throw Bad(setting, "is a list; it must be one value");
        return Scalar(Nullable.GetUnderlyingType(type) ?? type, setting);
    }

    static object Scalar(Type type, Setting setting)
    {
        var text = setting.Items[0];
        if (type == typeof(string)) return text;
        if (type == typeof(bool)) return bool.TryParse(text, out var flag) ? flag : throw Bad(setting, "is neither true nor false");
        if (type == typeof(int)) return Int(text) ?? throw Bad(setting, WholeFault(text, int.MaxValue));
        if (type == typeof(long)) return Long(text) ?? throw Bad(setting, WholeFault(text, long.MaxValue));
        if (type == typeof(double)) return Double(text) ?? throw Bad(setting, "is not a number");
        if (type.IsEnum) return Choice(type, text) ?? throw Bad(setting, $"is not one of {string.Join(", ", Enum.GetNames(type).Select(Keys.Of))}");
        throw new NotSupportedException($"the setting {setting.Key} has the type {type}, which cannot be read from text");
    }

    static int[] Numbers(Setting setting)
    {
        var items = setting.IsList ? setting.Items : setting.Items[0].TrimStart('[').TrimEnd(']').Split(',');
        return [.. items.Select(item => Int(item) ?? throw Bad(setting, "is not a list of whole numbers, such as [1, 2, 3]"))];
    }

    static int? Int(string text) => int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    static long? Long(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    static double? Double(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    static object? Choice(Type type, string text) =>
        Enum.GetNames(type).FirstOrDefault(name => Keys.Of(name).Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse(type, name) : null;

    static string WholeFault(string text, long most) =>
        BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? Invariant($"is out of range; give {most} at most") : "is not a whole number";

    static InvalidInputException Bad(Setting setting, string fault) => new($"{setting.Key}: '{Line.Of(setting.Text)}' {fault} ({setting.Place})");

    static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        string text => '"' + string.Concat(text.Select(Escaped)) + '"',
        Enum choice => Keys.Of(choice.ToString()),
        IEnumerable<int> numbers => $"[{string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static string Escaped(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        _ when char.IsControl(c) => Invariant($"\\u{(int)c:X4}"),
        _ => c.ToString(),
    };
}
