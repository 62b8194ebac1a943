using SeqGan.Compute;
using SeqGan.Compute.Highway;
using SeqGan.Compute.Simd;
using SeqGan.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute.Highway;

[Collection(OneAtATime.Name)]
public sealed class Bfloat16HighwayTests
{
    const double Rounding = 0.005; // a number in bf16 is off by up to 2^-9 of itself

    /// <summary>The layer by tensor operations and by kernels.</summary>
    public static TheoryData<bool, int, int> Layers => new()
    {
        { false, 1, 1 }, { false, 5, 33 }, { false, 64, 130 }, { true, 1, 1 }, { true, 5, 33 }, { true, 64, 130 }, { true, 13, 300 },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Outputs_and_gradients_are_those_of_fp32_to_rounding(bool kernels, int count, int features)
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

        var output = Of(kernels, input, gate, transform);
        Assert.Equal(ScalarType.Float32, output.dtype);
        Near(expected, output);
        (output * slopes).sum().backward();
        foreach (var (theirs, ours) in gradients.Zip(parameters))
        {
            Assert.Equal(ScalarType.Float32, ours.grad!.dtype);
            Near(theirs, ours.grad!);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_matrix_has_a_gradient_of_its_own(bool kernels)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var (gate, transform) = (nn.Linear(8, 8), nn.Linear(8, 8));
        Of(kernels, randn(4, 8), gate, transform).sum().backward();
        using (no_grad()) gate.weight!.grad!.zero_();
        Assert.True(transform.weight!.grad!.abs().sum().ToSingle() > 0);
    }

    [Fact]
    public void Matrices_at_hand_give_the_same_outputs_to_the_last_digit()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var (input, gate, transform) = (randn(70, 50), nn.Linear(50, 50), nn.Linear(50, 50));
        var outputs = Bfloat16Layer.Of(input, Bfloat16Layer.Matrices(gate.weight!, transform.weight!), gate, transform);
        Assert.Equal(Bfloat16Layer.Of(input, gate, transform).data<float>(), outputs.data<float>());
        Assert.False(outputs.requires_grad);
    }

    [Fact]
    public void Kernels_agree_with_tensor_operations_on_what_they_round_alike()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var (gate, transform, slopes) = (nn.Linear(90, 90), nn.Linear(90, 90), randn(20, 90));
        Tensor[] Results(bool kernels)
        {
            var input = new Parameter(ones(20, 90).cumsum(1) / 90);
            Parameter[] parameters = [input, gate.weight!, gate.bias!, transform.weight!, transform.bias!];
            foreach (var parameter in parameters) parameter.grad = null;
            var output = Of(kernels, input, gate, transform);
            (output * slopes).sum().backward();
            return [output, .. parameters.Select(parameter => parameter.grad!.clone())];
        }
        foreach (var (one, other) in Results(false).Zip(Results(true)))
            Assert.InRange((one - other).norm().ToDouble() / one.norm().ToDouble(), 0, 1e-4);
    }

    [Fact]
    public void The_number_of_threads_changes_no_digit()
    {
        using var scope = NewDisposeScope();
        float[] On(int threads)
        {
            manual_seed(3);
            var (input, gate, transform) = (new Parameter(randn(33, 600)), nn.Linear(600, 600), nn.Linear(600, 600));
            try
            {
                Threads.Use(threads);
                var output = Bfloat16Layer.Of(input, gate, transform);
                (output * output).sum().backward();
                return [.. output.data<float>(), .. gate.bias!.grad!.data<float>(), .. transform.bias!.grad!.data<float>(), .. transform.weight!.grad!.data<float>()];
            }
            finally
            {
                Threads.Use(1);
            }
        }
        Assert.Equal(On(1), On(3));
    }

    [Fact]
    public void Every_width_of_register_computes_the_same()
    {
        var (wide, slopes) = Run<Lanes16>();
        foreach (var (others, otherSlopes) in new[] { Run<Lanes8>(), Run<Lanes1>() })
        {
            for (var i = 0; i < wide.Length; i++) Assert.Equal(wide[i], others[i], 1e-5f * (1 + MathF.Abs(wide[i])));
            for (var i = 0; i < slopes.Length; i++) Assert.Equal(slopes[i], otherSlopes[i], Rounding * 2 * Math.Abs(slopes[i]) + 1e-6); // a number in bf16 may fall to either side
        }
    }

    // A pass there and back on numbers of no importance.
    static unsafe (float[] Results, double[] Slopes) Run<T>() where T : unmanaged, ILanes<T>
    {
        const int Rows = 19, Features = 275, All = Rows * Features;
        var given = Enumerable.Range(0, 2 * All + 2 * Features).Select(i => MathF.Sin(i) * 4).ToArray();
        var (sums, results) = (new ushort[2 * All], new float[4 * All + 2 * Features]);
        fixed (float* g = given, r = results)
        fixed (ushort* s = sums)
        {
            Bfloat16Copy.Round<Lanes1>(g + 2 * Features, s, 2 * All);
            float* carry = r + All, lifted = carry + All, passed = lifted + All, biases = passed + All;
            Bfloat16Mix.Forward<T>(Rows, Features, s, g, g + Features, g + 7, carry, lifted, r);
            Bfloat16Mix.Backward<T>(Rows, Features, g + 3, g + 7, carry, lifted, s, biases, biases + Features, null, passed);
        }
        return (results, Array.ConvertAll(sums, bits => (double)BitConverter.UInt32BitsToSingle((uint)bits << 16)));
    }

    static Tensor Of(bool kernels, Tensor input, Linear gate, Linear transform) =>
        kernels ? Bfloat16Layer.Of(input, gate, transform) : Bfloat16Highway.Of(input, gate, transform);

    // By the length of the difference: single numbers may cancel out to next to nothing.
    static void Near(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((actual - expected).norm().ToDouble() / (1e-3 + expected.norm().ToDouble()), 0, Rounding);
    }
}
