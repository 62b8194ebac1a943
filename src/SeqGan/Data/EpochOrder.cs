using SeqGan.Compute;

namespace SeqGan.Data;

/// <summary>The order in which an epoch visits <paramref name="count"/> items: a function of the key and the epoch. Keeps the last one asked for.</summary>
internal sealed class EpochOrder(int count, ulong key)
{
    long _epoch = -1;
    int[] _order = [];

    public int[] Of(long epoch)
    {
        if (epoch != _epoch) (_epoch, _order) = (epoch, KeyedRandom.Permutation(KeyedRandom.Key(key, epoch), count));
        return _order;
    }
}
