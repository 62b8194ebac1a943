using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

/// <summary>Pieces are the matches of a regular expression; special tokens are cut out first. What matches neither is dropped.</summary>
public sealed class RegexPreTokenizer : PreTokenizer
{
    readonly Regex _regex;
    readonly Regex? _special;

    public RegexPreTokenizer(Regex regex, IReadOnlyDictionary<string, int>? specialTokens)
    {
        ArgumentNullException.ThrowIfNull(regex);
        _regex = regex;
        if (specialTokens is { Count: > 0 }) _special = new Regex(string.Join('|', specialTokens.Keys.Select(Regex.Escape)));
    }

    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text) => string.IsNullOrEmpty(text) ? [] : Pieces(text);

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => text.IsEmpty ? [] : Pieces(text.ToString());

    IEnumerable<(int Offset, int Length)> Pieces(string text)
    {
        var start = 0;
        while (_special is not null && Next(_special, text, start, text.Length) is { } special)
        {
            foreach (var piece in Matches(text, start, special.Offset)) yield return piece;
            yield return special;
            start = special.Offset + special.Length;
        }
        foreach (var piece in Matches(text, start, text.Length)) yield return piece;
    }

    IEnumerable<(int Offset, int Length)> Matches(string text, int start, int end)
    {
        while (Next(_regex, text, start, end) is { } match)
        {
            yield return match;
            start = match.Offset + match.Length;
        }
    }

    // The package looks at each rest of the text by itself: anchors and look-behinds see no earlier character.
    static (int Offset, int Length)? Next(Regex regex, string text, int start, int end)
    {
        foreach (var match in regex.EnumerateMatches(text.AsSpan(start, end - start))) return (start + match.Index, match.Length);
        return null;
    }
}
