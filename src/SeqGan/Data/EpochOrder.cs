using SeqGan.Compute;

namespace SeqGan.Data;

/// <summary>
/// The order in which an epoch visits <paramref name="count"/> items: a function of the key and the epoch. With
/// <paramref name="draw"/> it is as many draws with replacement, else a permutation. Keeps the last one asked for.
/// </summary>
internal sealed class EpochOrder(int count, ulong key, WeightedDraw? draw = null)
{
    long _epoch = -1;
    int[] _order = [];

    public int[] Of(long epoch)
    {
        if (epoch == _epoch) return _order;
        var own = KeyedRandom.Key(key, epoch);
        (_epoch, _order) = (epoch, draw is null ? KeyedRandom.Permutation(own, count) : draw.Of(own, count));
        return _order;
    }
}
