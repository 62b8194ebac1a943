using SeqGan.Cli.Config;
using SeqGan.Tokenization;

namespace SeqGan.Cli.Tests.Config;

public sealed class ExperimentTests : IDisposable
{
    readonly Support.TemporaryFolder _folder = new();

    public ExperimentTests() => _folder.Write("lines.txt", "a b", "c d");

    public void Dispose() => _folder.Dispose();

    Experiment Bind(string yaml) => Experiment.Bind(YamlSettings.Parse(new StringReader(yaml), "x.yaml"), _folder.Path);

    [Theory]
    [InlineData(false, "discriminator-l2")]
    [InlineData(true, "critic-steps")]
    public void Each_key_belongs_to_one_property_of_one_record(bool images, string known)
    {
        string[] keys = [.. (images ? ImageExperiment.Defaults : TextExperiment.Defaults).SelectMany(record => Keys.Properties(record.GetType())).Select(Keys.Of)];
        Assert.Equal(keys.Distinct(), keys);
        Assert.Contains(known, keys);
    }

    [Fact]
    public void An_image_experiment_knows_no_settings_of_text_and_the_other_way_round()
    {
        Assert.IsType<ImageExperiment>(Bind("gan: gan\ndata: shapes\nloss: wgan-gp"));
        Assert.Contains("there is no setting 'rollouts'", Assert.Throws<InvalidInputException>(() => Bind("gan: gan\ndata: shapes\nrollouts: 3")).Message);
        Assert.Contains("there is no setting 'penalty'", Assert.Throws<InvalidInputException>(() => Bind("data: lines.txt\npenalty: 3")).Message);
    }

    [Fact]
    public void The_resolved_configuration_binds_to_the_same_experiment()
    {
        var first = (TextExperiment)Bind("data: lines.txt\nrollouts: 3\nfilter-widths: [1, 2]\nfilter-counts: 4, 5\npolicy-rate: 0.1\nlong-lines: cut\nevaluate-every: 2\ndevice: cpu\n");
        var again = (TextExperiment)Bind(first.ToYaml());
        Assert.Equal(first.ToYaml(), again.ToYaml());
        Assert.Equal((3, 0.1, 2), (again.Game.Rollouts, again.Game.PolicyRate, again.Trainer.EvaluateEvery));
        Assert.Equal([4, 5], again.Game.FilterCounts);
    }

    [Theory]
    [InlineData("", "bf16", "fp32")]
    [InlineData("precision: bf16\n", "bf16", "bf16")]
    [InlineData("device: cuda\n", "fp32", "fp32")]
    public void The_resolved_configuration_says_which_precision_auto_was(string yaml, string first, string second) =>
        Assert.Contains(Bind("data: lines.txt\n" + yaml).Values().Single(one => one.Key == "precision").Value, new[] { first, second });

    [Fact]
    public void A_file_is_found_beside_the_experiment() => Assert.Equal(_folder.File("lines.txt"), Bind("data: lines.txt").Options.Data);

    [Fact]
    public void A_folder_of_texts_is_found_too() => Assert.Equal(_folder.Path, Path.TrimEndingDirectorySeparator(Bind($"data: ../{Path.GetFileName(_folder.Path)}/").Options.Data));

    [Fact]
    public void A_file_that_comes_with_the_program_is_found() => Assert.True(Path.IsPathRooted(Bind("data: corpora/quatrains.txt").Options.Data));

    [Theory]
    [InlineData("data: nowhere.txt", "data: there is no file nowhere.txt")]
    [InlineData("data: lines.txt\nvalid: nowhere.txt", "valid: there is no file nowhere.txt, neither below the current folder nor beside the experiment; check the path (x.yaml:2)")]
    [InlineData("data: lines.txt\ncolumn: 0", "column is '0'; give a name of the header row, or a number from 1")]
    [InlineData("data: lines.txt\ndata-format: xml", "data-format: 'xml' is not one of auto, lines, jsonl, csv, tsv (x.yaml:2)")]
    [InlineData("rounds: 1", "give a file with --data")]
    [InlineData("data: lines.txt\ngan: leakgan\nrollouts: 3", "gan is 'leakgan'; give seqgan, or for images gan, cgan")]
    [InlineData("gan: gan", "this experiment brings no images; give shapes, or a folder")]
    [InlineData("gan: gan\ndata: shapes\nloss: hinged", "loss: 'hinged' is not one of minimax, non-saturating, least-squares, wgan, wgan-gp, dragan, hinge, loss-sensitive (x.yaml:3)")]
    [InlineData("gan: vae\ndata: shapes\nloss: wgan-gp", "loss is nothing that gan=vae has a use for; leave it out (x.yaml:3)")]
    [InlineData("gan: gan\ndata: shapes\ndiversity: 0.6", "diversity is nothing that gan=gan has a use for; leave it out (x.yaml:3)")]
    [InlineData("gan: gan\ndata: shapes\nwidth: 0", "width is 0; give 1 to 65536 (x.yaml:3)")]
    [InlineData("data: lines.txt\ntokenizer: bpe", "there is no tokenizer 'bpe'")]
    [InlineData("data: lines.txt\nthreads: -1", "threads is -1")]
    [InlineData("data: lines.txt\nrollouts: 0", "rollouts is 0; give 1 or more")]
    [InlineData("data: lines.txt\nkeep: 0", "keep is 0")]
    public void What_cannot_be_used_is_refused_in_one_line(string yaml, string message)
    {
        var error = Assert.Throws<InvalidInputException>(() => Bind(yaml));
        Assert.Contains(message, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Every_shipped_experiment_binds_and_says_what_it_is()
    {
        var names = ExperimentFiles.Shipped().ToArray();
        Assert.Equal(["acgan", "attribute", "began", "bigan", "captions", "cgan", "classifier", "dcgan", "dialogues", "dragan", "gan", "infogan", "lapgan", "lsgan", "oracle", "oracle-small", "poems", "quatrains", "ring", "semigan", "sngan", "speech", "speeches", "vae", "wgan", "wgan-gp"], names.Select(one => one.Name));
        foreach (var (name, description) in names)
        {
            Assert.EndsWith(".", description);
            var (path, label, _) = ExperimentFiles.Find(name);
            var settings = YamlSettings.Read(path, label);
            if (settings.Find("gan") is null) settings = settings.With(new Settings([new Setting("data", _folder.File("lines.txt"), "--data")]));
            Experiment.Bind(settings, Path.GetDirectoryName(path)!);
        }
    }

    [Theory]
    [InlineData("dialogues")]
    [InlineData("quatrains")]
    [InlineData("speeches")]
    public void An_experiment_that_brings_its_corpus_needs_no_other(string name)
    {
        var (path, label, _) = ExperimentFiles.Find(name);
        Assert.True(File.Exists(Experiment.Bind(YamlSettings.Read(path, label), Path.GetDirectoryName(path)!).Options.Data));
    }

    [Fact]
    public void A_resolved_configuration_is_called_like_its_run()
    {
        Directory.CreateDirectory(_folder.File("runs/mine"));
        var config = _folder.Write("runs/mine/config.yaml", "rounds: 1");
        Assert.Equal("mine", ExperimentFiles.Find(_folder.File(config)).Name);
    }
}
