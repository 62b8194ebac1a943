using SeqGan.Compute;
using SeqGan.Compute.Simd;
using SeqGan.Tests.Support;
using SeqGan.Text;
using static TorchSharp.torch;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class LstmWriterTests
{
    static readonly int[][] Sentences = [[], [1, 5, 6, 7, 8, 5], [2, 5, 6, 7], [4, 7, 7, 7, 7, 7], [9]];

    // Every prefix of every sentence, some with many copies: more drafts than one slice of work has.
    static Draft[] Drafts(int time, int copies) =>
    [
        .. from sentence in Enumerable.Range(0, Sentences.Length)
           from prefix in Enumerable.Range(0, Math.Min(Sentences[sentence].Length + 1, time))
           from copy in Enumerable.Range(0, copies)
           select new Draft(sentence, Sentences[sentence].AsSpan(0, prefix), KeyedRandom.Key(KeyedRandom.Key(1, sentence, prefix), copy), time),
    ];

    static int[][] Write(Policy policy, double temperature, Action<LstmWriter, Draft[]> complete, int copies = 13)
    {
        var drafts = Drafts(policy.Shape.Time, copies);
        using var writer = (LstmWriter)policy.Writer(temperature);
        complete(writer, drafts);
        return [.. drafts.Select(draft => draft.ToArray())];
    }

    static int[][] ByTensors(Policy policy, double temperature)
    {
        var drafts = Drafts(policy.Shape.Time, copies: 13);
        policy.Kernels = false;
        using var writer = policy.Writer(temperature);
        Assert.IsType<TensorWriter>(writer);
        writer.Complete(Sentences, drafts);
        policy.Kernels = true;
        return [.. drafts.Select(draft => draft.ToArray())];
    }

    // Odd sizes leave tails in every loop; logits of some size make the distributions uneven.
    [Theory]
    [InlineData(11, 3, 5, -1, 1)]
    [InlineData(11, 3, 5, 10, 1)]
    [InlineData(37, 8, 17, 2, 0.7)]
    [InlineData(300, 16, 32, -1, 1.5)]
    [InlineData(613, 20, 40, 2, 1)]
    public void Kernels_write_what_tensor_operations_write(int vocabulary, int embedding, int hidden, int end, double temperature)
    {
        using var policy = Some.Policy(Some.Shape(end: end) with { Vocabulary = vocabulary, Embedding = embedding, Hidden = hidden, Impossible = [0], Unspoken = [3] });
        using (no_grad())
            foreach (var parameter in policy.parameters()) parameter.mul_(3);
        var expected = ByTensors(policy, temperature);
        Assert.Equal(expected, Write(policy, temperature, (writer, drafts) => writer.Complete<Lanes16>(Sentences, drafts)));
        Assert.Equal(expected, Write(policy, temperature, (writer, drafts) => writer.Complete<Lanes8>(Sentences, drafts)));
        Assert.Equal(expected, Write(policy, temperature, (writer, drafts) => writer.Complete<Lanes1>(Sentences, drafts)));
    }

    [Fact]
    public void Threads_and_company_change_no_token()
    {
        using var policy = Some.Policy(Some.Shape(end: 2) with { Vocabulary = 100 });
        var alone = Write(policy, 1, (writer, drafts) => writer.Complete(Sentences, drafts), copies: 200);
        var threads = Threads.Count;
        try
        {
            Threads.Use(3);
            Assert.Equal(alone, Write(policy, 1, (writer, drafts) => writer.Complete(Sentences, drafts), copies: 200));
        }
        finally
        {
            Threads.Use(threads);
        }
        Assert.Equal(alone, Write(policy, 1, (writer, drafts) =>
        {
            foreach (var draft in drafts.Reverse()) writer.Complete(Sentences, [draft]);
        }, copies: 200));
    }

    // A vocabulary that fills neither a panel nor a span, over a million draws.
    [Fact]
    public void A_million_draws_have_the_frequencies_of_the_policy()
    {
        const int Draws = 1_000_000, Vocabulary = 1001;
        using var policy = Some.Policy(Some.Shape(time: 2) with { Vocabulary = Vocabulary, Hidden = 32 });
        using var scope = NewDisposeScope();
        using (no_grad())
            foreach (var parameter in policy.parameters()) parameter.mul_(2);
        var expected = policy.Next(policy.Opening(1)).to(ScalarType.Float64).softmax(-1).data<double>().ToArray();
        var counts = new int[Vocabulary];
        foreach (var ids in SequenceSampler.Sample(policy, Draws, key: 3)) counts[ids[0]]++;
        var chiSquare = expected.Select((p, id) => Math.Pow(counts[id] - Draws * p, 2) / (Draws * p)).Sum();
        Assert.InRange(chiSquare, 865, 1145); // 1,000 degrees of freedom: three deviations of 44.7 and a little
    }
}
