namespace SeqGan.Training;

/// <summary>
/// A seekable, endless source of batches: batch <c>i</c> is a pure function of the source and <c>i</c>, so that a run
/// can be resumed at any position. Epoch <c>i / Count</c> has an order of its own.
/// </summary>
/// <typeparam name="T">What a step consumes.</typeparam>
public interface IBatches<out T>
{
    /// <summary>Batches an epoch.</summary>
    long Count { get; }

    /// <summary>Batch <paramref name="index"/> of the endless stream; tensors that it makes belong to the caller's dispose scope.</summary>
    T At(long index);
}
