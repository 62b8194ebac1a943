namespace SeqGan.Text.Filters;

/// <summary>A generated line that may be kept.</summary>
public sealed class Candidate
{
    LineHash? _hash;

    internal Candidate(int[] tokens, string text) => (Tokens, Text) = (tokens, text);

    /// <summary>Its tokens, without an end token: <c>[length]</c>.</summary>
    public IReadOnlyList<int> Ids => Tokens;

    /// <summary>The line.</summary>
    public string Text { get; }

    /// <summary>The discriminator's probability that the line is real; null where no rule asked.</summary>
    public double? Verdict { get; internal set; }

    internal int[] Tokens { get; }

    internal LineHash Hash => _hash ??= LineHash.Of(Text);
}
