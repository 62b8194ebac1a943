using System.Text.RegularExpressions;
using SeqGan.Tokenization;

namespace SeqGan.Text.Filters;

/// <summary>A regular expression that whole lines match.</summary>
/// <remarks>
/// It runs in time linear in the line's length where its features allow that; where they do not (look-around, references to
/// groups), a line on which it takes too long ends the work with an error rather than counting for or against the line.
/// </remarks>
internal sealed class LinePattern
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1); // for one line

    readonly string _pattern;
    readonly Regex _regex;

    /// <exception cref="InvalidInputException">The pattern is no regular expression.</exception>
    public LinePattern(string pattern)
    {
        _pattern = pattern;
        try
        {
            _ = new Regex(pattern); // by itself first, so that no bracket of it closes ours
            _regex = Compile($@"\A(?:{pattern})\z");
        }
        catch (ArgumentException error)
        {
            throw new InvalidInputException($"match: {error.Message.TrimEnd('.')}; give a .NET regular expression", error);
        }
    }

    /// <summary>Whether the pattern matches the line from its first character to its last.</summary>
    /// <exception cref="InvalidInputException">It takes more than a second.</exception>
    public bool Accepts(string line)
    {
        try
        {
            return _regex.IsMatch(line);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new InvalidInputException($"match: '{_pattern}' needs more than {Patience.TotalSeconds} s for one line; avoid repeats of repeats, or look-around and group references", error);
        }
    }

    static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Patience);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, Patience);
        }
    }
}
