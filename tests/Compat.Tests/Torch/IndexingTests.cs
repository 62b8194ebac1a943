using System.Runtime.InteropServices;

using TorchSharp;

using static TorchSharp.torch;

namespace SeqGan.Compat.Tests.Torch;

public sealed class IndexingTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();
    readonly Tensor _x = arange(12, dtype: float32).reshape(3, 4);

    public void Dispose() => _scope.Dispose();

    static void Is(float[] expected, Tensor actual) => Assert.Equal(expected, actual.contiguous().data<float>().ToArray());

    [Fact]
    public void Numbers_pick_from_either_end()
    {
        Is([4, 5, 6, 7], _x[1]);
        Is([11], _x[-1, -1]);
        Is([6], _x[new long[] { 1, 2 }]);
        Assert.Equal(0, _x[1, 2].ndim);
    }

    [Fact]
    public void Slices_are_those_of_python()
    {
        Is([4, 6, 8, 10], _x[TensorIndex.Slice(1, 3), TensorIndex.Slice(null, null, 2)]);
        Is([3, 7, 11], _x[TensorIndex.Ellipsis, -1]);
        Is([1, 2, 5, 6, 9, 10], _x[.., 1..3]);
        Is([8, 9, 10, 11], _x[^1..]);
        Assert.Equal([1L, 3, 4], _x[TensorIndex.Null].shape);
        Assert.Equal([3L, 1, 4], _x[TensorIndex.Colon, TensorIndex.None].shape);
    }

    [Fact]
    public void Tensors_pick_elements_and_masks_pick_where_they_are_true()
    {
        Is([1, 11], _x[tensor(new long[] { 0, 2 }), tensor(new long[] { 1, 3 })]);
        Is([9, 10, 11], _x[_x > 8]);
        Is([8, 9, 10, 11, 0, 1, 2, 3], _x[tensor(new long[] { 2, 0 })]);
        Is([1, 9], _x[TensorIndex.Tensor(tensor(new long[] { 0, 2 })), 1]);
        Is([2, 1, 6, 5, 10, 9], _x[TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 2, 1 }))]);
        Is([4, 5, 6, 7], _x[TensorIndex.Tensor(tensor(1L))]);
    }

    [Fact]
    public void Assignment_writes_through_every_kind_of_index()
    {
        _x[0, 0] = tensor(-1f);
        _x[1] = zeros(4);
        _x[TensorIndex.Ellipsis, -1] = tensor(9f);
        _x[TensorIndex.Slice(2), TensorIndex.Slice(0, 2)] = tensor(new[] { 5f, 6f }).reshape(1, 1, 2);
        Is([-1, 1, 2, 9, 0, 0, 0, 9, 5, 6, 10, 9], _x);
        _x[_x == 9] = tensor(0.5f);
        _x.index_put_(tensor(new[] { 7f, 8f }), tensor(new long[] { 0, 1 }), tensor(new long[] { 1, 1 }));
        Is([-1, 7, 2, 0.5f, 0, 8, 0, 0.5f, 5, 6, 10, 0.5f], _x);
    }

    [Fact]
    public void Accumulating_assignment_adds_for_every_mention()
    {
        var counts = zeros(3);
        counts.index_put_(ones(4), [tensor(new long[] { 0, 2, 2, 2 })], accumulate: true);
        Is([1, 0, 3], counts);
    }

    [Fact]
    public void A_view_shares_memory_with_its_source()
    {
        _x[1].fill_(0);
        _x.narrow(0, 2, 1).add_(100);
        Is([0, 1, 2, 3, 0, 0, 0, 0, 108, 109, 110, 111], _x);
    }

    [Fact]
    public void Gather_and_scatter_undo_each_other()
    {
        var places = tensor(new long[] { 3, 1, 0, 2 }).expand(3, 4);
        var picked = _x.gather(1, places);
        Is([3, 1, 0, 2, 7, 5, 4, 6, 11, 9, 8, 10], picked);
        Is([.. Enumerable.Range(0, 12).Select(k => (float)k)], zeros_like(_x).scatter_(1, places, picked));
        Is([2, 0, 1], zeros(3).scatter_add(0, tensor(new long[] { 0, 2, 0 }), ones(3)));
    }

    [Fact]
    public void Gradients_reach_exactly_the_elements_picked()
    {
        var x = ones(4, requires_grad: true);
        x[tensor(new long[] { 1, 1, 3 })].sum().backward();
        Is([0, 2, 0, 1], x.grad!);
    }

    [Fact]
    public void An_index_out_of_range_is_an_error()
    {
        Assert.Contains("out of", Assert.Throws<ExternalException>(() => _x[5]).Message);
        Assert.Contains("index 9 is out of bounds for dimension 1 with size 4", Assert.Throws<ExternalException>(() => _x.gather(1, tensor(new long[] { 9 }).reshape(1, 1))).Message);
        Assert.Throws<ArgumentException>(() => _x.slice(0, 0, 2, 0));
    }
}
