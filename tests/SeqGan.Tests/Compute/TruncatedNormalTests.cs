using MathNet.Numerics.Distributions;
using SeqGan.Compute;
using SeqGan.Tests.Support;
using TorchSharp;

namespace SeqGan.Tests.Compute;

[Collection(OneAtATime.Name)]
public sealed class TruncatedNormalTests
{
    [Fact]
    public void Draws_have_the_distribution_of_a_normal_one_between_its_cuts()
    {
        const int Draws = 200_000, Cells = 50;
        const double Deviation = 0.1, Cut = 2;
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(5);
        var weight = torch.zeros(Draws / 4, 4, requires_grad: true);
        TruncatedNormal.Fill(weight, Deviation, Cut);
        Assert.True(weight.requires_grad && weight.is_leaf);

        var cells = new int[Cells];
        foreach (var draw in weight.data<float>())
        {
            Assert.InRange(draw, -Cut * Deviation - 1e-7, Cut * Deviation + 1e-7);
            var below = (Normal.CDF(0, Deviation, draw) - Normal.CDF(0, 1, -Cut)) / (Normal.CDF(0, 1, Cut) - Normal.CDF(0, 1, -Cut)); // uniform in [0, 1]
            cells[Math.Min((int)(below * Cells), Cells - 1)]++;
        }
        Assert.InRange(cells.Sum(count => Math.Pow(count - Draws / Cells, 2) / (Draws / Cells)), 20, 90); // 49 degrees of freedom
    }
}
