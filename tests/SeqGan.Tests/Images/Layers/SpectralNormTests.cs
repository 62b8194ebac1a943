using SeqGan.Images.Layers;
using SeqGan.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Images.Layers;

/// <summary>The expected numbers were printed with torch.nn.utils.spectral_norm of PyTorch 1.13 on the CPU.</summary>
[Collection(OneAtATime.Name)]
public sealed class SpectralNormTests : IDisposable
{
    readonly SpectralLinear _linear;
    readonly SpectralConv2d _convolution;
    readonly DisposeScope _scope;
    readonly Tensor _rows;
    readonly Tensor _images;

    public SpectralNormTests()
    {
        manual_seed(0);
        _linear = new SpectralLinear(3, 2);
        manual_seed(0);
        _convolution = new SpectralConv2d(2, 3, 3, stride: 2, padding: 1);
        _scope = NewDisposeScope();
        _rows = tensor(new[] { 1, 2, 3, -1, 0.5f, 0.25f }, [2, 3]);
        _images = arange(32).to(float32).reshape(1, 2, 4, 4) / 16 - 1;
    }

    public void Dispose()
    {
        _scope.Dispose();
        _linear.Dispose();
        _convolution.Dispose();
    }

    static void AreClose(float[] expected, Tensor actual)
    {
        var values = actual.detach().contiguous().data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], values[i], 2e-6f * (1 + Math.Abs(expected[i])));
    }

    [Fact]
    public void A_linear_layer_starts_runs_and_learns_as_in_PyTorch()
    {
        AreClose([-2.15261173f, -0.612671196f, 0.0952542722f, 1.38884401f], _linear.call(_rows));
        var output = _linear.call(_rows); // a second step of power iteration
        AreClose([-2.14961362f, -0.611172259f, 0.0951048434f, 1.3875401f], output);
        (output * tensor(new[] { 1f, -2, 3, 0.5f }, [2, 2])).sum().backward();
        AreClose([-4.22272968f, 9.20848942f, 10.3912048f, -5.05037212f, -9.93080425f, -14.7699747f], _linear.Weight.grad!);
        AreClose([-0.563407302f, -0.826179266f], _linear.get_buffer("weight_u")!);
        AreClose([0.904007196f, -0.0218248703f, 0.426959783f], _linear.get_buffer("weight_v")!);
    }

    [Fact]
    public void A_convolution_starts_runs_and_learns_as_in_PyTorch()
    {
        AreClose([0.10598594f, 0.374571443f, 0.210789666f, 0.162809119f, -0.775926173f, -1.08192968f, -0.810446858f, -1.12901974f, 0.718809664f, 0.565503538f, 0.307500809f, 0.586755991f], _convolution.call(_images));
        var output = _convolution.call(_images);
        output.square().sum().backward();
        AreClose([0.107301235f, 0.369099557f, 0.209456533f, 0.162688449f, -0.759825528f, -1.05809617f, -0.79347384f, -1.1039964f, 0.701755226f, 0.552323103f, 0.300840169f, 0.573038518f], output);
        AreClose([-4.23966503f, 9.36372757f, -6.62974834f], _convolution.Weight.grad!.flatten(1).sum(dim: 1));
        AreClose([0.602006137f, -0.796474993f, -0.0567122437f], _convolution.get_buffer("weight_u")!);
    }

    [Fact]
    public void The_names_are_PyTorchs_and_the_vectors_are_saved_but_not_learned()
    {
        foreach (var module in new nn.Module[] { _linear, _convolution })
        {
            Assert.Equal(["bias", "weight_orig", "weight_u", "weight_v"], module.state_dict().Keys.Order());
            Assert.Equal(["bias", "weight_orig"], module.named_parameters().Select(one => one.name).Order());
        }
        using var plain = new SpectralConv2d(2, 3, 3, hasBias: false);
        Assert.Equal(["weight_orig", "weight_u", "weight_v"], plain.state_dict().Keys.Order());
        Assert.Null(plain.Bias);
    }

    [Fact]
    public void Nothing_moves_outside_training()
    {
        _linear.eval();
        var before = _linear.get_buffer("weight_u")!.clone();
        var (first, second) = (_linear.call(_rows), _linear.call(_rows));
        Assert.True(first.Equals(second));
        Assert.True(before.Equals(_linear.get_buffer("weight_u")!));
        _linear.train();
        _linear.call(_rows);
        Assert.False(before.Equals(_linear.get_buffer("weight_u")!));
    }

    [Fact]
    public void After_many_passes_the_weight_is_divided_by_its_largest_singular_value()
    {
        _convolution.@double();
        _linear.@double();
        Tensor images = _images.to(float64), rows = _rows.to(float64);
        for (var pass = 0; pass < 500; pass++)
        {
            using var scope = NewDisposeScope();
            _convolution.call(images);
            _linear.call(rows);
        }
        foreach (var (module, weight) in new (nn.Module, Tensor)[] { (_convolution, _convolution.Weight), (_linear, _linear.Weight) })
        {
            var matrix = weight.detach().flatten(1);
            var (_, singular, _) = linalg.svd(matrix, fullMatrices: false);
            var sigma = module.get_buffer("weight_u")!.dot(matrix.matmul(module.get_buffer("weight_v")!));
            Assert.Equal(singular[0].ToDouble(), sigma.ToDouble(), 1e-9);
        }
        _linear.eval();
        var expected = rows.matmul(_linear.Weight.t()) / linalg.svd(_linear.Weight, fullMatrices: false).S[0] + _linear.Bias!;
        Assert.True(_linear.call(rows).allclose(expected, 1e-8, 1e-9));
    }

    [Fact]
    public void Two_passes_can_wait_for_one_backward_and_a_penalty_can_be_taken()
    {
        var loss = (_convolution.call(_images) - _convolution.call(_images + 1)).square().mean();
        var penalty = SeqGan.Losses.GradientPenalties.ZeroCentred(x => _convolution.call(x).tanh().flatten(1).sum(dim: 1), _images);
        (loss + penalty).backward();
        Assert.True(_convolution.Weight.grad!.isfinite().all().ToBoolean());
        Assert.True(_convolution.Weight.grad!.abs().max().ToDouble() > 0);
    }

    [Fact]
    public void A_restored_layer_goes_on_as_the_saved_one()
    {
        _linear.call(_rows);
        using var copy = new SpectralLinear(3, 2);
        copy.load_state_dict(_linear.state_dict());
        for (var pass = 0; pass < 3; pass++) Assert.True(_linear.call(_rows).Equals(copy.call(_rows)));
    }
}
