using static TorchSharp.torch;

namespace TorchSharp.PyBridge;

/// <summary>Named tensors in the safetensors format, without pickles. Writing is not atomic: give a path a temporary name.</summary>
public static class Safetensors
{
    /// <summary>Reads the tensors of a file, onto the CPU.</summary>
    /// <param name="keysToKeep">The names to read; all where null.</param>
    /// <exception cref="InvalidDataException">The file breaks a rule of the format.</exception>
    public static Dictionary<string, Tensor> LoadStateDict(string path, List<string>? keysToKeep = null)
    {
        using var stream = File.OpenRead(path);
        return LoadStateDict(stream, leaveOpen: true, keysToKeep);
    }

    public static Dictionary<string, Tensor> LoadStateDict(Stream stream, bool leaveOpen = false, List<string>? keysToKeep = null)
    {
        using var scope = NewDisposeScope();
        var loaded = new Dictionary<string, Tensor>();
        foreach (var entry in SafetensorsHeader.Read(stream))
        {
            if (keysToKeep?.Contains(entry.Name) == false)
            {
                Skip(stream, entry.End - entry.Begin);
                continue;
            }
            var tensor = empty(entry.Shape, entry.Type);
            if (entry.End > entry.Begin) Fill(tensor, stream, entry.Name);
            loaded.Add(entry.Name, tensor);
        }
        if (!stream.CanSeek && stream.ReadByte() >= 0) throw SafetensorsHeader.Bad("there is more data than the header describes");
        if (!leaveOpen) stream.Close();
        foreach (var tensor in loaded.Values) tensor.MoveToOuterDisposeScope();
        return loaded;
    }

    static void Fill(Tensor tensor, Stream stream, string name)
    {
        try
        {
            tensor.ReadBytesFromStream(stream, 1 << 20);
        }
        catch (EndOfStreamException e)
        {
            throw SafetensorsHeader.Bad($"the data of '{name}' is cut off", e);
        }
    }

    static void Skip(Stream stream, long count)
    {
        if (stream.CanSeek)
        {
            stream.Position += count;
            return;
        }
        var buffer = new byte[Math.Min(count, 1 << 20)];
        for (var left = count; left > 0;)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0) throw SafetensorsHeader.Bad("its data is cut off");
            left -= read;
        }
    }

    /// <summary>Writes tensors in the order of the dictionary. A file that is there is replaced.</summary>
    public static void SaveStateDict(string path, Dictionary<string, Tensor> stateDict)
    {
        using var stream = File.Create(path);
        SaveStateDict(stream, stateDict);
    }

    public static void SaveStateDict(Stream stream, Dictionary<string, Tensor> stateDict, bool leaveOpen = false)
    {
        using var noGrad = no_grad();
        SafetensorsHeader.Write(stream, stateDict);
        foreach (var tensor in stateDict.Values)
        {
            using var scope = NewDisposeScope();
            if (tensor.numel() > 0) tensor.cpu().contiguous().WriteBytesToStream(stream, 1 << 20);
        }
        if (!leaveOpen) stream.Close();
    }
}
