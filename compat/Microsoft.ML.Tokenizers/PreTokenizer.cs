using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

/// <summary>Cuts a text into the pieces that are tokenised one by one.</summary>
public abstract class PreTokenizer
{
    static readonly Regex _nonBlank = new(@"\S+", RegexOptions.None, TimeSpan.FromSeconds(30));
    static readonly RegexPreTokenizer _whiteSpace = new(_nonBlank, null);

    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(string text);

    public abstract IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text);

    /// <summary>Pieces are runs of anything but white space; special tokens are pieces of their own.</summary>
    public static PreTokenizer CreateWhiteSpace(IReadOnlyDictionary<string, int>? specialTokens = null) =>
        specialTokens is null ? _whiteSpace : new RegexPreTokenizer(_nonBlank, specialTokens);
}
