using System.Collections;

namespace TorchSharp.Utils;

/// <summary>Reads and writes the elements of a tensor in CPU memory where they are, in row-major order whatever the strides.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    readonly torch.Tensor _tensor;
    readonly T* _data;
    readonly long[] _shape;
    readonly long[] _strides;
    readonly bool _contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU)
            throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
        _tensor = tensor;
        _shape = tensor.shape;
        _strides = tensor.stride();
        _contiguous = tensor.is_contiguous();
        Count = tensor.numel();
        var data = Native.door_data(tensor.Handle);
        _data = (T*)(Count == 0 ? data : Native.Check(data));
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    /// <exception cref="IndexOutOfRangeException">When an index is outside its dimension, or a single index outside the elements.</exception>
    public T this[params long[] indices]
    {
        get
        {
            var value = _data[Offset(indices)];
            GC.KeepAlive(_tensor);
            return value;
        }
        set
        {
            _data[Offset(indices)] = value;
            GC.KeepAlive(_tensor);
        }
    }

    public T[] ToArray()
    {
        var result = new T[Count];
        CopyTo(result);
        return result;
    }

    /// <summary>The elements as an array of the tensor's rank.</summary>
    public Array ToNDArray()
    {
        if (_shape.Length == 0)
            return ToArray();
        var result = Array.CreateInstance(typeof(T), _shape);
        var place = new long[_shape.Length];
        foreach (var value in this)
        {
            result.SetValue(value, place);
            for (var d = place.Length - 1; d >= 0 && ++place[d] == _shape[d]; d--)
                place[d] = 0;
        }
        return result;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var count = Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (_contiguous && count > 0)
            new ReadOnlySpan<T>(_data + tensorIndex, (int)count).CopyTo(array[arrayIndex..]);
        else
        {
            for (var k = 0; k < count; k++)
                array[arrayIndex + k] = _data[Offset(tensorIndex + k)];
        }
        GC.KeepAlive(_tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var count = Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (_contiguous && count > 0)
            array.Slice(arrayIndex, (int)count).CopyTo(new Span<T>(_data + tensorIndex, (int)count));
        else
        {
            for (var k = 0; k < count; k++)
                _data[Offset(tensorIndex + k)] = array[arrayIndex + k];
        }
        GC.KeepAlive(_tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var k = 0L; k < Count; k++)
            yield return At(k);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) => left.Count == right.Count && left.SequenceEqual(right);

    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !(left == right);

    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && this == other;

    public override int GetHashCode() => _tensor.GetHashCode();

    /// <summary>Lets go of the memory; the tensor itself stays its owner's.</summary>
    public void Dispose()
    {
    }

    T At(long index) => _data[Offset(index)];

    long Offset(long[] indices)
    {
        if (indices.Length == 1)
        {
            if (indices[0] < 0 || indices[0] >= Count)
                throw new IndexOutOfRangeException();
            return Offset(indices[0]);
        }
        var offset = 0L;
        for (var d = _shape.Length - 1; d >= 0; d--)
        {
            if (indices[d] < 0 || indices[d] >= _shape[d])
                throw new IndexOutOfRangeException($"{indices[d]} >= {_shape[d]} in dimension {d}.");
            offset += indices[d] * _strides[d];
        }
        return offset;
    }

    long Offset(long index)
    {
        if (_contiguous)
            return index;
        var offset = 0L;
        for (var d = _shape.Length - 1; d >= 0; d--)
        {
            index = Math.DivRem(index, _shape[d], out var place);
            offset += place * _strides[d];
        }
        return offset;
    }
}
