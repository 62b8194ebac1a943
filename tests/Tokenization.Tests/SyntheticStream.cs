namespace SeqGan.Tokenization.Tests;

/// <summary>A long read-only stream whose bytes are made when they are asked for.</summary>
sealed class SyntheticStream(long length, SyntheticStream.Filler fill) : ForwardStream
{
    public delegate void Filler(Span<byte> buffer, long offset);

    public long Served { get; private set; }

    public int MostAtOnce { get; init; } = int.MaxValue;

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(Math.Min(buffer.Length, MostAtOnce), length - Served);
        fill(buffer[..count], Served);
        Served += count;
        return count;
    }
}
