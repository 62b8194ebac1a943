using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Tests.Images;

/// <summary>The gradients that a training has left.</summary>
internal static class Gradients
{
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
