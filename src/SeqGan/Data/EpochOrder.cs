using SeqGan.Compute;

namespace SeqGan.Data;

/// <summary>
/// The order in which an epoch visits <paramref name="count"/> items: a function of the key and the epoch. With
/// <paramref name="draw"/> it is as many draws with replacement, else a permutation. Keeps the last two asked for: two
/// turns that take turns at one source may be in different epochs of it.
/// </summary>
internal sealed class EpochOrder(int count, ulong key, WeightedDraw? draw = null)
{
    (long Epoch, int[] Order) _last = (-1, []), _other = (-1, []);

    public int[] Of(long epoch)
    {
        if (epoch != _last.Epoch) (_last, _other) = (epoch == _other.Epoch ? _other : (epoch, Draw(KeyedRandom.Key(key, epoch))), _last);
        return _last.Order;
    }

    int[] Draw(ulong own) => draw is null ? KeyedRandom.Permutation(own, count) : draw.Of(own, count);
}
