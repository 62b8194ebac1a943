namespace SeqGan.Tokenization.Tests;

/// <summary>A long read-only stream whose bytes are made when they are asked for.</summary>
sealed class SyntheticStream(long length, SyntheticStream.Filler fill) : Stream
{
    public delegate void Filler(Span<byte> buffer, long offset);

    public long Served { get; private set; }

    public int MostAtOnce { get; init; } = int.MaxValue;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(Math.Min(buffer.Length, MostAtOnce), length - Served);
        fill(buffer[..count], Served);
        Served += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
