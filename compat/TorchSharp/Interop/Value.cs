using System.Text;

namespace TorchSharp.Interop;

/// <summary>One argument of an operator. Everything an operator can take converts to it implicitly; <c>default</c> asks for the operator's own default.</summary>
internal readonly struct Value
{
    public readonly Tag Tag;
    public readonly long Bits;
    public readonly object? Reference;

    Value(Tag tag, long bits, object? reference = null) => (Tag, Bits, Reference) = (tag, bits, reference);

    /// <summary>An explicit None, for optional parameters that have another default.</summary>
    public static Value None => new(Tag.None, 0);

    public static implicit operator Value(torch.Tensor? tensor) => tensor is null ? None : new(Tag.Tensor, tensor.Handle, tensor);
    public static implicit operator Value(int value) => new(Tag.Int, value);
    public static implicit operator Value(long value) => new(Tag.Int, value);
    public static implicit operator Value(long? value) => value is { } given ? given : None;
    public static implicit operator Value(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Value(double? value) => value is { } given ? given : None;
    public static implicit operator Value(bool value) => new(Tag.Bool, value ? 1 : 0);
    public static implicit operator Value(Scalar? scalar) => scalar is null ? None : new(scalar.Tag, scalar.Bits);
    public static implicit operator Value(torch.ScalarType type) => new(Tag.Int, (long)type);
    public static implicit operator Value(torch.ScalarType? type) => type is { } given ? given : None;
    public static implicit operator Value(torch.Device? device) => device is null ? None : new(Tag.Device, (long)device.type, device);
    public static implicit operator Value(torch.Generator? generator) => generator is null ? None : new(Tag.Generator, generator.Handle, generator);
    public static implicit operator Value(string? text) => text is null ? None : new(Tag.String, 0, Encoding.UTF8.GetBytes(text));
    public static implicit operator Value(long[]? items) => items is null ? None : new(Tag.IntList, 0, items);
    public static implicit operator Value(ReadOnlySpan<long> items) => new(Tag.IntList, 0, items.ToArray());
    public static implicit operator Value(torch.Tensor?[] items) => new(Tag.TensorList, 0, items);

    /// <summary>How many 8-byte words of scratch memory the argument's list or text needs.</summary>
    public int Words => Tag switch
    {
        Tag.IntList => ((long[])Reference!).Length,
        Tag.TensorList => ((torch.Tensor?[])Reference!).Length,
        Tag.String => (((byte[])Reference!).Length + 7) / 8,
        _ => 0,
    };

    /// <summary>Writes the argument to <paramref name="target"/>, its list or text to <paramref name="scratch"/>; returns the words used.</summary>
    public unsafe int Write(NativeValue* target, long* scratch)
    {
        target->Tag = Tag;
        target->Bits = Bits;
        if (Reference is null)
            return 0;
        switch (Tag)
        {
            case Tag.IntList:
                var ints = (long[])Reference;
                ints.CopyTo(new Span<long>(scratch, ints.Length));
                return List(target, scratch, ints.Length, ints.Length);
            case Tag.TensorList:
                var tensors = (torch.Tensor?[])Reference;
                for (var k = 0; k < tensors.Length; k++)
                    scratch[k] = tensors[k] is { } tensor ? tensor.Handle : 0;
                return List(target, scratch, tensors.Length, tensors.Length);
            case Tag.String:
                var text = (byte[])Reference;
                text.CopyTo(new Span<byte>(scratch, text.Length));
                return List(target, scratch, text.Length, (text.Length + 7) / 8);
            case Tag.Device:
                target->Count = ((torch.Device)Reference).index;
                return 0;
            default:
                return 0;
        }
    }

    static unsafe int List(NativeValue* target, long* scratch, int count, int words)
    {
        target->Bits = (long)scratch;
        target->Count = count;
        return words;
    }
}
