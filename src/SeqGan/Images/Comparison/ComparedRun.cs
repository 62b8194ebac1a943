using SeqGan.Images.Classification;
using SeqGan.Reports;
using SeqGan.Training;

namespace SeqGan.Images.Comparison;

/// <summary>How one GAN did with one seed.</summary>
/// <param name="Gan">Its name: <see cref="Contestant.Name"/>.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Frechet">The Frechet distance of its images to real ones; null: the training came to no end.</param>
/// <param name="Signature">How the distance was computed.</param>
/// <param name="Steps">Steps of all players.</param>
/// <param name="Seconds">Seconds of training.</param>
/// <param name="CpuSeconds">Seconds of the processor in that time, of all threads.</param>
/// <param name="Fault">Why there is no distance.</param>
public sealed record ComparedRun(string Gan, long Seed, double? Frechet, string Signature, long Steps, double Seconds, double CpuSeconds, string? Fault = null)
{
    static readonly TrainerOptions _trainer = new() { EvaluateEvery = 0, Keep = 1 };

    /// <summary>Trains a game until the budget is spent, or its schedule played, and measures its images.</summary>
    /// <param name="name">The GAN.</param>
    /// <param name="game">Its game, new.</param>
    /// <param name="run">Where the run is kept, new.</param>
    /// <param name="terms">The budget and the number of images.</param>
    /// <param name="features">What the distance is measured in.</param>
    /// <param name="real">The real images.</param>
    /// <param name="cancellation">Ends the training.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ComparedRun Play(string name, ImageGame game, RunDirectory run, ComparisonTerms terms, ImageFeatures features, References real, CancellationToken cancellation = default)
    {
        using var budget = new TrainingBudget(terms, cancellation);
        ComparedRun Result(double? frechet, string signature, string? fault = null) => new(name, game.Seed, frechet, signature, budget.Steps, budget.Seconds, budget.CpuSeconds, fault);
        try
        {
            new Trainer(game, run, _trainer).Run(budget, budget.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // the budget is spent
        }
        catch (NonFiniteException error)
        {
            return Result(null, "", error.Message);
        }
        var score = ImageReport.Frechet(game, features, real, terms.Images, game.Seed);
        return Result(score.Value, score.Signature);
    }
}
