using SeqGan.Compute.Highway;
using SeqGan.Compute.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute.Highway;

public sealed class Bfloat16ProductTests
{
    public static TheoryData<string> Ways => ["the processor's", "512 bits", "256 bits", "one by one"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Sums_are_rounded_once(string way)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        foreach (var (rows, columns) in new[] { (13, 45), (1, 5) }) // the second is too small for oneDNN
        {
            Tensor left = randn(rows, 700).to(ScalarType.BFloat16), right = randn(columns, 700).to(ScalarType.BFloat16).t(); // what lies sideways, too
            var expected = left.to(ScalarType.Float64).mm(right.to(ScalarType.Float64));
            var product = Product(way, left, right);
            Assert.Equal(ScalarType.BFloat16, product.dtype);
            Assert.True(product.is_contiguous());
            var error = (product.to(ScalarType.Float64) - expected).abs();
            Assert.True((error <= expected.abs() * Math.Pow(2, -8) + 1e-4).all().item<bool>()); // half of bf16's last digit, and fp32's
        }
    }

    [Fact]
    public void It_leaves_one_tensor()
    {
        using var scope = NewDisposeScope();
        Tensor left = ones(2, 3, ScalarType.BFloat16), right = ones(3, 4, ScalarType.BFloat16);
        var before = scope.DisposablesCount;
        Product("256 bits", left, right);
        Assert.Equal(before + 1, scope.DisposablesCount);
    }

    static Tensor Product(string way, Tensor left, Tensor right) => way switch
    {
        "512 bits" => Bfloat16Product.Widened<Lanes16>(left, right),
        "256 bits" => Bfloat16Product.Widened<Lanes8>(left, right),
        "one by one" => Bfloat16Product.Widened<Lanes1>(left, right),
        _ => Bfloat16Product.Of(left, right),
    };
}
