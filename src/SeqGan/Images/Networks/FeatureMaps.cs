namespace SeqGan.Images.Networks;

/// <summary>Some feature maps of a generator.</summary>
/// <param name="Level">How often the image was halved to their size, from 1.</param>
/// <param name="Maps">Their numbers.</param>
public sealed record FeatureMaps(int Level, IReadOnlyList<int> Maps);
