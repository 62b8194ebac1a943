using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Tests.Text;

[Collection(OneAtATime.Name)]
public sealed class TextDiscriminatorTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    RunDirectory Train(NetworkKind discriminator)
    {
        // An untrained policy's noise is soon told from lines with structure.
        using var game = new SeqGanGame(Some.Corpus(_folder), Some.Tiny with
        {
            Discriminator = discriminator,
            DiscriminatorHidden = 16,
            PretrainEpochs = 0,
            DiscriminatorPretrain = 20,
            DiscriminatorRate = 1e-2,
            Rounds = 0,
        });
        new Trainer(game, _folder["run"], new TrainerOptions { EvaluateEvery = 0 }).Run();
        return RunDirectory.Open(_folder["run"]);
    }

    [Theory]
    [InlineData(NetworkKind.Rnn)]
    [InlineData(NetworkKind.Cnn)]
    public void The_opened_discriminator_of_a_run_tells_real_lines_from_noise(NetworkKind kind)
    {
        var run = Train(kind);
        var corpus = Some.Corpus(_folder);
        using var discriminator = TextDiscriminator.Open(run);
        using var generator = TextGenerator.Open(run);
        Assert.Equal(kind, discriminator.Discriminator.Shape.Kind);
        int[][] real = [.. Enumerable.Range(0, 100).Select(i => corpus.Train[i])], fake = [.. generator.GenerateIds(600)];
        var verdicts = discriminator.Verdicts([.. real, .. fake]);
        Assert.All(verdicts, verdict => Assert.InRange(verdict, 0, 1));
        Assert.InRange(verdicts[..100].Average(), 0.75, 1);
        Assert.InRange(verdicts[100..].Average(), 0, 0.25);
        Assert.All(verdicts.Zip(discriminator.Verdicts(real)), pair => Assert.Equal(pair.First, pair.Second, 1e-5)); // no dropout, no company
    }

    [Fact]
    public void Sequences_that_it_cannot_read_are_refused()
    {
        using var discriminator = TextDiscriminator.Open(Train(NetworkKind.Cnn));
        Assert.Empty(discriminator.Verdicts([]));
        var (time, vocabulary) = (discriminator.Discriminator.Shape.Time, discriminator.Discriminator.Shape.Vocabulary);
        foreach (var bad in new int[][] { [], new int[time + 1], [vocabulary], [-1] })
            Assert.Throws<ArgumentException>(() => discriminator.Verdicts([new int[time], bad]));
    }

    [Fact]
    public void A_damaged_run_is_bad_input()
    {
        var run = Train(NetworkKind.Rnn);
        var (shape, path) = (File.ReadAllText(_folder["run/discriminator.json"]), _folder["run/discriminator.json"]);
        Assert.Contains("\"kind\": \"rnn\"", shape, StringComparison.Ordinal);
        string[] damaged =
        [
            "", "{", "null", "[]", "7", shape[..^5], shape.Replace("\"rnn\"", "\"lstm\""), shape.Replace("\"rnn\"", "1"), shape.Replace("\"hidden\": 16", "\"hidden\": -16"),
            shape.Replace("\"kind\"", "\"sort\""), shape.Replace("\"time\"", "\"Time\""), shape.Replace("\"filterWidths\": [", "\"filterWidths\": null, \"f\": ["),
            shape.Replace("\"hidden\": 16", "\"hidden\": 17"), shape.Replace("\"rnn\"", "\"cnn\""),
        ];
        foreach (var text in damaged)
        {
            Assert.NotEqual(shape, text);
            File.WriteAllText(path, text);
            Assert.StartsWith(_folder["run"], Assert.Throws<InvalidInputException>(() => TextDiscriminator.Open(run)).Message, StringComparison.Ordinal);
        }
        File.Delete(path);
        Assert.StartsWith(path, Assert.Throws<InvalidInputException>(() => TextDiscriminator.Open(run)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_generator_saved_before_there_were_kinds_is_recurrent()
    {
        var run = Train(NetworkKind.Cnn);
        var (model, path) = (File.ReadAllText(_folder["run/model.json"]), _folder["run/model.json"]);
        using var before = TextGenerator.Open(run);
        File.WriteAllText(path, model.Replace("\"kind\": \"rnn\",", ""));
        Assert.NotEqual(model, File.ReadAllText(path));
        using var after = TextGenerator.Open(run);
        Assert.Equal(before.Generate(20), after.Generate(20));
        File.WriteAllText(path, model.Replace("\"begin\": 1", "\"begin\": 1000"));
        Assert.StartsWith(path, Assert.Throws<InvalidInputException>(() => TextGenerator.Open(run)).Message, StringComparison.Ordinal);
    }
}
