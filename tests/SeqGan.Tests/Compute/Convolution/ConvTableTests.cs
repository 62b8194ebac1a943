using SeqGan.Compute;
using SeqGan.Compute.Convolution;
using SeqGan.Compute.Simd;
using SeqGan.Data;
using SeqGan.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute.Convolution;

[Collection(OneAtATime.Name)]
public sealed unsafe class ConvTableTests
{
    const int Vocabulary = 30, Time = 11;

    // embedding, then width and count of each kind
    public static TheoryData<int, int[]> Shapes => new()
    {
        { 1, [1, 1] },
        { 7, [1, 5, 4, 33, 11, 32] },
        { 64, [2, 70, 9, 8] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Tabulated_features_are_those_of_the_convolutions(int size, int[] kinds)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        int[][] sequences = [.. Enumerable.Range(0, 300).Select(row => Enumerable.Range(0, row % Time + 1).Select(t => (row * row + 7 * t * t) % Vocabulary).ToArray())];
        foreach (var (row, sequence) in sequences.Index().Where(one => one.Index % 3 > 0)) // its beginning is that of the one before it, or all of it
            sequences[row - 1].AsSpan(0, Math.Min(sequences[row - 1].Length, Math.Min(sequence.Length, row % 7 * 2))).CopyTo(sequence);
        var embedding = randn(Vocabulary, size);
        Tensor[] weights = [.. kinds.Chunk(2).Select(kind => randn(kind[1], size, kind[0]) * 0.1)], biases = [.. kinds.Chunk(2).Select(kind => randn(kind[1]) * 0.1)];
        var batch = SequenceBatch.Of(sequences, Time, CPU);
        var expected = ConvFeatures.Of(batch.Ids, batch.Lengths, embedding, weights, biases).data<float>().ToArray();

        var bank = new FilterBank(size, [.. kinds.Chunk(2).Select(kind => (kind[0], kind[1]))]);
        var runs = new TokenRuns(sequences, Vocabulary);
        var (vectors, filters, shifts) = (TensorMemory<float>.Addresses([embedding])[0], TensorMemory<float>.Addresses(weights), TensorMemory<float>.Addresses(biases));
        float[] Features(Action<ConvTable, nint[]> run)
        {
            using var table = new ConvTable(bank, Vocabulary);
            var features = new float[expected.Length];
            fixed (float* to = features)
            {
                var start = (nint)to;
                run(table, [.. Enumerable.Range(0, sequences.Length).Select(row => start + row * bank.Features * sizeof(float))]);
            }
            return features;
        }
        var wide = Features((table, to) => table.Run<Lanes16>(runs, (float*)vectors, filters, shifts, to));
        Assert.Equal(wide, Features((table, to) => table.Run<Lanes8>(runs, (float*)vectors, filters, shifts, to)));
        Assert.Equal(wide, Features((table, to) => table.Run<Lanes1>(runs, (float*)vectors, filters, shifts, to)));
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], wide[i], 1e-5f);
        Assert.Equal(wide, Features((table, to) => // what other sequences with other tokens left in the table does not matter
        {
            table.Run<Lanes8>(new TokenRuns([.. sequences.Reverse().Select(sequence => sequence[..1])], Vocabulary), (float*)vectors, filters, shifts, to);
            table.Run<Lanes8>(runs, (float*)vectors, filters, shifts, to);
        }));

        try
        {
            Threads.Use(3);
            Assert.Equal(wide, Features((table, to) => table.Run<Lanes16>(runs, (float*)vectors, filters, shifts, to)));
        }
        finally
        {
            Threads.Use(1);
        }
    }

    [Fact]
    public void Runs_name_every_token_once()
    {
        var runs = new TokenRuns([[5, 2, 5], [2], [9, 5]], 10);
        Assert.Equal([5, 2, 9], runs.Tokens);
        Assert.Equal([0, 1, 0, 1, 2, 0], runs.Indices);
        Assert.Equal([0, 3, 4, 6], runs.Starts);
        Assert.Equal(3, runs.Longest);
    }

    [Fact]
    public void Runs_tell_what_neighbours_begin_with() =>
        Assert.Equal([0, 2, 0, 3, 3], new TokenRuns([[1, 2, 3], [1, 2, 4], [2, 1, 4], [2, 1, 4], [2, 1, 4, 4]], 10).Common);
}
