using static TorchSharp.torch;

namespace SeqGan.Formats;

// What a pickle can hold here besides null, bool, long, double, string, object?[] (a tuple) and List<object?>.

/// <summary>A dict or OrderedDict: its items as they were set. Nothing is hashed, so no choice of keys makes it slow.</summary>
/// <param name="Ordered">Whether it is an OrderedDict.</param>
internal sealed record PickledDictionary(bool Ordered)
{
    public List<KeyValuePair<object?, object?>> Items => field ??= [];
}

/// <summary>A function or class that the pickle names, one of the few that are known.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Type">The elements of a storage class.</param>
internal sealed record PickledGlobal(PickledGlobalKind Kind, ScalarType? Type = null);

/// <summary>What a name in a pickle may stand for.</summary>
internal enum PickledGlobalKind
{
    /// <summary>collections.OrderedDict.</summary>
    OrderedDictionary,

    /// <summary>torch._utils._rebuild_tensor_v2.</summary>
    Tensor,

    /// <summary>torch._utils._rebuild_parameter.</summary>
    Parameter,

    /// <summary>A class such as torch.FloatStorage.</summary>
    Storage,
}

/// <summary>Elements in an entry of the archive.</summary>
/// <param name="Type">Their type.</param>
/// <param name="Key">The entry's name below data/.</param>
/// <param name="Count">How many.</param>
internal sealed record PickledStorage(ScalarType Type, string Key, long Count);

/// <summary>A view on a storage, checked to lie inside it.</summary>
/// <param name="Storage">The elements.</param>
/// <param name="Offset">The first element's place among them.</param>
/// <param name="Shape">The sizes.</param>
/// <param name="Strides">The steps, in elements.</param>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides);
