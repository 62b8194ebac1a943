using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    // The way to the elements from managed code.
    public partial class Tensor
    {
        /// <summary>The elements, in place for a tensor on the CPU, of a copy otherwise.</summary>
        /// <exception cref="ArgumentException">When <typeparamref name="T"/> is not the tensor's element type.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            CheckType<T>();
            return new TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        /// <exception cref="ArgumentException">When there is not exactly one element, or <typeparamref name="T"/> is not its type.</exception>
        public T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new ArgumentException("Number of elements in the tensor must be 1");
            return data<T>()[0];
        }

        /// <summary>The only element, as a number of its own kind.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">When there is not exactly one element.</exception>
        public Scalar ToScalar() => Op.Number("item", this);

        /// <summary>The memory of a contiguous tensor on the CPU.</summary>
        public unsafe Span<byte> bytes
        {
            get => new((void*)Memory(), checked((int)(NumberOfElements * ElementSize)));
            set
            {
                if (!is_contiguous())
                    throw new InvalidOperationException("SetBytes() called on non-contiguous tensor.");
                if (value.Length != NumberOfElements * ElementSize)
                    throw new ArgumentException("Mismatched data sizes in SetBytes().");
                value.CopyTo(new Span<byte>((void*)Memory(), value.Length));
            }
        }

        public unsafe void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            var data = (byte*)Memory();
            for (var left = NumberOfElements * ElementSize; left > 0;)
            {
                var part = (int)Math.Min(left, 1 << 20);
                stream.Write(new ReadOnlySpan<byte>(data, part));
                data += part;
                left -= part;
            }
            GC.KeepAlive(this);
        }

        /// <exception cref="EndOfStreamException">When the stream is shorter than the tensor.</exception>
        public unsafe void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            var data = (byte*)Memory();
            for (var left = NumberOfElements * ElementSize; left > 0;)
            {
                var part = (int)Math.Min(left, 1 << 20);
                stream.ReadExactly(new Span<byte>(data, part));
                data += part;
                left -= part;
            }
            GC.KeepAlive(this);
        }

        nint Memory()
        {
            if (!is_contiguous())
                throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            return NumberOfElements == 0 ? 0 : Native.Check(Native.door_data(Handle));
        }

        void CheckType<T>() where T : unmanaged
        {
            if (TypeOf<T>() != dtype)
                throw new ArgumentException($"{typeof(T).Name} is not compatible with {dtype}");
        }
    }
}
