using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>A game that finds the code of an image: what <see cref="ImageGame.Decode"/> makes of it is the image's reconstruction.</summary>
public interface IEncoder
{
    /// <summary>The codes of images, by the encoder as it stands, its average where it keeps one.</summary>
    /// <param name="images"><c>[count, channels, height, width]</c> in [-1, 1].</param>
    /// <returns><c>[count, code]</c> by <see cref="ImageGame.Layout"/>, on the CPU, in the caller's dispose scope.</returns>
    Tensor Encode(Tensor images);
}
