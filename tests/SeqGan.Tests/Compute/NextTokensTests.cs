using SeqGan.Compute;
using SeqGan.Compute.Simd;
using SeqGan.Tests.Support;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute;

[Collection(OneAtATime.Name)]
public sealed unsafe class NextTokensTests
{
    const float Never = -1e9f;
    const ulong Key = 5;

    // Tokens of eight rows with random states: [row][draw].
    static int[][] Draw<T>(OutputLayer layer, float[] states, double temperature, int draws) where T : unmanaged, ILanes<T>
    {
        using var next = new NextTokens<T>(layer, temperature);
        var tokens = new int[Tile.Rows][];
        fixed (float* hidden = states)
        {
            next.Compute(hidden, states.Length / Tile.Rows);
            for (var row = 0; row < Tile.Rows; row++) tokens[row] = [.. Enumerable.Range(0, draws).Select(draw => next.Draw(row, KeyedRandom.Key(Key, row), (uint)draw))];
        }
        return tokens;
    }

    static float[] States(int hidden, Generator generator) =>
        cat([rand(Tile.Rows, hidden, generator: generator) * 2 - 1, zeros(Tile.Rows, 1)], 1).data<float>().ToArray();

    // A layer whose every seventh token is forbidden, and states.
    static (OutputLayer Layer, Tensor Weights, Tensor Biases, float[] States) Some(int hidden, int vocabulary, float weight)
    {
        using var generator = new Generator(2);
        var weights = randn(vocabulary, hidden, generator: generator) * weight;
        var biases = randn(vocabulary, generator: generator);
        for (var token = 6; token < vocabulary; token += 7) biases[token] = Never;
        return (new OutputLayer(weights, biases), weights, biases, States(hidden, generator));
    }

    [Theory]
    [InlineData(1, 2, 1, 1)]
    [InlineData(3, 40, 2, 0.5)]
    [InlineData(32, 1001, 0.5f, 1)]
    [InlineData(99, 257, 1, 3)]
    public void The_width_of_a_register_changes_no_token(int hidden, int vocabulary, float weight, double temperature)
    {
        using var scope = NewDisposeScope();
        var (layer, _, _, states) = Some(hidden, vocabulary, weight);
        using (layer)
        {
            var tokens = Draw<Lanes1>(layer, states, temperature, 10_000);
            Assert.Equal(tokens, Draw<Lanes8>(layer, states, temperature, 10_000));
            Assert.Equal(tokens, Draw<Lanes16>(layer, states, temperature, 10_000));
        }
    }

    // Probabilities from steep to flat, of vocabularies that fill neither a panel nor a span. The last three have no use for proposals.
    [Theory]
    [InlineData(1, 2, 1, 1)]
    [InlineData(3, 40, 2, 0.5)]
    [InlineData(32, 1001, 0.5f, 1)]
    [InlineData(32, 257, 4, 3)]
    [InlineData(99, 300, 1, 1)]
    [InlineData(512, 90, 0.2f, 1)]
    [InlineData(8, 50, 3, 100)]
    [InlineData(64, 70, 8, 40)]
    [InlineData(64, 70, 8, 0.02)]
    public void Draws_have_the_frequencies_of_the_softmax(int hidden, int vocabulary, float weight, double temperature)
    {
        const int Draws = 40_000;
        using var scope = NewDisposeScope();
        var (layer, weights, biases, states) = Some(hidden, vocabulary, weight);
        using var owned = layer;
        var tokens = Draw<Lanes8>(layer, states, temperature, Draws);
        var logits = tensor(states, Tile.Rows, hidden + 1)[TensorIndex.Colon, TensorIndex.Slice(0, hidden)].to(ScalarType.Float64).matmul(weights.to(ScalarType.Float64).t()) + biases;
        var expected = (logits / temperature).softmax(-1).data<double>().ToArray();
        var (chiSquare, freedom) = (0.0, 0);
        for (var row = 0; row < Tile.Rows; row++)
        {
            var counts = new int[vocabulary];
            foreach (var token in tokens[row]) counts[token]++;
            var (rareCount, rare) = (0.0, 0.0); // tokens too rare for chi-square stand together
            for (var token = 0; token < vocabulary; token++)
            {
                var many = Draws * expected[row * vocabulary + token];
                if (many == 0) Assert.Equal(0, counts[token]);
                if (many < 10) (rareCount, rare) = (rareCount + counts[token], rare + many);
                else (chiSquare, freedom) = (chiSquare + Math.Pow(counts[token] - many, 2) / many, freedom + 1);
            }
            if (rare >= 1) chiSquare += Math.Pow(rareCount - rare, 2) / rare;
            else freedom--;
        }
        if (freedom > 0) Assert.InRange(chiSquare, freedom - 4 * Math.Sqrt(2 * freedom) - 4, freedom + 4 * Math.Sqrt(2 * freedom) + 4);
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void The_temperatures_at_the_ends_leave_the_likeliest_token_or_all_that_are_allowed(double temperature)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var biases = randn(300, generator: generator);
        foreach (var token in Enumerable.Range(0, 300).Where(token => token % 50 != 1)) biases[token] = Never;
        using var layer = new OutputLayer(zeros(300, 4), biases);
        var tokens = Draw<Lanes8>(layer, States(4, generator), temperature, 1000);
        int[] allowed = [1, 51, 101, 151, 201, 251];
        Assert.Equal(temperature < 1 ? [(int)biases.argmax().item<long>()] : allowed, tokens[4].Distinct().Order());
    }

    // A policy that has come to grief says something all the same, and does not hang.
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e30f)]
    public void Weights_without_bounds_end_in_a_token(float weight)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        using var layer = new OutputLayer(full(100, 4, weight), zeros(100));
        foreach (var token in Draw<Lanes8>(layer, States(4, generator), 1, 20).SelectMany(row => row)) Assert.InRange(token, 0, 99);
    }
}
