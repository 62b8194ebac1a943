using SeqGan.Tokenization;
using static TorchSharp.torch;

namespace SeqGan.Formats;

/// <summary>
/// The state dicts that PyTorch's torch.save writes (.pt and .pth; the zip format of PyTorch 1.6 and later: a pickle and an entry of
/// bytes for every storage). No code of the file is run: see <see cref="PickleReader"/>.
/// </summary>
internal static class StateDictFile
{
    const string Remedy = "in PyTorch, save the model's state_dict() with torch.save";
    const int LargestShare = 4; // tied weights are saved once and count for each of their names

    // Where training scripts put the state dict beside an epoch or an optimiser.
    static readonly string[] _wrappers = ["state_dict", "model_state_dict", "model", "net", "generator"];

    /// <summary>
    /// Reads the tensors of a state dict, onto the CPU, into the caller's dispose scope. Where the file holds a dict without tensors, its
    /// one entry under a usual name (state_dict, model_state_dict, model, net, generator) that has some is taken. What is no tensor is left out.
    /// </summary>
    /// <exception cref="InvalidInputException">The file cannot be read, is of another kind, or holds something besides tensors and plain values.</exception>
    public static Dictionary<string, Tensor> Read(string path) => CheckedFile.Read(path, Read, Remedy);

    static Dictionary<string, Tensor> Read(Stream stream)
    {
        RefuseOtherKinds(stream);
        using var zip = Open(stream);
        var pickles = zip.Names.Where(name => name.EndsWith("/data.pkl", StringComparison.Ordinal) && name.Count(sign => sign == '/') == 1).ToArray();
        if (pickles is not [var pickle]) throw new InvalidDataException("it is a zip archive, but not one of torch.save");
        var folder = pickle[..^"data.pkl".Length];
        if (zip.LengthOf(folder + "byteorder") is not null && !zip.Bytes(folder + "byteorder", 16).AsSpan().SequenceEqual("little"u8)) throw new InvalidDataException("it was saved on a big-endian machine");

        var tensors = Choose(PickleReader.Read(zip.Bytes(pickle, PickleReader.MaximumBytes)));
        var total = UInt128.Zero;
        foreach (var tensor in tensors.Values) total += (UInt128)TensorSizes.Bytes(tensor.Shape, tensor.Storage.Type)!.Value;
        if (total > (UInt128)zip.Length * LargestShare) throw new InvalidDataException("its tensors claim the same data many times over");
        return Load(tensors, zip, folder + "data/");
    }

    static void RefuseOtherKinds(Stream stream)
    {
        Span<byte> start = stackalloc byte[14];
        var count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (start[..count].SequenceEqual<byte>([0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19])) throw new InvalidDataException("it is in the format of PyTorch before 1.6");
        if (count > 0 && start[0] == 0x80) throw new InvalidDataException("it is a bare pickle, which could run code");
        if (!start[..count].StartsWith("PK"u8)) throw new InvalidDataException("it is no file of torch.save");
    }

    static BoundedZip Open(Stream stream)
    {
        try
        {
            return new BoundedZip(stream);
        }
        catch (Exception error) when (error is not (IOException or InvalidDataException or OutOfMemoryException))
        {
            throw new InvalidDataException("it is a damaged zip archive", error);
        }
    }

    static Dictionary<string, PickledTensor> Choose(object? value)
    {
        var top = value as PickledDictionary ?? throw new InvalidDataException("it holds no dict of tensors");
        if (Tensors(top) is { Count: > 0 } own) return own;
        var inner = top.Items.Where(item => item is { Key: string, Value: PickledDictionary } && _wrappers.Contains((string)item.Key))
            .DistinctBy(item => item.Value, ReferenceEqualityComparer.Instance) // one that is referred to many times is looked through once
            .Select(item => Tensors((PickledDictionary)item.Value!)).Where(tensors => tensors.Count > 0).ToArray();
        return inner switch
        {
            [var one] => one,
            [] => throw new InvalidDataException("it holds no tensors, neither by itself nor under a usual name such as state_dict"),
            _ => throw new InvalidDataException("it holds several state dicts"),
        };
    }

    static Dictionary<string, PickledTensor> Tensors(PickledDictionary dictionary)
    {
        var tensors = new Dictionary<string, PickledTensor>();
        foreach (var (key, value) in dictionary.Items)
        {
            if (value is not PickledTensor tensor) continue;
            if (key is not string name) throw new InvalidDataException("it has a tensor whose name is no text");
            if (!tensors.TryAdd(name, tensor)) throw new InvalidDataException($"it names {Quoted.Text(name)} twice");
        }
        return tensors;
    }

    static Dictionary<string, Tensor> Load(Dictionary<string, PickledTensor> views, BoundedZip zip, string folder)
    {
        using var scope = NewDisposeScope();
        var storages = new Dictionary<string, (PickledStorage Storage, Tensor Elements)>();
        var loaded = new Dictionary<string, Tensor>();
        foreach (var (name, view) in views)
        {
            if (!storages.TryGetValue(view.Storage.Key, out var found)) storages[view.Storage.Key] = found = (view.Storage, Elements(view.Storage, zip, folder));
            if (found.Storage != view.Storage) throw new InvalidDataException($"it takes the data {Quoted.Text(view.Storage.Key)} for two kinds of numbers");
            loaded[name] = view.Shape.Contains(0)
                ? empty(view.Shape, view.Storage.Type)
                : found.Elements.as_strided(view.Shape, view.Strides, view.Offset).contiguous();
        }
        foreach (var tensor in loaded.Values) tensor.MoveToOuterDisposeScope();
        return loaded;
    }

    static Tensor Elements(PickledStorage storage, BoundedZip zip, string folder)
    {
        var bytes = storage.Count * TensorSizes.Width(storage.Type);
        if (zip.LengthOf(folder + storage.Key) is not { } length) throw new InvalidDataException($"it lacks the data {Quoted.Text(storage.Key)}");
        if (length != bytes) throw new InvalidDataException($"its data {Quoted.Text(storage.Key)} have {length} bytes, not {bytes}");
        var elements = empty([storage.Count], storage.Type);
        using var stream = zip.Open(folder + storage.Key);
        if (bytes > 0) elements.ReadBytesFromStream(stream, 1 << 20);
        return elements;
    }
}
