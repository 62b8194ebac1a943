using SeqGan.Training;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>What a player minimises besides the game.</summary>
/// <param name="Loss">A scalar, weighted.</param>
/// <param name="Scalars">Numbers of it for the record, besides those of the step.</param>
internal sealed record TaskLoss(Tensor Loss, Scalars Scalars);
