using System.Globalization;
using System.Text;
using SeqGan.Cli.Jobs;
using SeqGan.Compute;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Cli.Config;

/// <summary>An experiment with every setting resolved: each key belongs to one property of one of its records.</summary>
internal abstract record Experiment(ExperimentOptions Options, TrainerOptions Trainer)
{
    /// <summary>The records whose properties are the keys, in the order they are written.</summary>
    protected abstract IReadOnlyList<object> Records { get; }

    /// <summary>Binds and checks the settings of an experiment.</summary>
    /// <param name="settings">All of them.</param>
    /// <param name="folder">The folder of the experiment's file; files are looked up there after the current one.</param>
    /// <exception cref="InvalidInputException">A setting is unknown, has the wrong type or is out of range, or a file is not there.</exception>
    public static Experiment Bind(Settings settings, string folder) => Resolve(settings).Located(settings, folder);

    /// <summary>The experiment of which a run is the outcome.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">Other data than the run's; null: those.</param>
    /// <exception cref="InvalidInputException">The run's config.yaml is damaged, or its data are not there any more.</exception>
    public static Experiment Of(RunDirectory run, string? data = null)
    {
        var config = run.Resolve("config.yaml");
        if (!File.Exists(config)) throw new InvalidInputException($"{config} is not there: an imported run has no settings and no corpus; generate lines, and evaluate them against a file of your own");
        var settings = YamlSettings.Read(config, config);
        if (settings.Find("data") is null) throw new InvalidInputException($"{config} has no 'data': it is cut short; use an intact copy of the run");
        return Bind(data is null ? settings : settings.With(new Settings([new Setting("data", data, "--data")])), run.Path);
    }

    /// <summary>As <see cref="Bind"/>, without a look at files and ranges: what the settings say.</summary>
    /// <exception cref="InvalidInputException">A setting is unknown or has the wrong type.</exception>
    public static Experiment Resolve(Settings settings)
    {
        var options = Binder.Bind<ExperimentOptions>(settings);
        Validate(settings, options.RequireGan);
        Experiment experiment = options.Gan switch
        {
            ExperimentOptions.SeqGan => TextExperiment.Of(settings, options),
            ExperimentOptions.Classifier => ClassifierExperiment.Of(settings, options),
            _ => ImageExperiment.Of(settings, options),
        };
        Binder.RefuseUnknown(settings, experiment.Records.Select(record => record.GetType()));
        return experiment;
    }

    /// <summary>Finds the files and checks the ranges.</summary>
    protected abstract Experiment Located(Settings settings, string folder);

    /// <summary>Reads the data and builds the game.</summary>
    /// <exception cref="InvalidInputException">The data are not usable, or do not fit the settings.</exception>
    public abstract Job Prepare();

    // The records do not know where their values come from. Their messages begin with the key.
    protected static void Validate(Settings settings, params ReadOnlySpan<Action> validations)
    {
        foreach (var validate in validations)
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
    }

    /// <summary>Where the tensors live.</summary>
    /// <exception cref="InvalidInputException">There is no such device.</exception>
    public torch.Device TorchDevice()
    {
        if (Options.Device == Device.Cuda && !torch.cuda.is_available())
            throw new InvalidInputException("device is cuda, but libtorch finds no CUDA device here; use cpu, or a CUDA build of libtorch");
        return torch.device(Options.Device == Device.Cuda ? "cuda" : "cpu");
    }

    /// <summary>Sets the threads of native code for the process.</summary>
    /// <returns>How many it is now.</returns>
    public int UseThreads() => Threads.Use(Options.Threads == 0 ? null : Options.Threads);

    /// <summary>Every key with its value, as a file that trains the same again.</summary>
    public string ToYaml()
    {
        var yaml = new StringBuilder("# Every setting of this run; 'seqgan train' with this file repeats it.\n");
        foreach (var (key, value) in Values()) yaml.Append(CultureInfo.InvariantCulture, $"{key}: {value}\n");
        return yaml.ToString();
    }

    /// <summary>Every key with its value as it is written in a file.</summary>
    public IEnumerable<(string Key, string Value)> Values() =>
        Records.SelectMany(record => Keys.Properties(record.GetType()).Select(property => (Keys.Of(property), Binder.Text(property, record))));
}
