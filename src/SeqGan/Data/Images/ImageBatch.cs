using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Data.Images;

/// <summary>Images side by side.</summary>
/// <param name="Images">Float32 in [-1, 1]: <c>[batch, channels, height, width]</c>.</param>
/// <param name="Labels">The class of each image, int64: <c>[batch]</c>; <c>[0]</c> where the set has no classes.</param>
/// <param name="Attributes">0 or 1, float32: <c>[batch, attributes]</c>; <c>[batch, 0]</c> where the set has none.</param>
public sealed record ImageBatch(Tensor Images, Tensor Labels, Tensor Attributes)
{
    /// <summary>Rows.</summary>
    public long Count => Images.shape[0];

    /// <summary>Makes a batch on a device; its tensors belong to the caller's dispose scope.</summary>
    /// <param name="set">The images.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="device">Where the tensors are made.</param>
    public static ImageBatch Of(ImageSet set, ReadOnlySpan<int> rows, Device device)
    {
        using var scope = NewDisposeScope();
        var (shape, length, attributes) = (set.Shape, set.Shape.Pixels, set.AttributeNames.Length);
        var images = empty(rows.Length, shape.Channels, shape.Height, shape.Width, ScalarType.Byte);
        var bytes = images.bytes; // copied to where they are read: no array in between
        var labels = new long[set.ClassNames.Length == 0 ? 0 : rows.Length];
        var flags = new float[rows.Length * attributes];
        for (var i = 0; i < rows.Length; i++)
        {
            set[rows[i]].CopyTo(bytes[(i * length)..]);
            if (labels.Length > 0) labels[i] = set.Labels[rows[i]];
            for (var k = 0; k < attributes; k++) flags[i * attributes + k] = set.Attributes[rows[i] * attributes + k];
        }
        return new ImageBatch(
            images.to(device).to(ScalarType.Float32).div_(127.5).sub_(1).MoveToOuterDisposeScope(),
            tensor(labels, [labels.Length], device: device).MoveToOuterDisposeScope(),
            tensor(flags, [rows.Length, attributes], device: device).MoveToOuterDisposeScope());
    }
}
