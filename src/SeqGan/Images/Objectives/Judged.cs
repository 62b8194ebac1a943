using static TorchSharp.torch;

namespace SeqGan.Images.Objectives;

/// <summary>Images and what the critic says of them.</summary>
/// <param name="Images"><c>[batch, channels, height, width]</c></param>
/// <param name="Verdicts"><c>[batch]</c></param>
internal readonly record struct Judged(Tensor Images, Tensor Verdicts);
