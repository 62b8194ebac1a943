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
        return [.. drafts.Select(draft => draft.Written())];
    }

    static int[][] ByTensors(Policy policy, double temperature)
    {
        var drafts = Drafts(policy.Shape.Time, copies: 13);
        policy.Kernels = false;
        using var writer = policy.Writer(temperature);
        Assert.IsType<TensorWriter>(writer);
        writer.Complete(Sentences, drafts);
        policy.Kernels = true;
        return [.. drafts.Select(draft => draft.Written())];
    }

    // So cold that only the likeliest token is left: both ways write the same sequences from all beginnings. Odd sizes leave tails in every loop.
    [Theory]
    [InlineData(11, 3, 5, -1)]
    [InlineData(11, 3, 5, 10)]
    [InlineData(37, 8, 17, 2)]
    [InlineData(300, 16, 32, -1)]
    [InlineData(613, 20, 40, 2)]
    public void Kernels_find_what_tensor_operations_find_likeliest(int vocabulary, int embedding, int hidden, int end)
    {
        const double Cold = 1e-5;
        using var policy = Steep(vocabulary, embedding, hidden, end);
        var expected = ByTensors(policy, Cold);
        Assert.Equal(expected, Write(policy, Cold, (writer, drafts) => writer.Complete<Lanes16>(Sentences, drafts)));
        Assert.Equal(expected, Write(policy, Cold, (writer, drafts) => writer.Complete<Lanes8>(Sentences, drafts)));
        Assert.Equal(expected, Write(policy, Cold, (writer, drafts) => writer.Complete<Lanes1>(Sentences, drafts)));
    }

    // ln p of what is drawn, less its mean -H, summed over the tokens of a draft: 0 on average, whatever the tokens before. Libtorch has both numbers.
    [Theory]
    [InlineData(11, 3, 5, -1, 1)]
    [InlineData(37, 8, 17, 2, 0.7)]
    [InlineData(300, 16, 32, -1, 1.5)]
    [InlineData(613, 20, 40, 2, 1)]
    public void Tokens_are_as_likely_as_the_policy_says(int vocabulary, int embedding, int hidden, int end, double temperature)
    {
        const int Copies = 300;
        using var policy = Steep(vocabulary, embedding, hidden, end);
        var written = Write(policy, temperature, (writer, drafts) => writer.Complete(Sentences, drafts), Copies);
        Assert.Equal(written, Write(policy, temperature, (writer, drafts) => writer.Complete<Lanes8>(Sentences, drafts), Copies));
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var time = policy.Shape.Time;
        var inputs = tensor(written.SelectMany(ids => ids.SkipLast(ids.Length == time ? 1 : 0).Prepend(policy.Shape.Begin).Concat(new int[time]).Take(time)).Select(id => (long)id).ToArray(), written.Length, time);
        var likelihoods = (policy.Spoken(inputs).to(ScalarType.Float64) / temperature).log_softmax(-1); // [drafts * time, vocab]
        var entropies = (likelihoods * -likelihoods.exp()).sum(-1).data<double>().ToArray(); // [drafts * time]
        var chosen = likelihoods.data<double>().ToArray();
        var (sum, squares, beginnings) = (0.0, 0.0, Drafts(time, Copies));
        for (var i = 0; i < written.Length; i++)
        {
            var one = 0.0;
            for (var t = beginnings[i].Length; t < written[i].Length; t++) one += chosen[((i * time) + t) * vocabulary + written[i][t]] + entropies[i * time + t];
            (sum, squares) = (sum + one, squares + one * one);
        }
        Assert.InRange(sum / Math.Sqrt(squares), -3.5, 3.5);
        Assert.InRange(squares / written.Length, 0.01, 20); // there is something to be wrong about
    }

    static Policy Steep(int vocabulary, int embedding, int hidden, int end)
    {
        var policy = Some.Policy(Some.Shape(end: end) with { Vocabulary = vocabulary, Embedding = embedding, Hidden = hidden, Impossible = [0], Unspoken = [3] });
        using var noGrad = no_grad();
        foreach (var parameter in policy.parameters()) parameter.mul_(3);
        return policy;
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
