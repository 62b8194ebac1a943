using System.Runtime.InteropServices;

using TorchSharp;

using static TorchSharp.torch;

namespace SeqGan.Compat.Tests.Torch;

// Expected numbers: PyTorch 1.13, or arithmetic done by hand.
public sealed class TensorTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();
    readonly Tensor _x = arange(12, dtype: float32).reshape(3, 4);

    public void Dispose() => _scope.Dispose();

    static void Is(double[] expected, Tensor actual, double tolerance = 1e-5)
    {
        var found = actual.to(float64).contiguous().data<double>().ToArray();
        Assert.Equal(expected.Length, found.Length);
        for (var k = 0; k < found.Length; k++)
            Assert.Equal(expected[k], found[k], tolerance);
    }

    [Fact]
    public void Factories_know_shapes_and_types()
    {
        Assert.Equal(float32, zeros(2, 3).dtype);
        Assert.Equal([2L, 3], zeros(2, 3).shape);
        Assert.Equal(int64, arange(5).dtype);
        Assert.Equal(float32, arange(0, 1, 0.25).dtype);
        Is([0, 0.25, 0.5, 0.75], arange(0, 1, 0.25));
        Assert.Equal(int64, full([2], 7).dtype);
        Assert.Equal(float32, full([2], 7.5).dtype);
        Is([0, 0.5, 1], linspace(0, 1, 3));
        Is([1, 0, 0, 0, 1, 0], eye(2, 3));
        Assert.Equal(float64, ones_like(zeros(2, dtype: float64)).dtype);
        Assert.True(zeros(2, requires_grad: true).requires_grad);
    }

    [Fact]
    public void Managed_numbers_are_copied_in()
    {
        var source = new[] { 1f, 2f, 3f, 4f, 5f, 6f };
        var copy = tensor(source, new long[] { 2, 3 });
        source[0] = 99;
        Is([1, 2, 3, 4, 5, 6], copy);
        Assert.Equal(int32, tensor(new[] { 1, 2 }).dtype);
        Assert.Equal(int64, tensor(new[] { 1L, 2 }).dtype);
        Assert.Equal(@bool, tensor(new[] { true, false }).dtype);
        Assert.Equal(float64, tensor(1.5).dtype);
        Assert.Equal(float32, tensor(1.5f).dtype);
        Assert.Equal(0, tensor(3).ndim);
        Assert.Equal(float16, tensor(new[] { 1f }, dtype: float16).dtype);
        Assert.Equal([2L, 2], tensor(new List<float> { 1, 2, 3, 4 }, 2, 2).shape);
        Assert.Throws<ArgumentException>(() => tensor(source, new long[] { 7 }));
    }

    [Fact]
    public void Elements_come_out_as_their_own_type_and_no_other()
    {
        Assert.Equal(7f, _x[1, 3].item<float>());
        Assert.Equal([0f, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11], _x.t().data<float>().ToArray());
        Assert.Equal(6f, _x.data<float>()[1, 2]);
        Assert.Throws<ArgumentException>(() => _x.data<double>());
        Assert.Throws<ArgumentException>(() => _x[0, 0].item<long>());
        Assert.Throws<ArgumentException>(() => _x.item<float>());
        Assert.Throws<IndexOutOfRangeException>(() => _x.data<float>()[3, 0]);
        Assert.Equal(7, _x[1, 3].ToInt64());
        Assert.Equal(7.0, _x[1, 3].ToDouble());
        Assert.True((_x[1, 3] > 6).ToBoolean());
        Assert.Throws<ExternalException>(() => _x.ToSingle());
    }

    [Fact]
    public void Elements_can_be_written_in_place()
    {
        var data = _x.data<float>();
        data[0, 1] = 50;
        data.CopyFrom([7f, 8f], 0, 10);
        Is([0, 50, 2, 3, 4, 5, 6, 7, 8, 9, 7, 8], _x);
        var target = new float[3];
        data.CopyTo(target, 1, 4);
        Assert.Equal([0f, 4, 5], target);
        Assert.Equal(48, _x.bytes.Length);
    }

    [Fact]
    public void Shapes_broadcast()
    {
        var sum = ones(3, 1) * tensor(new[] { 1f, 2f });
        Assert.Equal([3L, 2], sum.shape);
        Is([1, 2, 1, 2, 1, 2], sum);
        Assert.Equal([2L, 3, 4], (ones(2, 1, 4) + ones(3, 1)).shape);
    }

    [Fact]
    public void Types_are_promoted_as_in_pytorch()
    {
        Assert.Equal(float32, (tensor(new[] { 1L }) + tensor(new[] { 0.5f })).dtype);
        Assert.Equal(int32, (tensor(new sbyte[] { 1 }) + tensor(new[] { 2 })).dtype);
        Assert.Equal(float32, (tensor(new[] { 1L }) * 2.5).dtype);
        Assert.Equal(int64, (tensor(new[] { 1L }) * 2).dtype);
        Assert.Equal(float32, (tensor(new[] { 7L }) / tensor(new[] { 2L })).dtype);
        Assert.Equal(float16, (ones(1, dtype: float16) + ones(1, dtype: int64)).dtype);
        Assert.Equal(@bool, (_x > 3).dtype);
        Assert.Equal(int64, _x.argmax().dtype);
    }

    [Fact]
    public void Operators_take_numbers_on_either_side()
    {
        var two = tensor(new[] { 2f, 4f });
        Is([3, 5], two + 1);
        Is([3, 5], 1 + two);
        Is([-1, -3], 1 - two);
        Is([0.5, 0.25], 1 / two);
        Is([1, 2], two / 2);
        Is([-2, -4], -two);
        Is([2, 1], tensor(new[] { -7L, 7 }) % tensor(new[] { 3L, 3 }));
        Is([4, 16], two.pow(2));
        Is([1, 0], two < 3);
        Is([0, 1], (two == 2).logical_not());
        Is([1, 1], (two == 2).logical_or(two == 4));
    }

    [Fact]
    public void In_place_operators_return_the_tensor_itself()
    {
        var x = tensor(new[] { 1f, 4f });
        Assert.Same(x, x.mul_(2).add_(ones(2), 10).sub_(2).div_(2));
        Is([5, 8], x);
        x.addcmul_(ones(2), ones(2), 2).addcdiv_(ones(2), full(2, 4f), 4).clamp_(0, 10).sqrt_();
        Is([Math.Sqrt(8), Math.Sqrt(10)], x);
        Is([0, 0], x.zero_());
        Is([1, 2], x.copy_(tensor(new[] { 1f, 2f })));
        Is([0.5, 1], x.lerp_(zeros(2), full(2, 0.5f)));
    }

    [Fact]
    public void Quotients_round_as_asked()
    {
        var x = tensor(new[] { 7f, -7f });
        Is([3.5, -3.5], x.div(2));
        Is([3, -4], x.div(2, RoundingMode.floor));
        Is([3, -3], x.div(2, RoundingMode.trunc));
        Is([2, 2, 0], tensor(new[] { 1.5f, 2.5f, -0.5f }).round());
        Is([1.23], tensor(new[] { 1.2345f }).round(2));
    }

    [Fact]
    public void Reductions_agree_with_pytorch()
    {
        Is([66], _x.sum());
        Is([12, 15, 18, 21], _x.sum(dim: 0)); // sum(0) would be sum(type: Byte): the literal 0 converts to any enum
        Assert.Equal([3L, 1], _x.sum(1, keepdim: true).shape);
        Is([66], _x.sum([0L, 1]));
        Is([1.5, 5.5, 9.5], _x.mean([1]));
        Is([3.605551243], _x.std());
        Is([1.118033989, 1.118033989, 1.118033989], _x.std(1, unbiased: false));
        Is([5.0 / 3, 5.0 / 3, 5.0 / 3], _x.var(1));
        Is([22.494443893], _x.norm());
        Is([3.440189600, 7.440189838, 11.440189362], _x.logsumexp(1));
        Is([0.032058604, 0.087144323, 0.236882836, 0.643914282], _x.softmax(1)[0]);
        var (values, indexes) = _x.max(1);
        Is([3, 7, 11], values);
        Is([3, 3, 3], indexes);
        Is([3, 2, 7, 6, 11, 10], _x.topk(2, 1).values);
        Is([3, 2, 1, 0], _x.argsort(1, descending: true)[0]);
        Is([0, 1, 3, 6], _x[0].cumsum(0));
        Assert.True((_x >= 0).all().item<bool>());
        Assert.False((_x > 11).any().item<bool>());
        Is([6, 22, 38], linalg.norm(_x, 1, [1]));
    }

    [Fact]
    public void Products_agree_with_pytorch()
    {
        Is([14, 38, 62, 38, 126, 214, 62, 214, 366], _x.mm(_x.t()));
        Is([14, 38, 62, 38, 126, 214, 62, 214, 366], einsum("ij,kj->ik", _x, _x));
        Assert.Equal([5L, 3, 3], _x.expand(5, 3, 4).bmm(_x.t().expand(5, 4, 3)).shape);
        Is([14], _x[0].dot(_x[0]));
        Is([3, 4, 6, 8], tensor(new[] { 1f, 2f }).outer(tensor(new[] { 3f, 4f })));
    }

    [Fact]
    public void Shapes_change_and_tensors_join_and_part()
    {
        Assert.Equal([4L, 3], _x.view(4, 3).shape);
        Assert.Equal([6L, 2], _x.reshape(-1, 2).shape);
        Assert.Equal([12L], _x.flatten().shape);
        Assert.Equal([4L, 3], _x.transpose(0, 1).shape);
        Assert.Equal([4L, 1, 3], _x.unsqueeze(0).permute(2, 0, 1).shape);
        Is([1, 6, 2, 7], _x.as_strided([2, 2], [1, 5], 1));
        Assert.Equal([6L, 4], cat([_x, _x]).shape);
        Assert.Equal([3L, 2, 4], stack([_x, _x], 1).shape);
        Assert.Equal([[3L, 2], [3L, 2]], _x.chunk(2, 1).Select(part => part.shape));
        Assert.Equal([[1L, 4], [2L, 4]], _x.split([1L, 2]).Select(part => part.shape));
        Assert.Equal(12, arange(12).unbind().Length);
        Is([0, 0, 1, 1], arange(2).repeat_interleave(2));
        Is([0, 1, 0, 1], arange(2).repeat(2));
        Is([2, 0, 1], arange(3).roll(1));
        Is([2, 1, 0], arange(3).flip(0));
        Is([0, 1, 4, 5], _x.unfold(1, 2, 2)[TensorIndex.Slice(0, 2), 0]);
    }

    [Fact]
    public void Conversions_keep_the_values()
    {
        Assert.Equal(int64, _x.to(int64).dtype);
        Assert.Equal(float64, _x.@double().dtype);
        Assert.Equal(DeviceType.CPU, _x.to(CPU).device.type);
        Is([0, 1, 1], tensor(new[] { 0f, 0.5f, -2f }).to(@bool));
        Is([1.5, 2.5], tensor(new[] { 1.5f, 2.5f }).bfloat16());
        var source = ones(2);
        source.to(float64, disposeAfter: true);
        Assert.True(source.IsInvalid);
    }

    [Fact]
    public void Choices_and_tests_go_element_by_element()
    {
        Is([0, 2, 4], where(tensor(new[] { true, false, false }), zeros(3), tensor(new[] { 1f, 2f, 4f })));
        var odd = tensor(new[] { 1f, float.NaN, float.PositiveInfinity });
        Is([1, 0, 0], odd.isfinite());
        Is([0, 1, 0], odd.isnan());
        Is([0, 1, 5], _x[0, ..3].masked_fill(_x[0, ..3] > 1, 5));
        Assert.True(_x.allclose(_x + 1e-7, atol: 1e-6));
        Is([0, 1, 3], searchsorted(tensor(new[] { 1L, 3, 5 }), tensor(new[] { 0L, 3, 6 })));
        Is([0, 2, 3], searchsorted(tensor(new[] { 1L, 3, 5 }), tensor(new[] { 0L, 3, 6 }), right: true));
    }

    [Theory]
    [InlineData(0, "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)")]
    [InlineData(1, "The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0")]
    [InlineData(2, "shape '[2, 2]' is invalid for input of size 3")]
    [InlineData(3, "Sizes of tensors must match except in dimension 0")]
    public void Errors_carry_the_words_of_libtorch(int which, string words)
    {
        var error = Assert.Throws<ExternalException>(() => which switch
        {
            0 => ones(2, 3).mm(ones(2, 3)),
            1 => ones(2) + ones(3),
            2 => ones(3).view(2, 2),
            _ => cat([ones(1, 2), ones(1, 3)]),
        });
        Assert.Contains(words, error.Message);
    }

    [Fact]
    public void Text_tells_shape_type_and_device() => Assert.Equal("[3x4], type = Float32, device = cpu", _x.ToString());
}
