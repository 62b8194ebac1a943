using SeqGan.Images.Networks;
using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Images;

/// <summary>The numbers of an image GAN. What is 0 is as the loss's paper has it.</summary>
public sealed record ImageGanOptions
{
    const long MaximumTurns = 10_000_000;
    const int MaximumUnits = 1 << 16, MaximumSamples = 1_000_000;

    /// <summary>The seed from which every random number of the run is derived.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>What the players strive for: minimax, non-saturating, least-squares, wgan, wgan-gp, dragan, hinge or loss-sensitive.</summary>
    public ImageLoss Loss { get; init; } = ImageLoss.NonSaturating;

    /// <summary>What the networks are made of: mlp or dcgan.</summary>
    public Architecture Net { get; init; } = Architecture.Dcgan;

    /// <summary>Channels of the layer next to the image (dcgan) or units of a layer (mlp).</summary>
    public int Width { get; init; } = 32;

    /// <summary>Width of the latent vector, N(0, 1).</summary>
    public int Latent { get; init; } = 64;

    /// <summary>Images a batch.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Rounds of the game.</summary>
    public int Rounds { get; init; } = 20;

    /// <summary>Steps of the generator a round.</summary>
    public int RoundSteps { get; init; } = 100;

    /// <summary>Steps of the critic before each of the generator; 0: as the loss's paper (5 for wgan, wgan-gp and hinge, else 1).</summary>
    public int CriticSteps { get; init; }

    /// <summary>The generator's learning rate; 0: as the loss's paper; began: 0.0005, where its paper has 0.0001 for trainings of days; vae: 0.001.</summary>
    public double GeneratorRate { get; init; }

    /// <summary>The critic's learning rate; 0: as the loss's paper; began: 0.0005, where its paper has 0.0001 for trainings of days.</summary>
    public double CriticRate { get; init; }

    /// <summary>Weight of a gradient penalty, or of a violated margin (loss-sensitive).</summary>
    public double Penalty { get; init; } = 10;

    /// <summary>Bound of the critic's weights in wgan.</summary>
    public double WeightClip { get; init; } = 0.01;

    /// <summary>Largest global 2-norm of a gradient; 0: no limit.</summary>
    public double ClipNorm { get; init; }

    /// <summary>Decay of the average of the generator's weights that evaluations and generation use, such as 0.999; 0: none.</summary>
    public double Average { get; init; }

    /// <summary>Weight of the classes beside the game (acgan, semigan).</summary>
    public double ClassWeight { get; init; } = 1;

    /// <summary>Categories of a code (infogan).</summary>
    public int Categories { get; init; } = 10;

    /// <summary>Continuous numbers of a code (infogan).</summary>
    public int Continuous { get; init; } = 2;

    /// <summary>Weight of the information in the category (infogan).</summary>
    public double CategoryWeight { get; init; } = 1;

    /// <summary>Weight of the information in the continuous numbers (infogan).</summary>
    public double ContinuousWeight { get; init; } = 1;

    /// <summary>Whether every level is told the image's class (lapgan).</summary>
    public bool ClassConditional { get; init; }

    /// <summary>Variance of a pixel around what is decoded, in values of [-1, 1]; 0: pixels are Bernoulli, black or white (vae).</summary>
    public double PixelVariance { get; init; }

    /// <summary>What reconstructing a fake costs in balance, as a share of what a real image costs; less makes images sharper and less various (began).</summary>
    public double Diversity { get; init; } = 0.7;

    /// <summary>How fast k follows the balance; the paper's 0.001 is for trainings of days (began).</summary>
    public double BalanceRate { get; init; } = 0.05;

    /// <summary>How many images keep their labels, evenly over the classes; 0: all (semigan).</summary>
    public int Labelled { get; init; }

    /// <summary>Whether the generator matches the features of real images, as the paper's, instead of deceiving the critic (semigan).</summary>
    public bool FeatureMatching { get; init; } = true;

    /// <summary>Weight of virtual adversarial training of the classifier; 0: none (semigan).</summary>
    public double VirtualAdversarial { get; init; }

    /// <summary>Length of its steps, a 2-norm over an image's values in [-1, 1] (semigan).</summary>
    public double VirtualAdversarialRadius { get; init; } = 4;

    /// <summary>Images of an evaluation.</summary>
    public int EvaluationSamples { get; init; } = 64;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InvalidInputException">A value is out of range.</exception>
    public void Validate()
    {
        Within(1, MaximumUnits, "width", Width);
        Within(1, MaximumUnits, "latent", Latent);
        OptionRange.AtLeast("batch", Batch, 2);
        OptionRange.AtLeast("rounds", Rounds, 0);
        OptionRange.AtLeast("round-steps", RoundSteps, 1);
        OptionRange.AtLeast("critic-steps", CriticSteps, 0);
        Within(1, MaximumSamples, "evaluation-samples", EvaluationSamples);
        Within(0, 1, "generator-rate", GeneratorRate);
        Within(0, 1, "critic-rate", CriticRate);
        Within(0, double.MaxValue, "penalty", Penalty);
        Within(0, double.MaxValue, "weight-clip", WeightClip);
        Within(0, double.MaxValue, "clip-norm", ClipNorm);
        Within(0, double.MaxValue, "class-weight", ClassWeight);
        Within(2, MaximumUnits, "categories", Categories);
        Within(0, MaximumUnits, "continuous", Continuous);
        Within(0, double.MaxValue, "category-weight", CategoryWeight);
        Within(0, double.MaxValue, "continuous-weight", ContinuousWeight);
        Within(0, double.MaxValue, "pixel-variance", PixelVariance);
        Within(0, 1, "diversity", Diversity);
        Within(0, 1, "balance-rate", BalanceRate);
        OptionRange.AtLeast("labelled", Labelled, 0);
        Within(0, double.MaxValue, "virtual-adversarial", VirtualAdversarial);
        Within(0, double.MaxValue, "virtual-adversarial-radius", VirtualAdversarialRadius);
        if (!(Average is >= 0 and < 1)) throw new InvalidInputException(Invariant($"average is {Average}; give 0 to below 1"));
        if (2L * Rounds * RoundSteps > MaximumTurns) throw new InvalidInputException(Invariant($"rounds x round-steps is {(long)Rounds * RoundSteps}; give {MaximumTurns / 2} or less"));
    }

    static void Within(double least, double most, string name, double value)
    {
        if (!(value >= least && value <= most)) throw new InvalidInputException(Invariant($"{name} is {value}; give {least} to {most}"));
    }
}
