using SeqGan.Images;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Tests.Images;

/// <summary>The gradients that a training has left.</summary>
internal static class Gradients
{
    /// <summary>
    /// What has none for a reason: the last bias of a critic moves its verdicts of real images and of fakes alike, which a Wasserstein
    /// loss does not see, nor a margin that all images violate.
    /// </summary>
    public static (string Player, string Parameter)[] Flat(ImageLoss loss) =>
        loss is ImageLoss.Wgan or ImageLoss.WganGp or ImageLoss.Hinge or ImageLoss.LossSensitive ? [("critic", "verdict.bias")] : [];

    /// <summary>Every parameter of every player has one that is finite and not zero.</summary>
    /// <param name="game">The game, trained.</param>
    /// <param name="flat">Parameters that have none for a reason, by player and name.</param>
    public static void AssertThere(IGame game, params (string Player, string Parameter)[] flat)
    {
        foreach (var player in game.Players)
        {
            foreach (var (name, parameter) in player.Weights.named_parameters())
            {
                var gradient = parameter.grad;
                Assert.True(gradient is not null, $"{player.Name}: {name} has no gradient");
                Assert.True(gradient.isfinite().all().item<bool>(), $"{player.Name}: {name} is not finite");
                if (flat.Contains((player.Name, name))) continue;
                Assert.True(gradient.abs().sum().item<float>() > 0, $"{player.Name}: {name} has no slope");
            }
        }
    }
}
