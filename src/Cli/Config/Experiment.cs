using System.Globalization;
using System.Text;
using SeqGan.Data;
using SeqGan.Text;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Cli.Config;

/// <summary>An experiment with every setting resolved: each key belongs to one property of one of these records.</summary>
internal sealed record Experiment(ExperimentOptions Options, CorpusOptions Corpus, OracleOptions Oracle, SeqGanOptions Game, TrainerOptions Trainer)
{
    /// <summary>The records whose properties are the keys.</summary>
    public static IReadOnlyList<Type> Records { get; } = [typeof(ExperimentOptions), typeof(CorpusOptions), typeof(OracleOptions), typeof(SeqGanOptions), typeof(TrainerOptions)];

    /// <summary>Binds and checks the settings of an experiment.</summary>
    /// <param name="settings">All of them.</param>
    /// <param name="folder">The folder of the experiment's file; files are looked up there after the current one.</param>
    /// <exception cref="InvalidInputException">A setting is unknown, has the wrong type or is out of range, or a file is not there.</exception>
    public static Experiment Bind(Settings settings, string folder)
    {
        Binder.RefuseUnknown(settings, Records);
        var options = Binder.Bind<ExperimentOptions>(settings);
        var corpus = Binder.Bind<CorpusOptions>(settings);
        var oracle = Binder.Bind<OracleOptions>(settings);
        string Path(string key, string value) => value.Length == 0 ? "" : DataFiles.Locate(key, value, folder, settings.Find(key)?.Place);
        var experiment = new Experiment(
            options with { Data = Path("data", options.Data) },
            corpus with { Valid = Path("valid", corpus.Valid), Test = Path("test", corpus.Test) },
            oracle with { Weights = oracle.Weights.Length == 0 ? "" : DataFiles.LocateFolder("oracle.weights", oracle.Weights, folder) },
            Binder.Bind<SeqGanOptions>(settings),
            Binder.Bind<TrainerOptions>(settings));
        foreach (var validate in new[] { experiment.Options.Validate, experiment.Corpus.Validate, experiment.Oracle.Validate, experiment.Game.Validate, experiment.Trainer.Validate })
            Validate(validate, settings);
        return experiment;
    }

    // The records do not know where their values come from. Their messages begin with the key.
    static void Validate(Action validate, Settings settings)
    {
        try
        {
            validate();
        }
        catch (InvalidInputException error) when (settings.Find(error.Message.Split(' ')[0]) is { } setting)
        {
            throw new InvalidInputException($"{error.Message} ({setting.Place})", error);
        }
    }

    /// <summary>The experiment of which a run is the outcome.</summary>
    /// <exception cref="InvalidInputException">The run's config.yaml is damaged, or its corpus is not there any more.</exception>
    public static Experiment Of(RunDirectory run)
    {
        var config = run.Resolve("config.yaml");
        if (!File.Exists(config)) throw new InvalidInputException($"{config} is not there: an imported run has no settings and no corpus; generate lines, and evaluate them against a file of your own");
        var settings = YamlSettings.Read(config, config);
        if (settings.Find("data") is null) throw new InvalidInputException($"{config} has no 'data': it is cut short; use an intact copy of the run");
        return Bind(settings, run.Path);
    }

    /// <summary>The corpus of which a run has learned, in the ids of its model.</summary>
    /// <exception cref="InvalidInputException">It is not there any more, not usable, or not the same.</exception>
    public static Corpus CorpusOf(RunDirectory run, TextCodec codec)
    {
        var experiment = Of(run);
        using var oracle = Text.Oracle.IsIn(run) ? Text.Oracle.Open(run) : null;
        return oracle?.Draw(experiment.Oracle) ?? experiment.ReadCorpus(run, codec);
    }

    /// <summary>Reads the corpus, learning its vocabulary.</summary>
    public Corpus ReadCorpus() => Options.Format == TextFormat.Ids
        ? Data.Corpus.ReadIds(Options.Data, Corpus)
        : Data.Corpus.Read(Options.Data, Tokenizers.Create(Options.Tokenizer, Options.Lowercase), Corpus);

    /// <summary>Reads the corpus of a run again, in the ids of its model.</summary>
    /// <exception cref="InvalidInputException">It is not what the run was trained on: what is held out now may have been learned.</exception>
    public Corpus ReadCorpus(RunDirectory run, TextCodec codec)
    {
        var corpus = Data.Corpus.Read(Options.Data, codec, Corpus);
        RequireTrainedOn(run, corpus, Options.Data);
        return corpus;
    }

    /// <summary>Refuses a corpus that is not what a run was trained on.</summary>
    /// <exception cref="InvalidInputException">Its hash differs.</exception>
    public static void RequireTrainedOn(RunDirectory run, Corpus corpus, string data)
    {
        if (!Hashes(run.Provenance).SetEquals(Hashes(corpus.Provenance)))
            throw new InvalidInputException($"{data} is not what {run.Path} was trained on: it has another sha256 than environment.json says; bring the old file back, or train anew");
    }

    static HashSet<string> Hashes(IReadOnlyDictionary<string, string> facts) =>
        [.. facts.Where(fact => fact.Key.StartsWith("sha256 of ", StringComparison.Ordinal)).Select(fact => fact.Value)];

    /// <summary>Where the tensors live.</summary>
    /// <exception cref="InvalidInputException">There is no such device.</exception>
    public torch.Device TorchDevice()
    {
        if (Options.Device == Device.Cuda && !torch.cuda.is_available())
            throw new InvalidInputException("device is cuda, but libtorch finds no CUDA device here; use cpu, or a CUDA build of libtorch");
        return torch.device(Options.Device == Device.Cuda ? "cuda" : "cpu");
    }

    /// <summary>Every key with its value, as a file that trains the same again.</summary>
    public string ToYaml()
    {
        var yaml = new StringBuilder("# Every setting of this run; 'seqgan train' with this file repeats it.\n");
        foreach (var (key, value) in Values()) yaml.Append(CultureInfo.InvariantCulture, $"{key}: {value}\n");
        return yaml.ToString();
    }

    /// <summary>Every key with its value as it is written in a file.</summary>
    public IEnumerable<(string Key, string Value)> Values() =>
        new object[] { Options, Corpus, Oracle, Game, Trainer }.SelectMany(record => Keys.Properties(record.GetType()).Select(property => (Keys.Of(property), Binder.Text(property, record))));
}
