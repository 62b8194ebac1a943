namespace TorchSharp;

public static partial class torch
{
    /// <summary>An n-dimensional array of libtorch. Owned by the dispose scope it was made in, if any; the finalizer frees what nobody disposed.</summary>
    public partial class Tensor : IDisposable, IScoped
    {
        static long _totalCount;
        static long _peakCount;

        internal nint handle;

        internal Tensor(nint handle, bool register = true)
        {
            this.handle = handle;
            var total = Interlocked.Increment(ref _totalCount);
            if (total > _peakCount)
                _peakCount = total;
            if (register)
                OwningDisposeScope = DisposeScopeManager.ThreadSingleton.RegisterOnCurrentDisposeScope(this);
        }

        ~Tensor() => Dispose(false);

        public static long TotalCount => _totalCount;

        public static long PeakCount => _peakCount;

        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        /// <summary>The native tensor.</summary>
        /// <exception cref="InvalidOperationException">After the tensor was disposed.</exception>
        public IntPtr Handle => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public bool IsInvalid => handle == 0;

        internal DisposeScope? OwningDisposeScope { get; set; }

        DisposeScope? IScoped.OwningDisposeScope
        {
            get => OwningDisposeScope;
            set => OwningDisposeScope = value;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle == 0)
                return;
            DisposeScopeManager.ThreadSingleton.DisposingOnCurrentScope(this);
            OwningDisposeScope?.MarkAsDisposed(this);
            Interlocked.Decrement(ref _totalCount);
            Native.door_free(handle);
            handle = 0;
        }

        /// <summary>Hands the native tensor to the caller and leaves this one empty.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            GC.SuppressFinalize(this);
            var owned = Handle;
            Interlocked.Decrement(ref _totalCount);
            handle = 0;
            return owned;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is not null)
                OwningDisposeScope.MoveToOther(other, this);
            else
                other?.Attach(this);
            return this;
        }

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        /// <summary>Whether both have the same shape and the same elements.</summary>
        public bool Equals(Tensor target) => target is not null && Op.Test("equal", this, target);

        public override int GetHashCode() => base.GetHashCode();

        /// <summary>Shape, element type and device.</summary>
        public override string ToString() => $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";

        public long Dimensions => Native.door_ndim(Handle);

        public long dim() => Dimensions;

        public long ndim => Dimensions;

        public long NumberOfElements => Native.door_numel(Handle);

        public long numel() => NumberOfElements;

        public long ElementSize => Native.door_element_size(Handle);

        public long element_size() => ElementSize;

        public ScalarType dtype => (ScalarType)Native.door_dtype(Handle);

        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[Dimensions];
                fixed (long* first = sizes)
                    Native.door_sizes(handle, first);
                return sizes;
            }
        }

        public long[] size() => shape;

        /// <exception cref="System.Runtime.InteropServices.ExternalException">When there is no such dimension.</exception>
        public long size(int dim) => Op.Count("size.int", this, dim);

        public unsafe long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* first = strides)
                Native.door_strides(handle, first);
            return strides;
        }

        public long stride(int dim) => Op.Count("stride.int", this, dim);

        public unsafe Device device
        {
            get
            {
                long type, index;
                Native.door_device(Handle, &type, &index);
                return type == (long)DeviceType.CPU ? new Device(DeviceType.CPU) : new Device((DeviceType)type, (int)index);
            }
        }

        public DeviceType device_type => device.type;

        public unsafe int device_index
        {
            get
            {
                long type, index;
                Native.door_device(Handle, &type, &index);
                return (int)index;
            }
        }

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_contiguous() => Native.door_is_contiguous(Handle) != 0;

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_leaf => Native.Check(Native.door_is_leaf(Handle)) != 0;

        public bool requires_grad
        {
            get => Native.door_requires_grad(Handle) != 0;
            set => Native.Check(Native.door_set_requires_grad(Handle, value ? 1 : 0));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad() => Native.Check(Native.door_retain_grad(Handle));

        /// <summary>The accumulated gradient, a new handle to it at every reading; null before the first backward.</summary>
        public Tensor? grad
        {
            get => Native.door_grad(Handle) is var found and not 0 ? new Tensor(found) : null;
            set
            {
                Native.Check(Native.door_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(value);
            }
        }

        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
