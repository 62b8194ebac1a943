using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SeqGan.Cli.Config;

namespace SeqGan.Cli.Commands;

/// <summary>Options with numbers, the same in every culture, and errors in plain words.</summary>
internal static class Numbers
{
    public static Option<long> Whole(string name, string description, long otherwise, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => long.TryParse(Text(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : Refuse<long>(result, "is not a whole number"),
    };

    public static Option<double> Real(string name, string description, double otherwise) => new(name)
    {
        Description = description,
        HelpName = "X",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => double.TryParse(Text(result), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number : Refuse<double>(result, "is not a number"),
    };

    /// <summary>A whole number that may be left out.</summary>
    public static Option<int?> Whole(string name, string description, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => int.TryParse(Text(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : Refuse<int?>(result, "is not a whole number"),
    };

    /// <summary>A number that may be left out.</summary>
    public static Option<double?> Real(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result => double.TryParse(Text(result), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number : Refuse<double?>(result, "is not a number"),
    };

    static string Text(ArgumentResult result) => result.Tokens[0].Value;

    static T? Refuse<T>(ArgumentResult result, string why)
    {
        result.AddError($"{((OptionResult)result.Parent!).Option.Name}: '{Line.Of(Text(result))}' {why}");
        return default;
    }
}
