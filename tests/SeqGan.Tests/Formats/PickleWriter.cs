using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SeqGan.Tests.Formats;

/// <summary>Pickles and archives as torch.save writes them, by hand: protocol 2, one method an instruction.</summary>
internal sealed class PickleWriter
{
    readonly MemoryStream _bytes = new();

    public static PickleWriter Begin(byte protocol = 2) => new PickleWriter().Raw(0x80, protocol);

    public PickleWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public PickleWriter Op(char opcode) => Raw((byte)opcode);

    public PickleWriter Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
        return Op('X').Raw(length).Raw(utf8);
    }

    public PickleWriter Number(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Raw(0x8A, 8).Raw(bytes);
    }

    public PickleWriter Global(string module, string name) => Op('c').Raw(Encoding.UTF8.GetBytes($"{module}\n{name}\n"));

    public PickleWriter Tuple(params ReadOnlySpan<long> numbers)
    {
        Op('(');
        foreach (var number in numbers) Number(number);
        return Op('t');
    }

    public PickleWriter Ordered() => Global("collections", "OrderedDict").Op(')').Op('R');

    /// <summary>A storage of the archive.</summary>
    public PickleWriter Storage(string key, long count, string type = "FloatStorage") =>
        Op('(').Text("storage").Global("torch", type).Text(key).Text("cpu").Number(count).Op('t').Op('Q');

    /// <summary>A tensor over a storage of its own.</summary>
    public PickleWriter Tensor(string key, long count, long offset, long[] shape, long[] strides, string type = "FloatStorage") =>
        Global("torch._utils", "_rebuild_tensor_v2").Op('(').Storage(key, count, type).Number(offset).Tuple(shape).Tuple(strides).Raw(0x89).Ordered().Op('t').Op('R');

    public byte[] Stop()
    {
        Op('.');
        return _bytes.ToArray();
    }

    /// <summary>An archive like that of torch.save: the pickle, the storages' bytes, the version.</summary>
    public static byte[] Archive(byte[] pickle, params (string Name, byte[] Bytes)[] entries) =>
        Zip(CompressionLevel.NoCompression, [("archive/data.pkl", pickle), .. entries.Select(entry => ($"archive/{entry.Name}", entry.Bytes)), ("archive/version", "3\n"u8.ToArray())]);

    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Bytes)[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }
        return memory.ToArray();
    }

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
