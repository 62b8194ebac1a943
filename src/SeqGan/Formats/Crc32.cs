namespace SeqGan.Formats;

/// <summary>The checksum of PNG's chunks (ISO 3309, polynomial 0xEDB88320). By hand: .NET has it only in a package of its own, System.IO.Hashing.</summary>
internal static class Crc32
{
    static readonly uint[] _table = [.. Enumerable.Range(0, 256).Select(Entry)];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes) crc = _table[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    static uint Entry(int value)
    {
        var entry = (uint)value;
        for (var bit = 0; bit < 8; bit++) entry = (entry & 1) == 0 ? entry >> 1 : (entry >> 1) ^ 0xEDB88320;
        return entry;
    }
}
