using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SeqGan.Text.Filters;

/// <summary>
/// 128 bits of a line's SHA-256. Among a billion lines, two that differ share a hash with a probability of 10^-21; a set of a
/// million takes 40 MB, however long the lines are.
/// </summary>
internal readonly record struct LineHash(ulong High, ulong Low)
{
    public static LineHash Of(string line)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(line.AsSpan()), hash);
        var parts = MemoryMarshal.Cast<byte, ulong>(hash);
        return new LineHash(parts[0], parts[1]);
    }

    // The bits are random as they are.
    public override int GetHashCode() => (int)Low;
}
