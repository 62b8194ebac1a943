namespace SeqGan.Images;

/// <summary>What images are asked for; what is left out varies from image to image.</summary>
public sealed record ImageRequest
{
    /// <summary>The class or category; null: one after the other.</summary>
    public int? Label { get; init; }

    /// <summary>Every attribute, 0 or 1; null: drawn, each as often as in the data.</summary>
    public IReadOnlyList<int>? Attributes { get; init; }

    /// <summary>Every continuous code; null: drawn from [-1, 1].</summary>
    public IReadOnlyList<double>? Continuous { get; init; }
}
