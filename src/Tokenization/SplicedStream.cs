namespace SeqGan.Tokenization;

/// <summary>A stream between two pieces of memory: what was read of it already, and what is to follow it.</summary>
sealed class SplicedStream(ReadOnlyMemory<byte> head, Stream middle, ReadOnlyMemory<byte> tail) : ForwardStream
{
    ReadOnlyMemory<byte> _head = head;
    ReadOnlyMemory<byte> _tail = tail;

    public override int Read(Span<byte> buffer)
    {
        var count = Take(ref _head, buffer);
        if (count == 0) count = middle.Read(buffer);
        return count == 0 ? Take(ref _tail, buffer) : count;
    }

    static int Take(ref ReadOnlyMemory<byte> memory, Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, memory.Length);
        memory.Span[..count].CopyTo(buffer);
        memory = memory[count..];
        return count;
    }
}
