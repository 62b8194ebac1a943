using System.Buffers.Binary;
using System.Text;

namespace SeqGan.TestSupport;

/// <summary>Inputs made from sound ones by damage that knows nothing of the format, and by words that mean something in it.</summary>
internal static class HostileBytes
{
    const int Longest = 1 << 20;

    static readonly long[] _numbers = [0, 1, -1, 2, 127, 128, 255, 256, 32767, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, 1L << 40, long.MaxValue, long.MinValue, long.MaxValue / 8 + 1, 100_000_000, 100_000_001];

    static readonly string[] _digits = ["0", "-1", "-0", "1.5", "1e400", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551616", "999999999999999999999999999999"];

    /// <summary>One to four kinds of damage to one of the samples.</summary>
    public static byte[] Mutate(Random random, IReadOnlyList<byte[]> samples, IReadOnlyList<byte[]> words)
    {
        var bytes = new List<byte>(Pick(random, samples));
        for (var left = random.Next(1, 5); left > 0; left--)
        {
            Damage(random, bytes, samples, words);
            if (bytes.Count > Longest) bytes.RemoveRange(Longest, bytes.Count - Longest);
        }
        return [.. bytes];
    }

    public static byte[][] Words(params string[] words) => [.. words.Select(Encoding.UTF8.GetBytes)];

    public static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    static void Damage(Random random, List<byte> bytes, IReadOnlyList<byte[]> samples, IReadOnlyList<byte[]> words)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(2) == 0 ? random.Next(1, 17) : random.Next(bytes.Count + 1), bytes.Count - at);
        switch (random.Next(12))
        {
            case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1 when at < bytes.Count: bytes[at] = (byte)Pick(random, _numbers); break;
            case 2: bytes.RemoveRange(at, bytes.Count - at); break;
            case 3: bytes.RemoveRange(at, length); break;
            case 4: bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length)); break;
            case 5: bytes.InsertRange(at, Noise(random)); break;
            case 6: bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), Count(random))); break;
            case 7: Overwrite(bytes, at, Number(random)); break;
            case 8:
                var other = Pick(random, samples);
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.AsSpan(random.Next(other.Length + 1)).ToArray());
                break;
            case 9: ReplaceDigits(random, bytes, at); break;
            case 10 when words.Count > 0: Overwrite(bytes, at, Pick(random, words)); break;
            case 11 when words.Count > 0: bytes.InsertRange(at, Repeated(Pick(random, words), random.Next(4) == 0 ? Count(random) : 1)); break;
            default: bytes.Insert(at, (byte)random.Next(256)); break;
        }
    }

    static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(1, 64)];
        random.NextBytes(noise);
        return noise;
    }

    // Few or very many: deep nesting, long lines.
    static int Count(Random random) => random.Next(3) == 0 ? random.Next(10_000, 100_000) : random.Next(1, 100);

    static byte[] Repeated(byte[] word, int count) => [.. Enumerable.Repeat(word, Math.Min(count, Longest / Math.Max(word.Length, 1))).SelectMany(one => one)];

    static byte[] Number(Random random)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Pick(random, _numbers));
        bytes = bytes[..(1 << random.Next(4))];
        if (random.Next(2) == 0) Array.Reverse(bytes);
        return bytes;
    }

    static void Overwrite(List<byte> bytes, int at, byte[] with)
    {
        for (var i = 0; i < with.Length && at + i < bytes.Count; i++) bytes[at + i] = with[i];
    }

    // The first number from there on, as text.
    static void ReplaceDigits(Random random, List<byte> bytes, int at)
    {
        var start = bytes.FindIndex(Math.Min(at, bytes.Count), IsDigit);
        if (start < 0) return;
        var end = bytes.FindIndex(start, one => !IsDigit(one));
        bytes.RemoveRange(start, (end < 0 ? bytes.Count : end) - start);
        bytes.InsertRange(start, Encoding.ASCII.GetBytes(Pick(random, _digits)));
    }

    static bool IsDigit(byte one) => one is >= (byte)'0' and <= (byte)'9';
}
