using System.CommandLine;
using SeqGan.Cli.Config;
using SeqGan.Cli.Jobs;
using SeqGan.Cli.Output;
using SeqGan.Compute;
using SeqGan.Training;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan train</c>: an experiment with its settings, from the corpus to a run directory.</summary>
internal static class TrainCommand
{
    static readonly Argument<string> _experiment = new("experiment") { Description = "A name that 'seqgan list' shows, or a YAML file of settings." };
    static readonly Option<string> _data = new("--data") { Description = "The corpus: a file or folder of lines, JSONL, CSV or TSV in UTF-8, plain or gzip; or of images.", HelpName = "PATH" };
    static readonly Option<string[]> _set = new("--set") { Description = "Settings that override the experiment's.", HelpName = "key=value", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string> _out = new("--out") { Description = "The run directory, new or empty. Default: runs/<experiment>, or the first free of runs/<experiment>-2, -3, ...", HelpName = "DIR" };
    static readonly Option<bool> _resume = new("--resume") { Description = "Go on with the run that is there, from its newest sound checkpoint; start it where there is none yet. Its folder will do as the experiment." };
    static readonly Option<string> _device = new Option<string>("--device") { Description = "Where to train.", HelpName = "cpu|cuda" };
    static readonly Option<string> _seed = new("--seed") { Description = "The seed of every random number of the run.", HelpName = "N" };
    static readonly Option<string> _threads = new("--threads") { Description = "Threads of native code. Default: the cores that this process may use.", HelpName = "N" };

    public static Command Create()
    {
        var command = new Command("train", "Trains an experiment.") { _experiment, _data, _set, _out, _resume, _device, _seed, _threads };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        var (resume, named) = (parsed.GetValue(_resume), parsed.GetRequiredValue(_experiment));
        var own = resume && IsRun(named); // it stands for what it was started with
        var (path, label, name) = ExperimentFiles.Find(own ? Path.Combine(named, "config.yaml") : named);
        var settings = YamlSettings.Read(path, label).With(Overrides(parsed));
        var experiment = Experiment.Bind(settings, Path.GetDirectoryName(Path.GetFullPath(path))!);
        experiment.TorchDevice(); // before anything is read
        var usual = Path.Combine("runs", name);
        var directory = parsed.GetValue(_out) ?? (own ? named : resume ? Resumption.FindRun(usual) : FreeName(usual));
        if (resume)
        {
            RunDirectory.RequireResumable(directory);
            Resumption.RequireSame(experiment, directory);
        }
        else RunDirectory.RequireNew(directory);

        experiment.UseThreads();
        using var job = experiment.Prepare();
        var begun = resume && RunDirectory.IsBegun(directory);
        if (resume)
        {
            Resumption.RequireSame(job.Game.Provenance, job.Source, directory);
            Human.Say($"{(begun ? "going on with" : "no run there yet; starting")} {Human.Short(Path.GetFullPath(directory))}");
        }
        var run = resume ? RunDirectory.OpenOrCreate(directory) : RunDirectory.Create(directory);
        void WriteSettings() => WriteConfig(run, experiment.ToYaml());
        if (!begun) WriteSettings(); // those of a run stay until the trainer has accepted its settings and data
        Human.Say($"corpus: {job.Source}");
        foreach (var (fact, value) in job.Game.Provenance) Human.Say($"{fact}: {value}");

        var shown = Human.Short(run.Path);
        if (Play(job, run, experiment.Trainer, WriteSettings) is { } stop)
        {
            Human.Say($"seqgan: {stop.Message}; to go on: seqgan train {shown} --resume");
            return stop.Code;
        }
        using var results = Results.Open();
        job.Report(run, results);
        TrainingSummary.SayBest(run, experiment.Trainer);
        Human.Say($"the run is in {shown}; next: {job.Next(shown)}");
        return 0;
    }

    // A signal ends the training with a checkpoint; before and after it, the process. Null: the schedule was played to its end.
    static (int Code, string Message)? Play(Job job, RunDirectory run, TrainerOptions options, Action accepted)
    {
        using var interruption = new Interruption();
        void Train(IProgress<TrainingProgress> display) => new Trainer(job.Game, run, options, HumanSink.Logger) { Accepted = accepted }.Run(new TrainingSummary(display), interruption.Token);
        try
        {
            if (Human.IsLive) LiveProgress.Show(Train);
            else Train(new PlainProgress());
            return null;
        }
        catch (OperationCanceledException stop) when (interruption.ExitCode != 0)
        {
            return (interruption.ExitCode, stop.Message);
        }
    }

    static Settings Overrides(ParseResult parsed)
    {
        var flags = new (string Key, Option<string> Option)[] { ("data", _data), ("device", _device), ("seed", _seed), ("threads", _threads) };
        return new Settings([
            .. flags.Where(flag => parsed.GetValue(flag.Option) is not null).Select(flag => new Setting(flag.Key, parsed.GetValue(flag.Option)!, flag.Option.Name)),
            .. (parsed.GetValue(_set) ?? []).Select(argument => Setting.Parse(argument, _set.Name)),
        ]);
    }

    // What is as it should be stays: the disk may be full.
    static void WriteConfig(RunDirectory run, string yaml)
    {
        var file = run.Resolve("config.yaml");
        if (!File.Exists(file) || File.ReadAllText(file) != yaml) run.WriteText("config.yaml", yaml);
    }

    // A folder that is called like an experiment may hold its data.
    static bool IsRun(string named) =>
        Directory.Exists(named) && (RunDirectory.IsBegun(named) || File.Exists(Path.Combine(named, "config.yaml")) || !ExperimentFiles.IsShipped(named));

    static string FreeName(string path)
    {
        var free = path;
        for (var i = 2; Path.Exists(free); i++) free = Invariant($"{path}-{i}");
        return free;
    }
}
