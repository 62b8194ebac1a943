using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>The C entries of Native/door.cpp. A tensor's handle is its TensorImpl*, owned once by its <see cref="torch.Tensor"/>.</summary>
internal static unsafe class Native
{
    const string Library = "seqgan_torch";

    [DllImport(Library)] public static extern byte* door_error();
    [DllImport(Library)] public static extern byte* door_version();

    // Operators
    [DllImport(Library, CharSet = CharSet.Ansi, BestFitMapping = false)] public static extern nint door_operator(string name, string overload);
    [DllImport(Library)] public static extern long door_call(nint operation, NativeValue* args, long count, NativeValue* results, long capacity);
    [DllImport(Library)] public static extern void door_overflow(NativeValue* results);

    // Tensors. The small queries neither block nor call back, so they skip the transition's bookkeeping.
    [DllImport(Library)] public static extern void door_free(nint tensor);
    [DllImport(Library), SuppressGCTransition] public static extern nint door_share(nint tensor);
    [DllImport(Library), SuppressGCTransition] public static extern long door_ndim(nint tensor);
    [DllImport(Library), SuppressGCTransition] public static extern long door_numel(nint tensor);
    [DllImport(Library), SuppressGCTransition] public static extern void door_sizes(nint tensor, long* sizes);
    [DllImport(Library), SuppressGCTransition] public static extern void door_strides(nint tensor, long* strides);
    [DllImport(Library), SuppressGCTransition] public static extern long door_dtype(nint tensor);
    [DllImport(Library), SuppressGCTransition] public static extern long door_element_size(nint tensor);
    [DllImport(Library), SuppressGCTransition] public static extern void door_device(nint tensor, long* type, long* index);
    [DllImport(Library), SuppressGCTransition] public static extern long door_is_contiguous(nint tensor);
    [DllImport(Library)] public static extern nint door_data(nint tensor);

    // Autograd
    [DllImport(Library), SuppressGCTransition] public static extern long door_requires_grad(nint tensor);
    [DllImport(Library)] public static extern long door_set_requires_grad(nint tensor, long on);
    [DllImport(Library)] public static extern long door_is_leaf(nint tensor);
    [DllImport(Library)] public static extern long door_retain_grad(nint tensor);
    [DllImport(Library)] public static extern nint door_grad(nint tensor);
    [DllImport(Library)] public static extern long door_set_grad(nint tensor, nint grad);
    [DllImport(Library)] public static extern long door_backward(nint* roots, long rootCount, nint* grads, long gradCount, long retainGraph, long createGraph, nint* inputs, long inputCount);
    [DllImport(Library)] public static extern long door_autograd_grad(nint* outputs, long outputCount, nint* inputs, long inputCount, nint* grads, long gradCount, long retainGraph, long createGraph, long allowUnused, nint* results);
    [DllImport(Library), SuppressGCTransition] public static extern long door_grad_mode();
    [DllImport(Library), SuppressGCTransition] public static extern void door_set_grad_mode(long on);
    [DllImport(Library), SuppressGCTransition] public static extern long door_inference_mode();
    [DllImport(Library)] public static extern nint door_inference_guard(long on);
    [DllImport(Library)] public static extern void door_free_inference_guard(nint guard);
    [DllImport(Library)]
    public static extern long door_custom(nint* outputs, long outputCount, nint* differentiable, nint* inputs, long inputCount, nint* saved, long savedCount,
        delegate* unmanaged[Cdecl]<nint, nint, nint*, long, nint*, long, nint> backward, delegate* unmanaged[Cdecl]<nint, void> release, nint context);
    [DllImport(Library)] public static extern nint door_saved(nint node, long index, long* failed);

    // Generators, devices, threads
    [DllImport(Library)] public static extern nint door_default_generator(long deviceType, long deviceIndex);
    [DllImport(Library)] public static extern nint door_new_generator(ulong seed, long deviceType, long deviceIndex);
    [DllImport(Library)] public static extern void door_free_generator(nint generator);
    [DllImport(Library)] public static extern void door_generator_set_seed(nint generator, ulong seed);
    [DllImport(Library)] public static extern ulong door_generator_seed(nint generator);
    [DllImport(Library)] public static extern nint door_generator_state(nint generator);
    [DllImport(Library)] public static extern long door_generator_set_state(nint generator, nint state);
    [DllImport(Library)] public static extern long door_manual_seed(ulong seed);
    [DllImport(Library)] public static extern long door_cuda_manual_seed_all(ulong seed);
    [DllImport(Library)] public static extern long door_cuda_available();
    [DllImport(Library)] public static extern long door_cuda_count();
    [DllImport(Library)] public static extern long door_num_threads();
    [DllImport(Library)] public static extern long door_set_num_threads(long count);

    /// <summary>What libtorch had to say about the last call that failed on this thread.</summary>
    public static ExternalException Error() => new(Marshal.PtrToStringUTF8((nint)door_error()));

    public static long Check(long result) => result >= 0 ? result : throw Error();
    public static nint Check(nint handle) => handle != 0 ? handle : throw Error();
}

/// <summary>An argument or a result on its way through the door; mirrors <c>Value</c> in door.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    public Tag Tag;
    public long Bits;
    public long Count;
}

internal enum Tag : long { Default, None, Int, Double, Bool, Tensor, IntList, TensorList, String, Device, Generator }
