using static TorchSharp.torch;

namespace SeqGan.Training;

/// <summary>Tensors by name, put back into those that are live.</summary>
internal static class NamedTensors
{
    /// <summary>Copies, strictly: every name, no other, equal shapes. Nothing is changed where that is not so.</summary>
    /// <exception cref="InvalidDataException">Names or shapes differ.</exception>
    public static void Copy(IReadOnlyDictionary<string, Tensor> saved, IReadOnlyDictionary<string, Tensor> live)
    {
        foreach (var (name, tensor) in live)
        {
            if (!saved.TryGetValue(name, out var found)) throw new InvalidDataException($"it has no '{name}'");
            if (!found.shape.SequenceEqual(tensor.shape)) throw new InvalidDataException($"'{name}' is [{string.Join(", ", found.shape)}]; [{string.Join(", ", tensor.shape)}] was expected");
        }
        if (saved.Keys.FirstOrDefault(name => !live.ContainsKey(name)) is { } unknown) throw new InvalidDataException($"it holds '{unknown}', which has no place");
        using var noGrad = no_grad();
        foreach (var (name, tensor) in live) tensor.copy_(saved[name]);
    }
}
