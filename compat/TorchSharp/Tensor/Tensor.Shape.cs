namespace TorchSharp;

public static partial class torch
{
    // Shapes, axes, pieces and copies. Views share memory, as in PyTorch.
    public partial class Tensor
    {
        public Tensor view(params long[] shape) => Op.Call("view", this, shape);

        public Tensor reshape(params long[] shape) => Op.Call("reshape", this, shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Op.Call("flatten.using_ints", this, start_dim, end_dim);

        public Tensor squeeze(long? dim = null) => dim is null ? Op.Call("squeeze", this) : Op.Call("squeeze.dim", this, dim);

        public Tensor unsqueeze(long dim) => Op.Call("unsqueeze", this, dim);

        public Tensor t() => Op.Call("t", this);

        public Tensor transpose(long dim0, long dim1) => Op.Call("transpose.int", this, dim0, dim1);

        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        public Tensor permute(params long[] permutation) => Op.Call("permute", this, permutation);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) => Op.Call("as_strided", this, size, strides, storageOffset);

        public Tensor expand(params long[] sizes) => expand(sizes, false);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Op.Call("expand", this, sizes, isImplicit);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Op.Call("expand", this, sizes, isImplicit);

        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape, isImplicit);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor repeat(params long[] sizes) => Op.Call("repeat", this, sizes);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) => Op.Call("repeat_interleave.self_int", this, repeats, dim, output_size);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) => Op.Call("repeat_interleave.self_Tensor", this, repeats, dim, output_size);

        public Tensor flip(params long[] dims) => Op.Call("flip", this, dims);

        public Tensor roll(long shifts, long? dims = null) => Op.Call("roll", this, shifts, dims is { } one ? new long[] { one } : []);

        public Tensor roll(long[] shifts) => Op.Call("roll", this, shifts, 0);

        public Tensor roll(long[] shifts, long[] dims) => Op.Call("roll", this, shifts, dims);

        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => Op.Call("roll", this, shifts, dims);

        public Tensor roll((long, long, long) shifts, (long, long, long) dims) => roll(new[] { shifts.Item1, shifts.Item2, shifts.Item3 }, new[] { dims.Item1, dims.Item2, dims.Item3 });

        public Tensor roll((long, long) shifts, (long, long) dims) => roll(new[] { shifts.Item1, shifts.Item2 }, new[] { dims.Item1, dims.Item2 });

        public Tensor[] chunk(long chunks, long dim = 0) => Op.Many("chunk", this, chunks, dim);

        public Tensor[] split(long size, int dim = 0) => Op.Many("split.Tensor", this, size, dim);

        public Tensor[] split(params long[] sizes) => split(sizes, 0L);

        public Tensor[] split(long[] sizes, long dim = 0) => Op.Many("split_with_sizes", this, sizes, dim);

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => Op.Many("split_with_sizes", this, sizes, dim);

        public Tensor[] unbind(long dimension = 0) => Op.Many("unbind.int", this, dimension);

        public Tensor unfold(long dimension, long size, long step) => Op.Call("unfold", this, dimension, size, step);

        internal Tensor alias() => Op.Call("alias", this);

        public Tensor clone() => Op.Call("clone", this);

        public Tensor detach() => Op.Call("detach", this);

        public Tensor contiguous() => Op.Call("contiguous", this);
    }
}
