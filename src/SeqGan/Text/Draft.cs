namespace SeqGan.Text;

/// <summary>A sequence that the policy is writing.</summary>
internal sealed class Draft(ulong key, int time)
{
    readonly int[] _ids = new int[time];

    /// <summary>The key of its random numbers; the draw of a token depends on it and the position alone.</summary>
    public ulong Key { get; } = key;

    /// <summary>Tokens so far.</summary>
    public int Length { get; private set; }

    public void Append(int id) => _ids[Length++] = id;

    public int[] ToArray() => _ids[..Length];
}
