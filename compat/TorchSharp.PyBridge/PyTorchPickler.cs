using System.Globalization;
using System.IO.Compression;

using static TorchSharp.torch;

namespace TorchSharp.PyBridge;

/// <summary>
/// Named tensors as <c>torch.save</c> writes a state dict: a zip archive, nothing in it compressed, of the pickled names
/// and shapes, the raw numbers of each tensor, and the format's version. It holds no code: <c>torch.load</c> reads it with
/// <c>weights_only=True</c>.
/// </summary>
internal static class PyTorchPickler
{
    const string Folder = "archive";

    static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // of a zip archive: equal weights give equal files

    static readonly Dictionary<ScalarType, string> Storages = new()
    {
        [ScalarType.Float64] = "DoubleStorage",
        [ScalarType.Float32] = "FloatStorage",
        [ScalarType.Float16] = "HalfStorage",
        [ScalarType.BFloat16] = "BFloat16Storage",
        [ScalarType.Int64] = "LongStorage",
        [ScalarType.Int32] = "IntStorage",
        [ScalarType.Int16] = "ShortStorage",
        [ScalarType.Int8] = "CharStorage",
        [ScalarType.Byte] = "ByteStorage",
        [ScalarType.Bool] = "BoolStorage",
    };

    public static void PickleStateDict(Stream stream, Dictionary<string, Tensor> source, bool leaveOpen = false)
    {
        using var noGrad = no_grad();
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen);
        Add(archive, "data.pkl", entry => entry.Write(Pickle(source)));
        foreach (var (tensor, index) in source.Values.Select((tensor, index) => (tensor, index)))
        {
            Add(archive, FormattableString.Invariant($"data/{index}"), entry =>
            {
                using var scope = NewDisposeScope();
                if (tensor.numel() > 0) tensor.cpu().contiguous().WriteBytesToStream(entry, 1 << 20);
            });
        }
        Add(archive, "version", entry => entry.Write("3\n"u8));
    }

    static void Add(ZipArchive archive, string name, Action<Stream> write)
    {
        var entry = archive.CreateEntry($"{Folder}/{name}");
        entry.LastWriteTime = Earliest;
        using var stream = entry.Open();
        write(stream);
    }

    // OrderedDict([(name, _rebuild_tensor_v2(storage, offset 0, shape, strides, requires_grad False, OrderedDict()))])
    static byte[] Pickle(Dictionary<string, Tensor> source)
    {
        var pickle = new PickleWriter();
        pickle.Global("collections", "OrderedDict").EmptyTuple().Call();
        pickle.Mark();
        foreach (var ((name, tensor), index) in source.Select((entry, index) => (entry, index)))
        {
            if (!Storages.TryGetValue(tensor.dtype, out var storage)) throw new NotSupportedException($"'{name}' is of type {tensor.dtype}, which has no storage here");
            pickle.Text(name).Global("torch._utils", "_rebuild_tensor_v2").Mark();
            pickle.Mark().Text("storage").Global("torch", storage).Text(index.ToString(CultureInfo.InvariantCulture)).Text("cpu").Integer(tensor.numel()).Tuple().Persistent();
            pickle.Integer(0).Integers(tensor.shape).Integers(Strides(tensor.shape)).False();
            pickle.Global("collections", "OrderedDict").EmptyTuple().Call();
            pickle.Tuple().Call();
        }
        return pickle.SetItems().Stop();
    }

    // Of the contiguous copy that is written.
    static long[] Strides(long[] shape)
    {
        var strides = new long[shape.Length];
        for (var (i, stride) = (shape.Length - 1, 1L); i >= 0; i--) (strides[i], stride) = (stride, stride * Math.Max(shape[i], 1));
        return strides;
    }
}
