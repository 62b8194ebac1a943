using SeqGan.Compute.Highway;
using SeqGan.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute.Highway;

[Collection(OneAtATime.Name)]
public sealed class Bfloat16HighwayTests
{
    const double Rounding = 0.005; // a number in bf16 is off by up to 2^-9 of itself

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 33)]
    [InlineData(64, 130)]
    public void Outputs_and_gradients_are_those_of_fp32_to_rounding(int count, int features)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var (input, slopes) = (new Parameter(randn(count, features)), randn(count, features));
        var (gate, transform) = (nn.Linear(features, features), nn.Linear(features, features));
        Parameter[] parameters = [input, gate.weight!, gate.bias!, transform.weight!, transform.bias!];

        // Factors that bf16 holds exactly, and sums far from the cut: what is left is the rounding of sums and of slopes.
        using (no_grad())
        {
            foreach (var parameter in new[] { input, gate.weight!, transform.weight! }) parameter.copy_(parameter.to(ScalarType.BFloat16));
            transform.bias!.copy_(tensor(Enumerable.Range(0, features).Select(feature => feature % 3 == 0 ? -8f : 8f).ToArray()));
        }
        var carry = gate.forward(input).sigmoid();
        var expected = carry * transform.forward(input).relu() + (1 - carry) * input;
        (expected * slopes).sum().backward();
        var gradients = Array.ConvertAll(parameters, parameter => parameter.grad!.clone());
        foreach (var parameter in parameters) parameter.grad = null;

        var output = Bfloat16Highway.Of(input, gate, transform);
        Assert.Equal(ScalarType.Float32, output.dtype);
        Near(expected, output);
        (output * slopes).sum().backward();
        foreach (var (theirs, ours) in gradients.Zip(parameters))
        {
            Assert.Equal(ScalarType.Float32, ours.grad!.dtype);
            Near(theirs, ours.grad!);
        }
    }

    [Fact]
    public void Each_matrix_has_a_gradient_of_its_own()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var (gate, transform) = (nn.Linear(8, 8), nn.Linear(8, 8));
        Bfloat16Highway.Of(randn(4, 8), gate, transform).sum().backward();
        using (no_grad()) gate.weight!.grad!.zero_();
        Assert.True(transform.weight!.grad!.abs().sum().ToSingle() > 0);
    }

    // By the length of the difference: single numbers may cancel out to next to nothing.
    static void Near(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((actual - expected).norm().ToDouble() / (1e-3 + expected.norm().ToDouble()), 0, Rounding);
    }
}
