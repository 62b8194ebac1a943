using SeqGan.Cli.Jobs;
using SeqGan.Data;
using SeqGan.Text;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Cli.Config;

/// <summary>SeqGAN on text or ids.</summary>
internal sealed record TextExperiment(ExperimentOptions Options, TextOptions Text, CorpusOptions Corpus, OracleOptions Oracle, SeqGanOptions Game, TrainerOptions Trainer)
    : Experiment(Options, Trainer)
{
    /// <summary>The records with their defaults.</summary>
    public static IReadOnlyList<object> Defaults { get; } = [new ExperimentOptions(), new TextOptions(), new CorpusOptions(), new OracleOptions(), new SeqGanOptions(), new TrainerOptions()];

    protected override IReadOnlyList<object> Records => [Options, Text, Corpus, Oracle, Game, Trainer];

    /// <summary>What the settings say.</summary>
    public static TextExperiment Of(Settings settings, ExperimentOptions options) => new(
        options, Binder.Bind<TextOptions>(settings), Binder.Bind<CorpusOptions>(settings), Binder.Bind<OracleOptions>(settings), Binder.Bind<SeqGanOptions>(settings), Binder.Bind<TrainerOptions>(settings));

    protected override Experiment Located(Settings settings, string folder)
    {
        string Path(string key, string value) => value.Length == 0 ? "" : DataFiles.Locate(key, value, folder, settings.Find(key)?.Place);
        var located = this with
        {
            Options = Options with { Data = Path("data", Options.Data) },
            Corpus = Corpus with { Valid = Path("valid", Corpus.Valid), Test = Path("test", Corpus.Test) },
            Game = Game.On(Options.Device == Device.Cuda ? DeviceType.CUDA : DeviceType.CPU), // config.yaml says what auto was
            Oracle = Oracle with { Weights = Oracle.Weights.Length == 0 ? "" : DataFiles.LocateFolder("oracle.weights", Oracle.Weights, folder) },
        };
        Validate(settings, located.Options.Validate, located.RequireSource, located.Text.Validate, located.Corpus.Validate, located.Oracle.Validate, located.Game.Validate, located.Trainer.Validate);
        return located;
    }

    public override Job Prepare() => new TextJob(this);

    void RequireSource()
    {
        if (Text.Source == Source.Data && Options.Data.Length == 0) throw new InvalidInputException("this experiment brings no corpus; give a file with --data, or a folder of files");
    }

    /// <summary>The experiment of which a run is the outcome.</summary>
    /// <exception cref="InvalidInputException">The run's config.yaml is damaged, or its corpus is not there any more.</exception>
    public static TextExperiment Of(RunDirectory run) =>
        Experiment.Of(run) as TextExperiment ?? throw new InvalidInputException($"{run.Path} is a run of an image GAN; its samples/ have the pictures");

    /// <summary>The corpus of which a run has learned, in the ids of its model.</summary>
    /// <exception cref="InvalidInputException">It is not there any more, not usable, or not the same.</exception>
    public static Corpus CorpusOf(RunDirectory run, TextCodec codec)
    {
        var experiment = Of(run);
        using var oracle = SeqGan.Text.Oracle.IsIn(run) ? SeqGan.Text.Oracle.Open(run) : null;
        return oracle is not null ? experiment.Redraw(run, oracle) : experiment.ReadCorpus(run, codec);
    }

    /// <summary>The corpus of a run: drawn from its oracle, or read again in the ids of its model.</summary>
    /// <exception cref="InvalidInputException">The run has no generator, or its corpus is not what it was trained on.</exception>
    public Corpus CorpusOf(RunDirectory run, Oracle? oracle)
    {
        if (oracle is not null) return Redraw(run, oracle);
        using var generator = TextGenerator.Open(run);
        return ReadCorpus(run, generator.Codec);
    }

    Corpus Redraw(RunDirectory run, Oracle oracle)
    {
        var corpus = oracle.Draw(Oracle);
        RequireTrainedOn(run, corpus.Provenance, Options.Data);
        return corpus;
    }

    /// <summary>Reads the corpus, learning its vocabulary.</summary>
    public Corpus ReadCorpus() => Text.Format == TextFormat.Ids
        ? Data.Corpus.ReadIds(Options.Data, Corpus)
        : Data.Corpus.Read(Options.Data, Tokenizers.Create(Text.Tokenizer, Text.Lowercase), Corpus);

    /// <summary>Reads the corpus of a run again, in the ids of its model.</summary>
    /// <exception cref="InvalidInputException">It is not what the run was trained on: what is held out now may have been learned.</exception>
    public Corpus ReadCorpus(RunDirectory run, TextCodec codec)
    {
        var corpus = Data.Corpus.Read(Options.Data, codec, Corpus);
        RequireTrainedOn(run, corpus.Provenance, Options.Data);
        return corpus;
    }

    /// <summary>Refuses a corpus that is not what a run was trained on.</summary>
    /// <exception cref="InvalidInputException">Its hash differs.</exception>
    public static void RequireTrainedOn(RunDirectory run, IReadOnlyDictionary<string, string> provenance, string data)
    {
        if (Hashes(run.Provenance).SetEquals(Hashes(provenance))) return;
        var (what, remedy) = provenance.ContainsKey("oracle") ? ("what the oracle draws", "take the version of seqgan that drew it") : (data, "bring the old file back");
        throw new InvalidInputException($"{what} is not what {run.Path} was trained on: it has another sha256 than environment.json says; {remedy}, or train anew");
    }

    static HashSet<string> Hashes(IReadOnlyDictionary<string, string> facts) =>
        [.. facts.Where(fact => fact.Key.StartsWith("sha256 of ", StringComparison.Ordinal)).Select(fact => fact.Value)];
}
