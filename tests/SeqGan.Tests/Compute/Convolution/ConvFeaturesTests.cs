using SeqGan.Compute;
using SeqGan.Compute.Convolution;
using SeqGan.Compute.Simd;
using SeqGan.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute.Convolution;

[Collection(OneAtATime.Name)]
public sealed unsafe class ConvFeaturesTests
{
    // batch, time, embedding, then width and count of each kind
    public static TheoryData<int, int, int, int[]> Shapes => new()
    {
        { 1, 1, 1, [1, 1] },
        { 1, 5, 3, [1, 2, 5, 3] },
        { 7, 6, 5, [1, 4, 2, 33, 6, 32] },
        { 8, 20, 64, [1, 100, 3, 200, 20, 160] },
        { 9, 11, 17, [2, 31, 11, 65, 4, 1] },
        { 21, 13, 32, [13, 40, 1, 8] },
        { 5, 3, 7, [9, 6, 2, 2] }, // a filter wider than the batch
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Features_and_gradients_are_libtorchs(int count, int time, int size, int[] kinds)
    {
        using var scope = NewDisposeScope();
        var (ours, theirs) = (new Problem(count, time, size, kinds), new Problem(count, time, size, kinds));
        ours.Check(theirs, ConvFeatures.Of(ours.Ids, ours.Lengths, ours.Embedding, ours.Weights, ours.Biases), theirs.Features());
    }

    [Fact]
    public void The_gradient_for_one_feature_alone_is_libtorchs()
    {
        using var scope = NewDisposeScope();
        var (ours, theirs) = (new Problem(4, 7, 6, [1, 3, 3, 4]), new Problem(4, 7, 6, [1, 3, 3, 4]));
        ConvFeatures.Of(ours.Ids, ours.Lengths, ours.Embedding, ours.Weights, ours.Biases)[2, 5].backward();
        theirs.Features()[2, 5].backward();
        foreach (var (one, other) in ours.Parameters.Zip(theirs.Parameters)) Assert.True(one.grad!.allclose(other.grad!, 1e-4, 1e-6));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_width_of_register_computes_the_same(int count, int time, int size, int[] kinds)
    {
        using var scope = NewDisposeScope();
        var problem = new Problem(count, time, size, kinds);
        var (wide, narrow, one) = (Run<Lanes16>(problem), Run<Lanes8>(problem), Run<Lanes1>(problem));
        Assert.Equal(wide, narrow);
        Assert.Equal(wide, one);
    }

    [Fact]
    public void The_number_of_threads_changes_no_digit()
    {
        using var scope = NewDisposeScope();
        float[] On(int threads)
        {
            var problem = new Problem(40, 9, 16, [1, 70, 4, 90]);
            try
            {
                Threads.Use(threads);
                var features = ConvFeatures.Of(problem.Ids, problem.Lengths, problem.Embedding, problem.Weights, problem.Biases);
                (features * features).sum().backward();
                return [.. features.data<float>(), .. problem.Parameters.SelectMany(parameter => parameter.grad!.data<float>())];
            }
            finally
            {
                Threads.Use(1);
            }
        }
        Assert.Equal(On(1), On(3));
    }

    [Fact]
    public void What_no_sequence_can_have_is_refused()
    {
        using var scope = NewDisposeScope();
        var problem = new Problem(2, 4, 3, [1, 2]);
        void Features() => ConvFeatures.Of(problem.Ids, problem.Lengths, problem.Embedding, problem.Weights, problem.Biases);
        problem.Lengths[1] = 4;
        problem.Ids[1, 3] = Problem.Vocabulary;
        Assert.Contains("an id is 12", Assert.Throws<ArgumentException>(Features).Message);
        problem.Ids[1, 3] = -1;
        Assert.Throws<ArgumentException>(Features);
        problem.Ids[1, 3] = 0;
        problem.Lengths[0] = 5;
        Assert.Contains("a length", Assert.Throws<ArgumentException>(Features).Message);
    }

    // Features and all gradients by the kernels themselves.
    static float[] Run<T>(Problem problem) where T : unmanaged, ILanes<T>
    {
        var bank = new FilterBank((int)problem.Embedding.shape[1], Array.ConvertAll(problem.Weights, weight => ((int)weight.shape[2], (int)weight.shape[0])));
        var batch = new EmbeddedBatch(problem.Ids, problem.Lengths, problem.Embedding, bank.Widest);
        using var vectors = new TensorMemory<float>(batch.Floats, batch.Floats.shape);
        var (rows, features, gradient, embedded) = (new float[bank.Floats], new float[batch.Count * bank.Features], new float[batch.Count * bank.Features], new float[batch.Floats.NumberOfElements]);
        var positions = new int[features.Length];
        for (var i = 0; i < gradient.Length; i++) gradient[i] = MathF.Sin(i);
        Tensor[] weights = Array.ConvertAll(problem.Weights, weight => empty(weight.shape)), biases = Array.ConvertAll(problem.Biases, bias => empty(bias.shape));
        fixed (float* r = rows, f = features, g = gradient, e = embedded)
        fixed (int* p = positions)
        {
            ConvForward.Run<T>(bank, batch, vectors.Start, Addresses(problem.Weights), Addresses(problem.Biases), r, f, p);
            ConvBackward.Run<T>(bank, batch, vectors.Start, r, p, g, Addresses(weights), Addresses(biases), e);
        }
        return [.. features, .. embedded, .. weights.Concat(biases).SelectMany(tensor => tensor.data<float>())];
    }

    static nint[] Addresses(Tensor[] tensors) => Array.ConvertAll(tensors, tensor => (nint)new TensorMemory<float>(tensor, tensor.shape).Start);

    // Random sequences and filters; two of them with the same sizes are equal.
    sealed class Problem
    {
        public const int Vocabulary = 12;

        public Problem(int count, int time, int size, int[] kinds)
        {
            manual_seed(7);
            Ids = randint(Vocabulary, new long[] { count, time }, ScalarType.Int64);
            Lengths = randint(time + 1, new long[] { count }, ScalarType.Int64);
            Embedding = new Parameter(rand(Vocabulary, size) * 2 - 1);
            Weights = [.. kinds.Chunk(2).Select(kind => new Parameter(randn(kind[1], size, kind[0]) * 0.1))];
            Biases = [.. kinds.Chunk(2).Select(kind => new Parameter(randn(kind[1]) * 0.1))];
        }

        public Tensor Ids { get; }

        public Tensor Lengths { get; }

        public Parameter Embedding { get; }

        public Parameter[] Weights { get; }

        public Parameter[] Biases { get; }

        public IEnumerable<Parameter> Parameters => [Embedding, .. Weights, .. Biases];

        // By libtorch, one sequence and one kind at a time, the sequence cut at its length.
        public Tensor Features()
        {
            var rows = new List<Tensor>();
            for (var row = 0; row < Ids.shape[0]; row++)
            {
                var length = Lengths[row].item<long>();
                var vectors = Embedding.index_select(0, Ids[row].narrow(0, 0, length)).t().unsqueeze(0); // [1, embedding, length]
                rows.Add(cat([.. Weights.Zip(Biases, (weight, bias) =>
                {
                    var padded = nn.functional.pad(vectors, [0, Math.Max(weight.shape[2] - length, 0)]);
                    return nn.functional.conv1d(padded, weight, bias).relu().max(2).values.squeeze(0);
                })], 0));
            }
            return stack(rows);
        }

        public void Check(Problem other, Tensor features, Tensor expected)
        {
            Assert.True(features.allclose(expected, 1e-4, 1e-6));
            if (features.NumberOfElements > 10) Assert.True(features.gt(0).any().item<bool>());
            var slopes = randn(expected.shape);
            (features * slopes).sum().backward();
            (expected * slopes).sum().backward();
            foreach (var (one, two) in Parameters.Zip(other.Parameters)) Assert.True(one.grad!.allclose(two.grad!, 1e-4, 1e-5), $"[{string.Join(", ", one.shape)}]");
        }
    }
}
