using SeqGan.Tokenization;
using static SeqGan.Formats.PickleReader;
using static TorchSharp.torch;

namespace SeqGan.Formats;

/// <summary>The names that a state dict's pickle may use, and what calling them makes: values, by code of ours. Any other name is refused.</summary>
internal static class PickledObjects
{
    static readonly Dictionary<(string Module, string Name), PickledGlobal> _known = new()
    {
        [("collections", "OrderedDict")] = new(PickledGlobalKind.OrderedDictionary),
        [("torch._utils", "_rebuild_tensor_v2")] = new(PickledGlobalKind.Tensor),
        [("torch._utils", "_rebuild_parameter")] = new(PickledGlobalKind.Parameter),
        [("torch", "DoubleStorage")] = Storage(ScalarType.Float64),
        [("torch", "FloatStorage")] = Storage(ScalarType.Float32),
        [("torch", "HalfStorage")] = Storage(ScalarType.Float16),
        [("torch", "BFloat16Storage")] = Storage(ScalarType.BFloat16),
        [("torch", "LongStorage")] = Storage(ScalarType.Int64),
        [("torch", "IntStorage")] = Storage(ScalarType.Int32),
        [("torch", "ShortStorage")] = Storage(ScalarType.Int16),
        [("torch", "CharStorage")] = Storage(ScalarType.Int8),
        [("torch", "ByteStorage")] = Storage(ScalarType.Byte),
        [("torch", "BoolStorage")] = Storage(ScalarType.Bool),
    };

    static PickledGlobal Storage(ScalarType type) => new(PickledGlobalKind.Storage, type);

    /// <summary>What a name stands for.</summary>
    /// <exception cref="InvalidDataException">It is none of the known.</exception>
    public static PickledGlobal Find(string module, string name) => _known.GetValueOrDefault((module, name))
        ?? throw Bad($"it holds a pickled object {Quoted.Text($"{module}.{name}")}, which could run code");

    /// <summary>What a call makes.</summary>
    public static object? Call(object? function, object? arguments) => (function as PickledGlobal)?.Kind switch
    {
        PickledGlobalKind.OrderedDictionary when arguments is object?[] and ([] or [object?[] and []]) => new PickledDictionary(Ordered: true), // PyBridge gives it an empty tuple
        PickledGlobalKind.Tensor => Tensor(arguments),
        PickledGlobalKind.Parameter when arguments as object?[] is [PickledTensor data, bool, PickledDictionary] => data,
        _ => throw Bad("it calls something in a way that no state dict needs"),
    };

    /// <summary>The storage that a persistent id names: ('storage', class, key, device, elements).</summary>
    public static PickledStorage Storage(object? id) =>
        id as object?[] is ["storage", PickledGlobal { Type: { } type }, string key, string, long and >= 0 and var count] && count <= long.MaxValue / TensorSizes.Width(type)
            ? new PickledStorage(type, key, count)
            : throw Bad("it refers to data in a way that is not known");

    // The arguments: storage, offset, size, stride, requires_grad, backward_hooks and, later than PyTorch 2.0, metadata.
    static PickledTensor Tensor(object? arguments)
    {
        if (arguments as object?[] is not [PickledStorage storage, long and >= 0 and var offset, object?[] sizes, object?[] steps, bool, PickledDictionary, .. { Length: <= 1 }])
            throw Bad("it has a tensor that is not described as PyTorch does");
        var (shape, strides) = (Numbers(sizes), Numbers(steps));
        if (shape.Length != strides.Length) throw Bad("it has a tensor with more sizes than strides, or fewer");
        var bytes = TensorSizes.Bytes(shape, storage.Type);
        if (bytes is null || bytes > storage.Count * TensorSizes.Width(storage.Type)) throw Bad($"it has a tensor [{string.Join(", ", shape)}] with more elements than its storage of {storage.Count}");
        if (bytes > 0 && Last(offset, shape, strides) >= (UInt128)storage.Count) throw Bad($"it has a tensor that leaves its storage of {storage.Count} elements");
        return new PickledTensor(storage, offset, shape, strides);
    }

    static UInt128 Last(long offset, long[] shape, long[] strides)
    {
        var last = (UInt128)offset;
        for (var i = 0; i < shape.Length; i++) last += (UInt128)(shape[i] - 1) * (UInt128)strides[i]; // below 64 * 2^126
        return last;
    }

    static long[] Numbers(object?[] items)
    {
        if (items.Length > TensorSizes.MaximumRank) throw Bad($"it has a tensor of {items.Length} dimensions");
        return Array.ConvertAll(items, item => item is long and >= 0 and var number ? number : throw Bad("it has a tensor with a size or stride that is no count"));
    }
}
