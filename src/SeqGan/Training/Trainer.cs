using SeqGan.Compute;
using SeqGan.Tokenization;
using Serilog;
using TorchSharp;

namespace SeqGan.Training;

/// <summary>
/// Plays a game's schedule and owns everything but the steps themselves: seeds, dispose scopes, metrics, samples,
/// evaluations, checkpoints, progress, cancellation and the stop at a number that went wrong.
/// </summary>
/// <param name="game">The game; the caller owns it.</param>
/// <param name="run">Where the run is kept.</param>
/// <param name="options">The cadence.</param>
/// <param name="log">Where to write what happens, besides the run's log.txt.</param>
public sealed class Trainer(IGame game, RunDirectory run, TrainerOptions? options = null, ILogger? log = null)
{
    readonly TrainerOptions _options = options ?? new TrainerOptions();
    readonly SortedDictionary<string, string> _identity = RunIdentity.Of(game);

    /// <summary>Called once, before the first step, where the run directory is this process's and its run, if there is one, this game's: what is written then never harms another run.</summary>
    public Action? Accepted { get; init; }

    /// <summary>A trainer that makes the run directory.</summary>
    /// <param name="game">The game; the caller owns it.</param>
    /// <param name="directory">A new or empty folder.</param>
    /// <param name="options">The cadence.</param>
    public Trainer(IGame game, string directory, TrainerOptions? options = null) : this(game, RunDirectory.Create(directory), options) { }

    /// <summary><see cref="Run"/> on a thread of its own (dispose scopes and the grad mode belong to a thread).</summary>
    public Task<Evaluation> RunAsync(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        Task.Factory.StartNew(() => Run(progress, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>
    /// Plays the schedule to its end, from where the newest sound checkpoint of the run directory stands: a run that was
    /// stopped, however, ends with the same weights, optimisers and metrics as one that was not.
    /// </summary>
    /// <param name="progress">Told of every step and evaluation, on the training thread.</param>
    /// <param name="cancellation">Ends the run after the current step, with a checkpoint.</param>
    /// <returns>The last evaluation of the players.</returns>
    /// <exception cref="InvalidInputException">The run in the directory is of other settings, data or vocabulary; or another process trains there.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the state is saved.</exception>
    /// <exception cref="NonFiniteException">A loss or gradient became NaN or infinite; it names the step, the player and the last checkpoint.</exception>
    public Evaluation Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        _options.Validate();
        var plan = new Plan(game.Schedule());
        using var hold = run.Hold();
        using var logger = Logger();
        var checkpoint = Begin(logger, plan);
        var (state, saved, phase) = (checkpoint?.Saved.State ?? new TrainingState(), checkpoint?.Folder, checkpoint?.Saved.Phase ?? "");
        using var recorder = new Recorder(run, state);
        Evaluation? evaluation = null;

        foreach (var (turn, endsRound, endsPhase) in Plan.Turns(game.Schedule()).Skip((int)state.Turn))
        {
            phase = turn.Phase;
            var step = turn.Open(state.Turn);
            while (state.Cursor < turn.Length)
            {
                using var scope = torch.NewDisposeScope();
                torch.manual_seed((long)(KeyedRandom.Key((ulong)game.Seed, state.Step) >> 1)); // a step's random numbers depend on its number alone
                var scalars = Guard(() => step(state.Number(turn)), state.Step, saved);
                state.Advance(turn, scalars);
                recorder.Add(turn);
                progress?.Report(plan.Progress(turn, state, scalars));
                if (cancellation.IsCancellationRequested) Interrupt(logger, state, turn, recorder);
            }
            state.EndTurn();
            if (!endsRound) continue;

            recorder.EndRound(turn, state);
            var evaluated = turn.Evaluated && (endsPhase || Due(turn, _options.EvaluateEvery)) ? Evaluate(turn.Phase) : null;
            if (evaluated is not null)
            {
                if (evaluation is null) WarnOfUnknown(logger, evaluated);
                evaluation = evaluated;
                recorder.Add(turn, state.Step, evaluated);
                progress?.Report(plan.Progress(turn, state, []) with { Evaluation = evaluated, PhaseEnds = endsPhase });
                logger.Information("{Phase} round {Round}, step {Step}: {Scores}", turn.Phase, turn.Round, state.Step, Summary(evaluated));
            }
            if (endsPhase || Due(turn, _options.SaveEvery) || (evaluated is not null && run.Checkpoints.IsBest(turn.Phase, state.Step, evaluated, _options)))
                saved = Save(state, turn.Phase, endsPhase, evaluated, recorder);
        }
        return evaluation ?? Evaluate(phase);
    }

    // Goes back to the newest sound checkpoint; writes a new run's header where there is none.
    Checkpoint? Begin(ILogger logger, Plan plan)
    {
        run.Clean();
        var checkpoint = run.Checkpoints.Restore(game, _identity, warning => logger.Warning("{Warning:l}", warning));
        Accepted?.Invoke();
        if (checkpoint is null)
        {
            RunEnvironment.Write(run, game);
            foreach (var (name, write) in game.Artifacts) run.Write(name, write);
            logger.Information("{Game}, seed {Seed}: {Steps} steps in {Rounds} rounds", game.Name, game.Seed, plan.Steps, plan.Rounds);
            foreach (var (name, value) in game.Provenance) logger.Information("data: {Name} = {Value}", name, value);
            return null;
        }
        foreach (var change in RunEnvironment.Changes(run)) logger.Warning("{Change}: the run may not go on to the last digit as it would have", change);
        logger.Information("goes on after step {Step} of {Steps}, from {Checkpoint}", checkpoint.Saved.State.Step, plan.Steps, checkpoint.Folder);
        return checkpoint;
    }

    string Save(TrainingState state, string phase, bool endsPhase, Evaluation? evaluation, Recorder recorder, bool interrupted = false)
    {
        state.MetricsBytes = recorder.Flush();
        var scores = new SortedDictionary<string, double>((evaluation?.Scores ?? []).ToDictionary(score => score.Name, score => score.Value), StringComparer.Ordinal);
        var folder = run.Checkpoints.Save(game, new SavedState(phase, endsPhase, interrupted, state, scores, _identity), _options);
        recorder.AddCheckpoint();
        return folder;
    }

    Evaluation Evaluate(string phase)
    {
        using var scope = torch.NewDisposeScope();
        return game.Evaluate(phase);
    }

    // Whoever misspells a metric should hear of it before the end of the run.
    void WarnOfUnknown(ILogger logger, Evaluation evaluation)
    {
        foreach (var (metric, _) in _options.BestOf.Where(best => evaluation.Scores.All(score => score.Name != best.Metric)))
            logger.Warning("keep-highest and keep-lowest: there is no metric {Metric:l}, so that nothing is kept for it; there are: {Metrics:l}", metric, string.Join(", ", evaluation.Scores.Select(score => score.Name).DefaultIfEmpty("none")));
    }

    static bool Due(Turn turn, int every) => every > 0 && (turn.Round + 1) % every == 0;

    static string Summary(Evaluation evaluation) => string.Join(", ", evaluation.Scores.Select(score => Invariant($"{score.Name} {score.Value:F4}")));

    static Scalars Guard(Func<Scalars> step, long number, string? saved)
    {
        try
        {
            return step();
        }
        catch (NonFiniteException error)
        {
            throw new NonFiniteException(error, number, saved is null ? "no checkpoint was saved before it" : $"the last good checkpoint is {saved}");
        }
    }

    void Interrupt(ILogger logger, TrainingState state, Turn turn, Recorder recorder)
    {
        var checkpoint = Save(state, turn.Phase, endsPhase: false, evaluation: null, recorder, interrupted: true);
        logger.Information("interrupted at step {Step}; saved {Checkpoint}", state.Step, checkpoint);
        throw new OperationCanceledException(Invariant($"interrupted after step {state.Step}; the players are saved in {checkpoint}"));
    }

    Serilog.Core.Logger Logger() => new LoggerConfiguration()
        .WriteTo.File(run.Resolve(RunDirectory.LogFile), formatProvider: System.Globalization.CultureInfo.InvariantCulture)
        .WriteTo.Logger(log ?? Log.Logger).CreateLogger();
}
