using SeqGan.Tokenization;
using SeqGan.Training;
using static TorchSharp.torch;

namespace SeqGan.Data.Images;

/// <summary>
/// Batches of a set, in an order of its own each epoch. All are full, as batch normalisation and the practice of GANs want it: the
/// images that do not fill one are left out of that epoch.
/// </summary>
public sealed class ImageBatches : IBatches<ImageBatch>
{
    readonly ImageSet _set;
    readonly int _batch;
    readonly Device _device;
    readonly EpochOrder _order;

    /// <param name="set">The images.</param>
    /// <param name="batch">Images a batch.</param>
    /// <param name="key">The order is a function of this key and the epoch.</param>
    /// <param name="device">Where the tensors are made.</param>
    /// <exception cref="InvalidInputException">The set does not fill one batch.</exception>
    public ImageBatches(ImageSet set, int batch, ulong key, Device device)
    {
        if (batch < 1 || batch > set.Count) throw new InvalidInputException($"batch is {batch}, and there are {set.Count} images; give 1 to {set.Count}");
        (_set, _batch, _device, _order) = (set, batch, device, new EpochOrder(set.Count, key));
    }

    /// <summary>Full batches of an epoch.</summary>
    public long Count => _set.Count / _batch;

    /// <inheritdoc/>
    public ImageBatch At(long index) => ImageBatch.Of(_set, _order.Of(index / Count).AsSpan((int)(index % Count) * _batch, _batch), _device);
}
