namespace SeqGan.Eval;

/// <summary>
/// A hash table from (prefix id, token) to ids given in the order of first appearance, 0 the first. Open addressing with the key in the slot: a look-up of
/// millions of n-grams waits for memory once, where <see cref="Dictionary{TKey, TValue}"/> waits twice and takes half as much memory again.
/// </summary>
internal sealed class NgramTable
{
    // 12 bytes. The number is the id plus one, so that a slot of zeros is an empty one.
    record struct Slot(int Prefix, int Token, int Number);

    const int MostSlots = 1 << 30;

    Slot[] _slots = new Slot[16]; // a power of two, at most three quarters of them taken

    /// <summary>How many ids were given.</summary>
    public int Count { get; private set; }

    /// <summary>The id of a pair; a new one if unseen.</summary>
    /// <exception cref="ArgumentException">There are more pairs than a table holds.</exception>
    public int Add(int prefix, int token)
    {
        var at = At(_slots, prefix, token);
        if (_slots[at].Number > 0) return _slots[at].Number - 1;
        _slots[at] = new Slot(prefix, token, ++Count);
        if (Count > _slots.Length / 4 * 3) Grow();
        return Count - 1;
    }

    /// <summary>The id of a pair, or -1.</summary>
    public int Find(int prefix, int token) => _slots[At(_slots, prefix, token)].Number - 1;

    // Where a pair is, or the empty slot where it would be.
    static int At(Slot[] slots, int prefix, int token)
    {
        var mask = slots.Length - 1;
        var at = Hash(prefix, token) & mask;
        while (slots[at] is var slot && slot.Number > 0 && (slot.Prefix != prefix || slot.Token != token)) at = (at + 1) & mask;
        return at;
    }

    // Ids and tokens are small and in sequence, so every bit must reach the low ones.
    static int Hash(int prefix, int token) => (int)(SplitMix64.Mix((ulong)(uint)prefix << 32 | (uint)token) >> 32);

    void Grow()
    {
        if (_slots.Length == MostSlots) throw new ArgumentException($"n-grams: there are more than {MostSlots / 4 * 3} different ones of one order; give fewer lines");
        var larger = new Slot[2 * _slots.Length];
        foreach (var slot in _slots)
        {
            if (slot.Number > 0) larger[At(larger, slot.Prefix, slot.Token)] = slot;
        }
        _slots = larger;
    }
}
