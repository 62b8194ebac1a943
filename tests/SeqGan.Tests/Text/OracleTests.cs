using System.Globalization;
using SeqGan.Data;
using SeqGan.Formats;
using SeqGan.Reports;
using SeqGan.Tests.Support;
using SeqGan.TestSupport;
using SeqGan.Text;
using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class OracleTests : IDisposable
{
    static readonly OracleOptions _small = new() { Vocabulary = 30, Embedding = 4, Hidden = 5, Length = 6, TrainSamples = 40, TestSamples = 20 };

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void The_published_oracle_scores_the_reference_sequences_token_by_token()
    {
        var file = Repository.SharedCorpus("oracle/reference_nll.txt");
        using var oracle = Oracle.Load(Path.GetDirectoryName(file)!);
        foreach (var fields in File.ReadLines(file).Select(line => line.Split('\t')))
        {
            int[] ids = [.. fields[0].Split(' ').Select(int.Parse)];
            double[] expected = [.. fields[1].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            for (var length = 1; length <= ids.Length; length++)
                Assert.Equal(expected[..length].Average(), oracle.NatsPerToken([ids[..length]]), 1e-4);
        }
    }

    [Fact]
    public void A_matrix_that_no_array_holds_is_refused()
    {
        var refusal = Assert.Throws<InvalidInputException>(() => OracleWeights.Random(5_000_000, 512, 8, seed: 1));
        Assert.Contains("make a matrix of 2560000000 numbers", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void What_is_drawn_from_the_published_oracle_scores_as_its_own_sequences_do()
    {
        var folder = Repository.SharedCorpus("oracle");
        var options = new OracleOptions { Weights = folder, TrainSamples = 2000, TestSamples = 2 };
        using var oracle = Oracle.Create(options);
        var corpus = oracle.Draw(options);
        // One sequence's mean has a deviation of 0.53 (standard error 0.0053 over 10,000); four standard errors of 2,000.
        Assert.InRange(oracle.NatsPerToken([.. Enumerable.Range(0, 2000).Select(i => corpus.Train[i])]), 5.756 - 0.048, 5.756 + 0.048);
    }

    [Fact]
    public void A_drawn_oracle_is_a_function_of_its_seed_and_its_numbers_are_normal()
    {
        using var one = Oracle.Create(_small);
        using var same = Oracle.Create(_small);
        using var other = Oracle.Create(_small with { Seed = 2 });
        Assert.Equal(one.Fingerprint, same.Fingerprint);
        Assert.NotEqual(one.Fingerprint, other.Fingerprint);

        var numbers = NpyFile.Read(new MemoryStream(Bytes(Oracle.Create(new OracleOptions { Vocabulary = 5000 }), "oracle/13_Wo.npy"))).Values; // 160,000 of N(0, 1)
        Assert.InRange(numbers.Average(), -0.01, 0.01);
        Assert.InRange(numbers.Average(value => (double)value * value), 0.985, 1.015);
        Assert.InRange(numbers.Average(value => Math.Pow(value, 4)), 2.9, 3.1);
    }

    [Fact]
    public void A_run_keeps_the_oracle_and_a_copy_scores_the_same()
    {
        using var oracle = Oracle.Create(_small);
        using var game = new SeqGanGame(oracle.Draw(_small), Some.Tiny with { PretrainEpochs = 1, DiscriminatorPretrain = 0, Rounds = 0 }, oracle: oracle);
        new Trainer(game, _folder["run"]).Run();
        var run = RunDirectory.Open(_folder["run"]);
        Assert.True(Oracle.IsIn(run));
        using var copy = Oracle.Open(run);
        int[][] rows = [[1, 2, 3, 4, 5, 6], [29, 0, 0, 1, 7, 7]];
        Assert.Equal((oracle.Fingerprint, oracle.NatsPerToken(rows)), (copy.Fingerprint, copy.NatsPerToken(rows)));
        var (drawn, again) = (oracle.Draw(_small), copy.Draw(_small)); // in the length of the options, which the copy does not know
        foreach (var i in new[] { 0, 19 }) Assert.Equal([drawn.Train[i], drawn.Test[i]], [again.Train[i], again.Test[i]]);
    }

    [Fact]
    public void What_is_drawn_does_not_tell_where_the_weights_lie()
    {
        using var oracle = Oracle.Create(_small);
        Directory.CreateDirectory(_folder["weights"]);
        foreach (var (name, write) in oracle.Artifacts)
        {
            using var stream = File.Create(_folder["weights/" + Path.GetFileName(name)]);
            write(stream);
        }
        var options = _small with { Weights = _folder["weights"] };
        using var read = Oracle.Create(options);
        Assert.Equal($"read from files, fingerprint {oracle.Fingerprint}", read.Draw(options).Provenance["oracle"]);
    }

    [Fact]
    public void Other_draws_have_another_hash()
    {
        const string Fact = "sha256 of draws";
        using var oracle = Oracle.Create(_small);
        var corpus = oracle.Draw(_small);
        var ids = new[] { corpus.Train, corpus.Valid, corpus.Test }.SelectMany(set => Enumerable.Range(0, set.Count).SelectMany(i => set[i])).SelectMany(BitConverter.GetBytes).ToArray();
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(ids)), corpus.Provenance[Fact]);
        Assert.NotEqual(corpus.Provenance[Fact], oracle.Draw(_small with { TrainSamples = 41 }).Provenance[Fact]);
    }

    [Fact]
    public void The_drawn_sets_share_no_draw_and_have_one_length()
    {
        using var oracle = Oracle.Create(_small);
        var corpus = oracle.Draw(_small);
        Assert.Equal((40, 20, 20, 6, true), (corpus.Train.Count, corpus.Valid.Count, corpus.Test.Count, corpus.Time, corpus.FixedLength));
        var all = new[] { corpus.Train, corpus.Valid, corpus.Test }.SelectMany(store => Enumerable.Range(0, store.Count).Select(i => string.Join(' ', store[i]))).ToArray();
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(all[..40], Enumerable.Range(0, 40).Select(i => string.Join(' ', oracle.Draw(_small with { TestSamples = 5 }).Train[i])));
    }

    [Theory]
    [InlineData("00_embeddings.npy", "07_Wog.npy", "01_Wi.npy has the shape (4, 5), but (5, 5) fits")]
    [InlineData("07_Wog.npy", "03_bi.npy", "07_Wog.npy has the shape (5), but (4, 5) fits")]
    [InlineData("13_Wo.npy", "03_bi.npy", "must be matrices")]
    [InlineData("14_bo.npy", null, "14_bo.npy is missing")]
    public void Weights_that_do_not_fit_together_are_refused(string file, string? replacement, string message)
    {
        using var oracle = Oracle.Create(_small);
        Directory.CreateDirectory(_folder["weights"]);
        foreach (var (name, write) in oracle.Artifacts)
        {
            using var stream = File.Create(_folder["weights/" + Path.GetFileName(name)]);
            write(stream);
        }
        File.Delete(_folder["weights/" + file]);
        if (replacement is not null) File.Copy(_folder["weights/" + replacement], _folder["weights/" + file]);
        var error = Assert.Throws<InvalidInputException>(() => Oracle.Load(_folder["weights"]));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_out_of_range_is_named() =>
        Assert.Contains("oracle.length is 1", Assert.Throws<InvalidInputException>(() => Oracle.Create(_small with { Length = 1 })).Message, StringComparison.Ordinal);

    static byte[] Bytes(Oracle oracle, string artifact)
    {
        using (oracle)
        {
            using var stream = new MemoryStream();
            oracle.Artifacts[artifact](stream);
            return stream.ToArray();
        }
    }
}
