namespace Microsoft.ML.Tokenizers;

/// <summary>Tokens (or ids), the text after normalisation (null when none was done), and how far into it they reach.</summary>
public struct EncodeResults<T>
{
    public IReadOnlyList<T> Tokens { get; set; }

    public string? NormalizedText { get; set; }

    public int CharsConsumed { get; set; }
}
