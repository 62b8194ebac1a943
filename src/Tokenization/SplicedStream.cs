namespace SeqGan.Tokenization;

/// <summary>A stream between two pieces of memory: what was read of it already, and what is to follow it.</summary>
sealed class SplicedStream(ReadOnlyMemory<byte> head, Stream middle, ReadOnlyMemory<byte> tail) : Stream
{
    ReadOnlyMemory<byte> _head = head;
    ReadOnlyMemory<byte> _tail = tail;

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
        var count = Take(ref _head, buffer);
        if (count == 0) count = middle.Read(buffer);
        return count == 0 ? Take(ref _tail, buffer) : count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    static int Take(ref ReadOnlyMemory<byte> memory, Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, memory.Length);
        memory.Span[..count].CopyTo(buffer);
        memory = memory[count..];
        return count;
    }
}
