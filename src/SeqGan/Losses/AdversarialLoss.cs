using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>Which game the two players play; each works with any network that gives one number a row.</summary>
public enum AdversarialLoss
{
    /// <summary>The original zero-sum game: <see cref="Minimax"/>.</summary>
    Minimax,

    /// <summary>The original discriminator; the generator maximises log D instead: <see cref="NonSaturating"/>.</summary>
    NonSaturating,

    /// <summary>LSGAN with targets 0 and 1: <see cref="LeastSquares"/>.</summary>
    LeastSquares,

    /// <summary>WGAN: <see cref="Wasserstein"/>.</summary>
    Wasserstein,

    /// <summary>As in SN-GAN: <see cref="Hinge"/>.</summary>
    Hinge,
}

/// <summary>The losses of both players by the game's name.</summary>
public static class AdversarialLosses
{
    /// <summary>What the discriminator minimises.</summary>
    /// <param name="loss">The game.</param>
    /// <param name="real">The discriminator's outputs for real rows, without a sigmoid: <c>[batch]</c>.</param>
    /// <param name="fake">Its outputs for fakes: <c>[batch]</c>.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such game.</exception>
    public static Tensor Discriminator(AdversarialLoss loss, Tensor real, Tensor fake) => loss switch
    {
        AdversarialLoss.Minimax or AdversarialLoss.NonSaturating => Minimax.Discriminator(real, fake),
        AdversarialLoss.LeastSquares => LeastSquares.Discriminator(real, fake),
        AdversarialLoss.Wasserstein => Wasserstein.Discriminator(real, fake),
        AdversarialLoss.Hinge => Hinge.Discriminator(real, fake),
        _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "no such loss"),
    };

    /// <summary>What the generator minimises.</summary>
    /// <param name="loss">The game.</param>
    /// <param name="fake">The discriminator's outputs for fakes, without a sigmoid: <c>[batch]</c>.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such game.</exception>
    public static Tensor Generator(AdversarialLoss loss, Tensor fake) => loss switch
    {
        AdversarialLoss.Minimax => Minimax.Generator(fake),
        AdversarialLoss.NonSaturating => NonSaturating.Generator(fake),
        AdversarialLoss.LeastSquares => LeastSquares.Generator(fake),
        AdversarialLoss.Wasserstein => Wasserstein.Generator(fake),
        AdversarialLoss.Hinge => Hinge.Generator(fake),
        _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "no such loss"),
    };
}
