using System.Globalization;

namespace SeqGan.Eval.Translation;

/// <summary>How <see cref="ChrF"/> scores. The defaults are those of chrF2; with a word order of 2 it is chrF2++.</summary>
public sealed record ChrFOptions
{
    /// <summary>The longest n-gram of characters.</summary>
    public int CharacterOrder { get; init; } = 6;

    /// <summary>The longest n-gram of words: 0 for chrF, 2 for chrF++.</summary>
    public int WordOrder { get; init; }

    /// <summary>How many times as much recall weighs as precision.</summary>
    public double Beta { get; init; } = 2;

    /// <summary>Whether to lower-case both sides first, as .NET does: a final capital sigma and a dotted capital I become other letters in Python.</summary>
    public bool Lowercase { get; init; }

    internal ChrFOptions Checked()
    {
        if (CharacterOrder < 1) throw new ArgumentException($"chrF character order {CharacterOrder}: it must be at least 1");
        if (WordOrder < 0) throw new ArgumentException($"chrF word order {WordOrder}: it must be at least 0");
        if (!double.IsFinite(Beta) || Beta <= 0) throw new ArgumentException($"chrF beta {Beta.ToString(CultureInfo.InvariantCulture)}: it must be a positive number");
        return this;
    }
}
