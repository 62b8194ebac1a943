using System.Text.Json;
using System.Text.RegularExpressions;
using SeqGan.Cli.Tests.Support;
using SeqGan.TestSupport;

namespace SeqGan.Cli.Tests;

/// <summary>The synthetic experiment through the command.</summary>
public sealed class OracleTests : IDisposable
{
    static readonly string[] _tiny =
    [
        "oracle.vocabulary=40", "oracle.length=6", "oracle.train-samples=200", "oracle.test-samples=50", "pretrain-epochs=2", "discriminator-pretrain=1",
        "discriminator-embedding=8", "discriminator-samples=50", "filter-widths=[1,2]", "filter-counts=[4,4]", "rounds=2", "rollouts=2", "evaluation-samples=50", "threads=1",
    ];

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    Outcome Run(params string[] arguments) => Seqgan.Run(_folder.Path, arguments);

    static double NllOracle(Outcome outcome)
    {
        Assert.Equal((0, ""), (outcome.Code, outcome.Errors));
        return JsonDocument.Parse(outcome.Output).RootElement.GetProperty("metrics")[0].GetProperty("value").GetDouble();
    }

    [SkippableFact]
    public void The_published_oracle_scores_the_rows_of_the_reference()
    {
        var reference = File.ReadLines(Repository.SharedCorpus("oracle/reference_nll.txt")).Select(line => line.Split('\t')).ToArray();
        var oracle = Repository.SharedCorpus("oracle");
        foreach (var row in reference)
        {
            var file = _folder.Write("row.txt", row[0]);
            Assert.Equal(double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture), NllOracle(Run("evaluate", file, "--format", "ids", "--metric", "nll-oracle", "--oracle", oracle, "--json")), 1e-4);
        }
    }

    [SkippableFact]
    public void Its_own_sequences_score_their_published_mean() =>
        Assert.Equal(5.7563, NllOracle(Run("evaluate", Repository.SharedCorpus("oracle/oracle_train.txt"), "--format", "ids", "--oracle", Repository.SharedCorpus("oracle"), "--json")), 1e-3);

    [Fact]
    public void A_run_ends_with_its_controls_beside_it_and_its_oracle_scores_its_samples()
    {
        var outcome = Run(["train", "oracle", "--out", "run", "--set", "controls=true", .. _tiny]);
        Assert.Equal(0, outcome.Code);
        Assert.Matches(@"(?m)^metric +MLE +SeqGAN +constant +shuffled$", outcome.Output);
        Assert.Matches(@"(?m)^shuffled reward +\d+\.\d{4} +\d+\.\d{4} +", outcome.Output);
        foreach (var file in new[] { "curves.svg", "frontier.svg", "frontier.csv" }) Assert.True(File.Exists(_folder.File("run/" + file)), file);

        File.WriteAllText(_folder.File("ids.txt"), Run("generate", "run", "-n", "30", "--format", "ids").Output);
        Assert.InRange(NllOracle(Run("evaluate", "ids.txt", "--format", "ids", "--oracle", "run/oracle", "--json")), 1, 30);
        Assert.Contains("nll-oracle", Run("evaluate", "run", "--samples", "20").Output);

        // As if another version had drawn.
        var environment = _folder.File("run/environment.json");
        File.WriteAllText(environment, Regex.Replace(File.ReadAllText(environment), "(\"sha256 of draws\": \")[0-9a-f]+", "${1}" + new string('0', 64)));
        Run("evaluate", "run", "--verdicts").AssertRefused("what the oracle draws is not what", "take the version of seqgan that drew it, or train anew");
        Run("train", "run", "--resume").AssertRefused("what the oracle draws is not what", "take the version of seqgan that drew it, or train anew");
    }

    [Fact]
    public void What_does_not_fit_is_said_in_one_line()
    {
        _folder.Write("ids.txt", "1 2 3");
        Directory.CreateDirectory(_folder.File("empty"));
        Run("evaluate", "ids.txt", "--format", "ids", "--metric", "nll-oracle").AssertRefused("nll-oracle needs an oracle; give its folder with --oracle");
        Run("evaluate", "ids.txt", "--oracle", "empty").AssertRefused("--oracle scores ids; add --format ids");
        Run("evaluate", "ids.txt", "--format", "ids", "--oracle", "empty").AssertRefused("00_embeddings.npy is missing");
        Run("evaluate", "ids.txt", "--format", "ids", "--oracle", "nowhere").AssertRefused("nowhere is no folder");
        Run("train", "oracle", "--set", "oracle.weights=nowhere").AssertRefused("oracle.weights: there is no folder nowhere");
        Run("train", "oracle", "--set", "oracle.vocabulary=1").AssertRefused("oracle.vocabulary is 1; give 2 or more");
        Run("train", "oracle", "--set", "oracle.lenght=9").AssertRefused("there is no setting 'oracle.lenght'; did you mean 'oracle.length'?");
    }

    [Fact]
    public void An_id_that_the_oracle_does_not_know_is_named_with_its_line()
    {
        Assert.Equal(0, Run(["train", "oracle", "--out", "run", "--set", "rounds=0", "discriminator-pretrain=0", .. _tiny.Where(setting => !setting.StartsWith("rounds") && !setting.StartsWith("discriminator-pretrain"))]).Code);
        _folder.Write("ids.txt", "1 2 3", "4 40 5");
        Run("evaluate", "ids.txt", "--format", "ids", "--oracle", "run/oracle").AssertRefused("ids.txt: line 2", "'40' at column 3 is no id; give integers from 0 to 39");
    }
}
