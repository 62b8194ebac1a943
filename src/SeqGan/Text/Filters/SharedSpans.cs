using SeqGan.Compute;
using SeqGan.Data;

namespace SeqGan.Text.Filters;

/// <summary>
/// All spans of one length in the training lines: a line that holds one of them shares a span of that length or a longer one.
/// </summary>
/// <remarks>
/// A hash table of positions in the store, where every hit is compared token by token, so that the answer is exact; six bytes a
/// training token beside the store, for up to a billion tokens.
/// </remarks>
internal sealed class SharedSpans
{
    readonly SequenceStore _training;
    readonly int _length;
    readonly uint[] _slots; // 1 + the position of a span in the store, or 0: at most two thirds are taken

    /// <param name="training">The lines; it is read whenever a line is looked up.</param>
    /// <param name="length">Tokens of a span, 1 or more.</param>
    public SharedSpans(SequenceStore training, int length)
    {
        (_training, _length) = (training, length);
        long spans = 0;
        for (var line = 0; line < training.Count; line++) spans += Math.Max(0, training.LengthOf(line) - length + 1);
        _slots = new uint[checked((int)(spans + spans / 2 + 1))];
        for (var line = 0; line < training.Count; line++)
        {
            var (ids, start) = (training.WithoutEnd(line), training.StartOf(line));
            for (var at = 0; at + length <= ids.Length; at++) _slots[SlotOf(ids.AsSpan(at, length))] = checked((uint)(start + at + 1));
        }
    }

    /// <summary>Whether a line holds one of the spans.</summary>
    public bool AnyIn(ReadOnlySpan<int> ids)
    {
        for (var at = 0; at + _length <= ids.Length; at++)
            if (_slots[SlotOf(ids.Slice(at, _length))] != 0) return true;
        return false;
    }

    // Where an equal span is, or the free place where it belongs.
    int SlotOf(ReadOnlySpan<int> span)
    {
        ulong hash = 0;
        foreach (var id in span) hash = KeyedRandom.Key(hash, id);
        var slot = (int)Math.BigMul(hash, (ulong)_slots.Length, out _); // the hash as a fraction of the table
        while (_slots[slot] != 0 && !_training.Holds(_slots[slot] - 1, span)) slot = slot + 1 == _slots.Length ? 0 : slot + 1;
        return slot;
    }
}
