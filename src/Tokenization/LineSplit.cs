using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SeqGan.Tokenization;

/// <summary>Which part of a corpus a line belongs to.</summary>
public enum Split
{
    /// <summary>Seen in training.</summary>
    Train,

    /// <summary>Held out to choose between models.</summary>
    Valid,

    /// <summary>Held out to report.</summary>
    Test,
}

/// <summary>
/// A corpus cut 90/5/5 by a hash of each line (SHA-256 of its UTF-8 bytes): no seed and no order is involved, equal lines lie on one
/// side, and a line stays where it is when others come or go. Sizes are as the hash has it: a part of a very small corpus may be empty.
/// </summary>
/// <param name="Train">About 90 % of the lines, in their order.</param>
/// <param name="Valid">About 5 %.</param>
/// <param name="Test">About 5 %.</param>
public sealed record LineSplit(IReadOnlyList<string> Train, IReadOnlyList<string> Valid, IReadOnlyList<string> Test)
{
    /// <summary>The side of a line; white space at its ends does not count.</summary>
    public static Split SplitOf(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(line.Trim()), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) % 100) switch
        {
            < 90 => Split.Train,
            < 95 => Split.Valid,
            _ => Split.Test,
        };
    }

    /// <summary>The three parts of a corpus that fits in memory.</summary>
    public static LineSplit Of(IEnumerable<string> lines)
    {
        var parts = lines.ToLookup(SplitOf);
        return new([.. parts[Split.Train]], [.. parts[Split.Valid]], [.. parts[Split.Test]]);
    }
}
