using SeqGan.Images;
using static TorchSharp.torch;

namespace SeqGan.Tests.Images;

/// <summary>Networks with weights whose outputs are known.</summary>
internal static class Weights
{
    /// <summary>Sets every weight of every player to 0: a network puts out its last bias, which is 0.</summary>
    public static void Clear(ImageGame game)
    {
        using var noGrad = no_grad();
        foreach (var parameter in game.Players.SelectMany(player => player.Weights.parameters())) parameter.zero_();
    }

    /// <summary>Sets one parameter of a player.</summary>
    public static void Set(ImageGame game, string player, string name, params float[] values)
    {
        using var noGrad = no_grad();
        using var tensor = TorchSharp.torch.tensor(values);
        game.Players.Single(one => one.Name == player).Weights.named_parameters().Single(one => one.name == name).parameter.copy_(tensor);
    }
}
