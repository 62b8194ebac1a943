namespace SeqGan.Cli.Config;

/// <summary>A file that a person has written: small, even where it is a pipe or a device, which have no length to ask for.</summary>
internal static class SmallFile
{
    const int MaximumBytes = 1 << 20;

    /// <param name="path">The file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="kind">What it should be.</param>
    /// <exception cref="InvalidInputException">It is larger.</exception>
    public static ReadOnlyMemory<byte> Read(string path, string name, string kind)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var bytes = new byte[MaximumBytes + 1];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return count <= MaximumBytes ? bytes.AsMemory(0, count) : throw new InvalidInputException($"{name} is larger than {MaximumBytes} bytes; give {kind}");
    }
}
