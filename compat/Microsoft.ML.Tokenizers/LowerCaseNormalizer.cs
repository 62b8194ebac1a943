namespace Microsoft.ML.Tokenizers;

/// <summary>Lower-cases by the invariant culture; the length in UTF-16 units stays.</summary>
public sealed class LowerCaseNormalizer : Normalizer
{
    public static LowerCaseNormalizer Instance { get; } = new();

    public override string Normalize(string original) => original.ToLowerInvariant();

    public override string Normalize(ReadOnlySpan<char> original) => original.ToString().ToLowerInvariant();
}
