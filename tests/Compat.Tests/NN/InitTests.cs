using TorchSharp;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SeqGan.Compat.Tests.NN;

[Collection("Modules")]
public sealed class InitTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    static void Draws(Func<Tensor, Tensor> start, params float[] expected)
    {
        manual_seed(10);
        var weight = zeros(2, 3, requires_grad: true);
        start(weight);
        Numbers.AreClose(expected, weight, 2e-6);
        Assert.True(weight.is_leaf && weight.requires_grad);
    }

    [Fact]
    public void Starts_draw_PyTorchs_numbers()
    {
        Draws(weight => init.uniform_(weight, -1, 2), 0.374253929f, 0.448569715f, -0.0625050068f, 0.845064938f, -0.358158112f, 0.23547858f);
        Draws(weight => init.normal_(weight, 1, 2), -0.202785581f, -1.02441955f, 0.39546147f, -1.45537269f, 2.83965659f, 0.303061217f);
        Draws(weight => init.xavier_uniform_(weight, 2), -0.183663905f, -0.0751187429f, -0.821591198f, 0.503999591f, -1.25342023f, -0.386358291f);
        Draws(weight => init.kaiming_uniform_(weight, 0.1, init.FanInOut.FanOut), -0.144478455f, -0.0590918511f, -0.646301389f, 0.396469265f, -0.985997915f, -0.303927153f);
        Draws(weight => init.kaiming_normal_(weight, nonlinearity: init.NonlinearityType.ReLU), -0.491035163f, -0.826465786f, -0.246801823f, -1.00240171f, 0.751036644f, -0.284524083f);
        Draws(weight => init.orthogonal_(weight, 2), -0.989483356f, -1.66540873f, -0.497329563f, -1.60773098f, 1.0944469f, -0.466247141f);
        Draws(weight => init.constant_(weight, 3), 3, 3, 3, 3, 3, 3);
        Draws(init.ones_, 1, 1, 1, 1, 1, 1);
        Draws(init.zeros_, 0, 0, 0, 0, 0, 0);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(3, 5)]
    public void Orthogonal_starts_are_orthogonal(int rows, int columns)
    {
        var weight = init.orthogonal_(zeros(rows, columns));
        var gram = rows < columns ? weight.mm(weight.t()) : weight.t().mm(weight);
        Assert.True(gram.allclose(eye(3), 1e-5, 1e-5));
    }
}
