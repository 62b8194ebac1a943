using SeqGan.Training;

namespace SeqGan.Tests.Support;

/// <summary>Trainings that are stopped and gone on with, each time by a new game.</summary>
internal static class Stops
{
    /// <summary>Trains to the end, stopped after every so many steps.</summary>
    public static void Every(long steps, Func<IGame> make, string folder, TrainerOptions options)
    {
        for (var step = steps; ; step += steps)
        {
            using var game = make();
            if (!At(step, game, RunDirectory.OpenOrCreate(folder), options)) return;
        }
    }

    /// <summary>Trains until a step is done, or to the end.</summary>
    /// <returns>Whether it was stopped before its end.</returns>
    public static bool At(long step, IGame game, RunDirectory run, TrainerOptions options)
    {
        using var cancellation = new CancellationTokenSource();
        var stop = new Collector { OnReport = report => { if (report.Step == step) cancellation.Cancel(); } };
        try
        {
            new Trainer(game, run, options).Run(stop, cancellation.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
