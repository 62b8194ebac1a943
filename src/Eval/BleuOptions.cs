using System.Globalization;

namespace SeqGan.Eval;

/// <summary>One BLEU score: up to which order, how weighted, how smoothed.</summary>
public sealed record BleuOptions
{
    /// <summary>The longest n-gram counted: 4 for BLEU-4.</summary>
    public int MaxOrder { get; init; } = 4;

    /// <summary>A weight for each order 1..MaxOrder; null for 1/MaxOrder each.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>What becomes of orders without a match. nltk's own default is method0, the text-GAN literature's method1.</summary>
    public BleuSmoothing Smoothing { get; init; } = BleuSmoothing.Method1;

    /// <summary>The numerator that method1 puts in place of 0.</summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>How many n-grams the prior of method6 weighs.</summary>
    public double Alpha { get; init; } = 5;

    /// <summary>What methods 4 and 7 divide the logarithm of the length by.</summary>
    public double K { get; init; } = 5;

    /// <summary>Options for several orders at once: <c>Orders(2, 4)</c> for BLEU-2, BLEU-3 and BLEU-4.</summary>
    public static IReadOnlyList<BleuOptions> Orders(int first, int last) =>
        first <= last
            ? [.. Enumerable.Range(first, last - first + 1).Select(n => new BleuOptions { MaxOrder = n })]
            : throw new ArgumentException($"BLEU orders {first} to {last}: the first must not be above the last");

    /// <summary>The longest n-gram that must be counted for the score, which may be longer than those that it is the mean of.</summary>
    internal int CountedOrder => Smoothing is BleuSmoothing.Method5 or BleuSmoothing.Method7 ? Math.Max(MaxOrder, BleuSmoother.OrderBeyond) : MaxOrder;

    internal double Weight(int order) => Weights is null ? 1.0 / MaxOrder : Weights[order - 1];

    internal BleuOptions Checked()
    {
        if (MaxOrder < 1) throw new ArgumentException($"BLEU order {MaxOrder}: it must be at least 1");
        if (!Enum.IsDefined(Smoothing)) throw Bad($"BLEU smoothing {Smoothing}: it must be Method0 to Method7");
        if (Smoothing == BleuSmoothing.Method6 && MaxOrder < 3) throw Bad($"BLEU-{MaxOrder} with method6: it starts from 3-grams; take an order of 3 or more, or another smoothing");
        foreach (var (name, value) in new[] { ("epsilon", Epsilon), ("alpha", Alpha), ("k", K) })
        {
            if (!double.IsFinite(value) || value <= 0) throw Bad($"BLEU {name} {value}: it must be a positive number");
        }
        if (Weights is null) return this;
        if (Weights.Count != MaxOrder) throw Bad($"BLEU-{MaxOrder} has {Weights.Count} weights: give one for each order");
        foreach (var weight in Weights)
        {
            if (!double.IsFinite(weight) || weight < 0) throw Bad($"BLEU weight {weight}: it must be a number, 0 or more");
        }
        return this;
    }

    static ArgumentException Bad(FormattableString message) => new(message.ToString(CultureInfo.InvariantCulture));
}
