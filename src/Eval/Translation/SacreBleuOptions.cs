using System.Globalization;

namespace SeqGan.Eval.Translation;

/// <summary>What sacreBLEU does with an order of n-grams that has no match.</summary>
public enum SacreBleuSmoothing
{
    /// <summary>The k-th precision of 0 becomes 1 / (2^k total), as NIST's mteval does; sacreBLEU's default.</summary>
    Exp,

    /// <summary>A numerator of 0 becomes <see cref="SacreBleuOptions.SmoothingValue"/>.</summary>
    Floor,

    /// <summary>From 2-grams on, <see cref="SacreBleuOptions.SmoothingValue"/> is added to numerator and denominator.</summary>
    AddK,

    /// <summary>A precision of 0 makes the score 0.</summary>
    None,
}

/// <summary>How <see cref="SacreBleu"/> scores. The defaults are sacreBLEU's own.</summary>
public sealed record SacreBleuOptions
{
    /// <summary>The longest n-gram counted.</summary>
    public int MaxOrder { get; init; } = 4;

    /// <summary>What splits the lines.</summary>
    public TranslationTokenizer Tokenizer { get; init; } = TranslationTokenizer.V13a;

    /// <summary>What becomes of orders without a match.</summary>
    public SacreBleuSmoothing Smoothing { get; init; } = SacreBleuSmoothing.Exp;

    /// <summary>The number that the smoothing takes; null for its default, 0.1 for floor and 1 for add-k.</summary>
    public double? SmoothingValue { get; init; }

    /// <summary>Whether to lower-case both sides first, as .NET does: a final capital sigma and a dotted capital I become other letters in Python.</summary>
    public bool Lowercase { get; init; }

    internal double Added => SmoothingValue ?? (Smoothing == SacreBleuSmoothing.Floor ? 0.1 : 1);

    internal string TokenizerName => Tokenizer switch
    {
        TranslationTokenizer.V13a => "13a",
        TranslationTokenizer.Zh => "zh",
        TranslationTokenizer.Char => "char",
        _ => "none",
    };

    internal string SmoothingName => Smoothing switch
    {
        SacreBleuSmoothing.Exp => "exp",
        SacreBleuSmoothing.Floor => $"floor[{AddedName}]",
        SacreBleuSmoothing.AddK => $"add-k[{AddedName}]",
        _ => "none",
    };

    // sacreBLEU's two decimals, and all digits where two do not hold the number.
    string AddedName => Added.ToString("F2", CultureInfo.InvariantCulture) is var two && double.Parse(two, CultureInfo.InvariantCulture) == Added ? two : Added.ToString("R", CultureInfo.InvariantCulture);

    internal SacreBleuOptions Checked()
    {
        if (MaxOrder < 1) throw new ArgumentException($"sacreBLEU order {MaxOrder}: it must be at least 1");
        if (!Enum.IsDefined(Tokenizer)) throw new ArgumentException($"sacreBLEU tokenizer {Tokenizer}: there is none of this number");
        if (!Enum.IsDefined(Smoothing)) throw new ArgumentException($"sacreBLEU smoothing {Smoothing}: there is none of this number");
        if (!double.IsFinite(Added) || Added <= 0) throw new ArgumentException($"sacreBLEU smoothing value {Added.ToString(CultureInfo.InvariantCulture)}: it must be a positive number");
        return this;
    }
}
