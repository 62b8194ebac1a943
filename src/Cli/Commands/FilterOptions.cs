using System.CommandLine;
using SeqGan.Text.Filters;

namespace SeqGan.Cli.Commands;

/// <summary>The rules that generated lines have to obey, as options of a command.</summary>
internal static class FilterOptions
{
    static readonly Option<int?> _minLength = Numbers.Whole("--min-length", "Only lines of so many tokens or more.");
    static readonly Option<int?> _maxLength = Numbers.Whole("--max-length", "Only lines of so many tokens or fewer.");
    static readonly Option<string> _form = new("--form") { Description = "Only verse of this form: 4x5 is four lines of five characters, with blanks or punctuation between or nothing at all.", HelpName = "LxC" };
    static readonly Option<string> _match = new("--match") { Description = "Only lines that this .NET regular expression matches from end to end.", HelpName = "REGEX" };
    static readonly Option<bool> _unique = new("--unique") { Description = "No line twice." };
    static readonly Option<bool> _novel = new("--novel") { Description = "No line of the training text." };
    static readonly Option<int?> _maxSpan = Numbers.Whole("--max-span", "No line that shares more consecutive tokens than this with a line of the training text.");
    static readonly Option<double?> _minVerdict = Numbers.Real("--min-verdict", "Only lines to which the run's discriminator gives at least this probability of being real.");

    public static IReadOnlyList<Option> All { get; } = [_minLength, _maxLength, _form, _match, _unique, _novel, _maxSpan, _minVerdict];

    /// <summary>The rules that are asked for.</summary>
    /// <exception cref="InvalidInputException">One of them is not usable.</exception>
    public static CandidateFilterOptions Of(ParseResult parsed)
    {
        var options = new CandidateFilterOptions
        {
            MinLength = parsed.GetValue(_minLength),
            MaxLength = parsed.GetValue(_maxLength),
            Form = parsed.GetValue(_form),
            Match = parsed.GetValue(_match),
            Unique = parsed.GetValue(_unique),
            Novel = parsed.GetValue(_novel),
            MaxSpan = parsed.GetValue(_maxSpan),
            MinVerdict = parsed.GetValue(_minVerdict),
        };
        options.Validate();
        return options;
    }
}
