using SeqGan.Compute;
using SeqGan.Compute.Highway;
using SeqGan.Compute.Simd;
using SeqGan.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute.Highway;

[Collection(OneAtATime.Name)]
public sealed unsafe class HighwayLayerTests
{
    // batch, features
    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 3, 5 }, { 64, 8 }, { 5, 33 }, { 40, 47 }, { 65, 130 }, { 33, 300 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Outputs_and_gradients_are_libtorchs(int count, int features)
    {
        using var scope = NewDisposeScope();
        var (ours, theirs) = (new Problem(count, features), new Problem(count, features));
        var output = HighwayLayer.Of(ours.Input, ours.Gate, ours.Transform);
        var carry = theirs.Gate.forward(theirs.Input).sigmoid();
        var expected = carry * theirs.Transform.forward(theirs.Input).relu() + (1 - carry) * theirs.Input;
        Assert.True(output.allclose(expected, 1e-4, 1e-5));
        var slopes = randn(count, features);
        (output * slopes).sum().backward();
        (expected * slopes).sum().backward();
        foreach (var (one, other) in ours.Parameters.Zip(theirs.Parameters)) Assert.True(one.grad!.allclose(other.grad!, 1e-4, 1e-4), $"[{string.Join(", ", one.shape)}]");
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_width_of_register_computes_the_same(int count, int features)
    {
        using var scope = NewDisposeScope();
        var problem = new Problem(count, features);
        var wide = Run<Lanes16>(problem);
        foreach (var other in new[] { Run<Lanes8>(problem), Run<Lanes1>(problem) })
            for (var i = 0; i < wide.Length; i++) Assert.Equal(wide[i], other[i], 1e-5f * (1 + MathF.Abs(wide[i])));
    }

    [Fact]
    public void The_number_of_threads_changes_no_digit()
    {
        using var scope = NewDisposeScope();
        float[] On(int threads)
        {
            var problem = new Problem(20, 170);
            try
            {
                Threads.Use(threads);
                var output = HighwayLayer.Of(problem.Input, problem.Gate, problem.Transform);
                (output * output).sum().backward();
                return [.. output.data<float>(), .. problem.Parameters.SelectMany(parameter => parameter.grad!.data<float>())];
            }
            finally
            {
                Threads.Use(1);
            }
        }
        Assert.Equal(On(1), On(3));
    }

    // The output and all gradients by the kernels themselves.
    static float[] Run<T>(Problem problem) where T : unmanaged, ILanes<T>
    {
        var size = new HighwaySize((int)problem.Input.shape[0], (int)problem.Input.shape[1]);
        var (all, square) = (size.Batch * size.Features, size.Features * size.Features);
        using var kept = new AlignedFloats(3 * size.Sideways);
        float[] output = new float[all], slope = new float[all], inputSlope = new float[all], weights = new float[2 * square], biases = new float[2 * size.Features];
        for (var i = 0; i < all; i++) slope[i] = MathF.Sin(i);
        var addresses = TensorMemory<float>.Addresses([.. problem.Parameters]);
        Affine gate = new((float*)addresses[1], (float*)addresses[2]), transform = new((float*)addresses[3], (float*)addresses[4]);
        float* input = (float*)addresses[0], sideways = kept.Start, carry = sideways + size.Sideways, lifted = carry + size.Sideways;
        fixed (float* o = output, s = slope, i = inputSlope, w = weights, b = biases)
        {
            HighwayForward.Run<T>(size, input, gate, transform, sideways, carry, lifted, o);
            HighwayBackward.Run<T>(size, input, gate, transform, sideways, carry, lifted, s, new(w, b), new(w + square, b + size.Features), null, i);
        }
        return [.. output, .. inputSlope, .. weights, .. biases];
    }

    // Random rows and layers; two of one size are equal.
    sealed class Problem
    {
        public Problem(int count, int features)
        {
            manual_seed(4);
            Input = new Parameter(randn(count, features));
            (Gate, Transform) = (nn.Linear(features, features), nn.Linear(features, features));
        }

        public Parameter Input { get; }

        public Linear Gate { get; }

        public Linear Transform { get; }

        public IEnumerable<Parameter> Parameters => [Input, Gate.weight!, Gate.bias!, Transform.weight!, Transform.bias!];
    }
}
