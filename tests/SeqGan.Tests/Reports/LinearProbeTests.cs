using SeqGan.Reports;
using SeqGan.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Reports;

[Collection(OneAtATime.Name)]
public sealed class LinearProbeTests
{
    [Fact]
    public void The_weights_are_those_of_the_least_loss()
    {
        using var scope = NewDisposeScope();
        var rows = tensor(Enumerable.Range(0, 90).Select(k => (i: k / 3, j: k % 3)).Select(at => Math.Sin(1.7 * at.i + 2.3 * at.j + 0.5 * at.i * at.j)).ToArray(), [30, 3]);
        var labels = tensor(Enumerable.Range(0, 30).Select(i => (long)((i * i + i / 3) % 3)).ToArray());
        var (weight, bias) = LinearProbe.Fit(rows - rows.mean([0], keepdim: true), labels, 3, steps: 5000);
        // By L-BFGS of PyTorch 1.13 in float64, with the same penalty of 0.001.
        Assert.All(weight.data<double>().ToArray().Zip([0.0877753, -0.2106219, 0.1228466, 0.0164335, 0.0112259, -0.0276593, -0.2920206, -0.0995112, 0.3915318]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        Assert.All(bias.data<double>().ToArray().Zip([0.0095059, 0.114301, -0.123807]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Fact]
    public void What_a_plane_can_part_is_parted_whatever_the_features_scale()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var (rows, constant) = (randn(600, 20), ones(600, 1));
        var labels = rows.narrow(1, 0, 4).argmax(1);
        var features = cat([rows * 1e3f + 5e4f, constant], 1);
        var accuracy = LinearProbe.Accuracy(features.narrow(0, 0, 400), labels.narrow(0, 0, 400), features.narrow(0, 400, 200), labels.narrow(0, 400, 200), 4);
        Assert.InRange(accuracy, 0.9, 1);
        var nothing = LinearProbe.Accuracy(constant.narrow(0, 0, 400), labels.narrow(0, 0, 400), constant.narrow(0, 400, 200), labels.narrow(0, 400, 200), 4);
        Assert.InRange(nothing, 0, 0.4); // one class, the most frequent
    }
}
