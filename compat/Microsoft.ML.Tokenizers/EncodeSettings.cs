namespace Microsoft.ML.Tokenizers;

/// <summary>What an encoding may do to the text. A new one has both steps off and no limit, as in the package.</summary>
public struct EncodeSettings
{
    public EncodeSettings() => MaxTokenCount = int.MaxValue;

    public bool ConsiderNormalization { get; set; }

    public bool ConsiderPreTokenization { get; set; }

    public int MaxTokenCount { get; set; }
}
