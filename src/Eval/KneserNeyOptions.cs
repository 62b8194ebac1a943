namespace SeqGan.Eval;

/// <summary>What kind of Kneser-Ney model.</summary>
public sealed record KneserNeyOptions
{
    /// <summary>The longest n-gram.</summary>
    public int Order { get; init; } = 5;

    /// <summary>What is taken from every count, between 0 and 1; null: n1 / (n1 + 2 n2) of each order's n-grams that count 1 and 2, or 0.5 where one of these is 0.</summary>
    public double? Discount { get; init; }

    /// <summary>How many different tokens there may be, the end of a line among them; 0: those of the training lines, the end, and one for all others.</summary>
    public int Vocabulary { get; init; }

    internal KneserNeyOptions Checked()
    {
        if (Order < 1) throw new ArgumentException($"Kneser-Ney model of order {Order}: it must be at least 1");
        if (Discount is { } discount && !(discount is > 0 and < 1)) throw new ArgumentException(FormattableString.Invariant($"Kneser-Ney discount {discount}: it must be between 0 and 1"));
        if (Vocabulary < 0) throw new ArgumentException($"Kneser-Ney model over {Vocabulary} tokens: give their number, or 0");
        return this;
    }
}
