namespace SeqGan.Text;

/// <summary>A sequence that the policy is writing: it begins with the first tokens of another one.</summary>
internal sealed class Draft
{
    readonly int[] _ids;

    /// <param name="sentence">The number of the sequence that it begins with.</param>
    /// <param name="prefix">The tokens that it takes from there.</param>
    /// <param name="key">The key of its random numbers.</param>
    /// <param name="time">The most tokens that it can have.</param>
    public Draft(int sentence, ReadOnlySpan<int> prefix, ulong key, int time)
    {
        (Sentence, Key, Length, _ids) = (sentence, key, prefix.Length, new int[time]);
        prefix.CopyTo(_ids);
    }

    /// <summary>What one takes, and the sequence that comes of it, in bytes.</summary>
    public static long Bytes(int time) => 2L * sizeof(int) * time + 120;

    /// <summary>The number of the sequence that it begins with.</summary>
    public int Sentence { get; }

    /// <summary>The key of its random numbers; the draw of a token depends on it and the position alone.</summary>
    public ulong Key { get; }

    /// <summary>Tokens so far.</summary>
    public int Length { get; private set; }

    /// <summary>The newest token.</summary>
    public int Last => _ids[Length - 1];

    public void Append(int id) => _ids[Length++] = id;

    /// <summary>Its tokens. A full draft gives its own memory: there are twenty thousand in a step of the policy, and copies were a third of what it leaves to the collector.</summary>
    public int[] Written() => Length == _ids.Length ? _ids : _ids[..Length];
}
