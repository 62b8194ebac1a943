using SeqGan.Tests.Support;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Training;

[Collection(OneAtATime.Name)]
public sealed class PlayerTests
{
    [Fact]
    public void A_players_step_leaves_no_gradient_in_the_network_that_judges_it()
    {
        manual_seed(1);
        using var maker = nn.Linear(3, 2);
        using var judge = nn.Linear(2, 1);
        using var player = new Player<TorchSharp.Modules.Linear>("maker", maker, optim.SGD(maker.parameters(), 0.5));
        using var scope = NewDisposeScope();
        var rows = ones(4, 3);
        var (before, slope) = (maker.weight!.detach().clone(), judge.weight!.detach()); // [2, 3], [1, 2]

        player.Minimize(judge.call(maker.call(rows)).mean());

        Assert.Null(judge.weight!.grad);
        Assert.Null(judge.bias!.grad);
        Assert.True(maker.weight!.allclose(before - 0.5 * slope.t().expand(2, 3), 1e-6, 1e-7)); // d mean / d weight[i, k] = slope[i] * 1
    }

    [Fact]
    public void A_parameter_that_is_frozen_or_not_in_the_loss_rests()
    {
        manual_seed(1);
        using var network = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 1), nn.Linear(1, 1));
        var parameters = network.parameters().ToArray();
        parameters[0].requires_grad = false;
        using var player = new Player<TorchSharp.Modules.Sequential>("one", network, optim.Adam(parameters));
        using var scope = NewDisposeScope();
        var before = parameters.Select(parameter => parameter.detach().clone()).ToArray();

        player.Minimize(network[1].call(network[0].call(ones(4, 3))).square().mean());

        Assert.Equal([false, true, true, true, false, false], parameters.Select((parameter, i) => !parameter.detach().Equals(before[i])));
    }

    // Made by the first update, inside its dispose scope.
    [Fact]
    public void An_optimiser_that_is_made_when_needed_outlives_the_step_that_needs_it()
    {
        static float[] Train(bool late)
        {
            manual_seed(1);
            using var network = nn.Linear(3, 2);
            using var player = late
                ? new Player<TorchSharp.Modules.Linear>("one", network, () => optim.Adam(network.parameters(), 0.1))
                : new Player<TorchSharp.Modules.Linear>("one", network, optim.Adam(network.parameters(), 0.1));
            Assert.Equal(!late, player.HasOptimizer);
            for (var step = 0; step < 3; step++)
            {
                using var scope = NewDisposeScope();
                player.Minimize(network.call(ones(4, 3) * step).square().mean());
            }
            return [.. network.parameters().SelectMany(parameter => parameter.data<float>().ToArray())];
        }

        Assert.Equal(Train(late: false), Train(late: true));
    }
}
