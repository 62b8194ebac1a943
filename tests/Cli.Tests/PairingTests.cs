using System.Text.Json;
using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

/// <summary>The field's four pairings, from the corpus to generated lines.</summary>
public sealed class PairingTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public PairingTests() => TinyExperiment.Write(_folder, "rounds: 1");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rnn", "rnn")]
    [InlineData("rnn", "cnn")]
    [InlineData("cnn", "rnn")]
    [InlineData("cnn", "cnn")]
    public void A_pairing_trains_and_its_generator_writes(string generator, string discriminator)
    {
        var training = Seqgan.Run(_folder.Path, "train", "experiments/tiny.yaml", "--set", $"generator={generator}", $"discriminator={discriminator}", "discriminator-hidden=8", "--out", "run");
        Assert.Equal(0, training.Code);
        Assert.Matches(@"(?m)^nll-test +\d+\.\d{4} +\d+\.\d{4}$", training.Output);
        Assert.Equal((generator, discriminator), (Kind("model.json"), Kind("discriminator.json")));

        var lines = Seqgan.Run(_folder.Path, "generate", "run", "-n", "5").OutputLines;
        Assert.Equal(5, lines.Length);
        Assert.All(lines, line => Assert.Equal(5, line.Length));
    }

    [Fact]
    public void Another_kind_of_network_is_refused() =>
        Seqgan.Run(_folder.Path, "train", "experiments/tiny.yaml", "--set", "generator=gru").AssertRefused("generator: 'gru' is not one of rnn, cnn");

    string Kind(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(_folder.File("run/" + file)));
        return document.RootElement.GetProperty("kind").GetString()!;
    }
}
