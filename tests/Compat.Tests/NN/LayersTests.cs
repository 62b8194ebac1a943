using TorchSharp;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SeqGan.Compat.Tests.NN;

[Collection("Modules")]
public sealed class LayersTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Linear_starts_and_runs_as_in_PyTorch()
    {
        manual_seed(0);
        using var linear = Linear(3, 2);
        Numbers.AreClose([-0.00432251766f, 0.309715837f, -0.475185335f, -0.424894601f, -0.222368971f, 0.154820725f], linear.weight);
        Numbers.AreClose([-0.0114391446f, 0.457774937f], linear.bias!);
        Numbers.AreClose([-0.821886003f, 0.0526045561f, 0.0289449543f, 0.810190201f], linear.call(Numbers.Of([2, 3], 1, 2, 3, -1, 0.5f, 0.25f)));
        Assert.Equal((3, 2), (linear.in_features, linear.out_features));
    }

    [Fact]
    public void Linear_without_a_bias_has_one_parameter()
    {
        using var linear = Linear(3, 2, hasBias: false);
        Assert.Equal(["weight"], linear.state_dict().Keys);
        Assert.Null(linear.bias);
    }

    [Fact]
    public void Embedding_starts_with_a_row_of_zeros_for_padding()
    {
        manual_seed(1);
        using var embedding = Embedding(4, 3, padding_idx: 0);
        Numbers.AreClose([0, 0, 0, 0.621317327f, -0.451905966f, -0.16613023f, -1.5227685f, 0.381683916f, -1.02760863f, -0.563052773f, -0.892290533f, -0.0582501777f], embedding.weight!);
        Numbers.AreClose([-1.5227685f, 0.381683916f, -1.02760863f, 0, 0, 0], embedding.call(tensor(new long[] { 2, 0 })));
    }

    [Fact]
    public void The_padding_row_receives_no_gradient()
    {
        using var embedding = Embedding(3, 2, padding_idx: 0);
        embedding.call(tensor(new long[] { 0, 1, 1 })).sum().backward();
        using var grad = embedding.named_parameters().Single().parameter.grad;
        Numbers.AreClose([0, 0, 2, 2, 0, 0], grad!);
    }

    [Fact]
    public void Conv1d_starts_and_runs_as_in_PyTorch()
    {
        manual_seed(2);
        using var convolution = Conv1d(2, 2, 3, padding: 1);
        Numbers.AreClose([0.0936481357f, -0.0971525982f, 0.1119534f, -0.0208524428f, 0.174398646f, 0.0971928015f, -0.0469218902f, -0.330053538f, 0.0932089686f, -0.36144045f, 0.0536552593f, 0.0271313116f], convolution.weight);
        Numbers.AreClose([0.0669372156f, 0.0851502195f, 0.121069022f, 0.156987816f, 0.0397370979f, 0.386250705f, 0.189924672f, 0.13348262f, 0.0770405829f, -0.053137213f], convolution.call(Numbers.Ramp(10, 1, 2, 5)));
    }

    [Fact]
    public void Conv1d_pads_to_the_same_size_and_by_reflection()
    {
        manual_seed(2);
        using var same = Conv1d(2, 2, 4, Padding.Same);
        Numbers.AreClose([-0.0266742706f, 0.0240885764f, 0.022548154f, 0.315871775f, 0.336879015f, 0.0621081144f, 0.0448604077f, 0.0667831749f, -0.0696532279f, -0.11156965f], same.call(Numbers.Ramp(10, 1, 2, 5)));
        manual_seed(2);
        using var reflecting = Conv1d(2, 2, 3, padding: 1, padding_mode: PaddingModes.Reflect);
        Numbers.AreClose([0.0637905672f, 0.0851502195f, 0.121069022f, 0.156987816f, 0.15107736f, 0.164694235f, 0.189924672f, 0.13348262f, 0.0770405829f, -0.00346946716f], reflecting.call(Numbers.Ramp(10, 1, 2, 5)));
    }

    [Fact]
    public void Conv2d_and_its_transpose_run_as_in_PyTorch()
    {
        manual_seed(3);
        using var convolution = Conv2d(1, 2, 2, stride: 2);
        Numbers.AreClose([-0.131596699f, -0.328767926f, -0.920281589f, -1.11745286f, 0.504486442f, 0.510398448f, 0.528134346f, 0.534046352f], convolution.call(Numbers.Ramp(16, 1, 1, 4, 4)));
        manual_seed(4);
        using var transpose = ConvTranspose2d(2, 1, 3, stride: 2, padding: 1, output_padding: 1);
        Numbers.AreClose([-0.137739882f, 0.056178391f, -0.181013912f, -0.127771392f, -0.121779352f, 0.0208486617f, -0.0755625069f, -0.506807208f, -0.224287927f, 0.017873615f, -0.267561913f, -0.188786775f, 0.0716820955f, 0.0433483124f, 0.128065228f, -0.266274273f], transpose.call(Numbers.Ramp(8, 1, 2, 2, 2)));
    }

    [Fact]
    public void BatchNorm1d_follows_the_batches_and_keeps_running_statistics()
    {
        using var norm = BatchNorm1d(2);
        var input = Numbers.Of([3, 2], 1, 2, 3, 5, 4, 11);
        Numbers.AreClose([-1.3363018f, -1.06904459f, 0.267260373f, -0.267261147f, 1.06904149f, 1.33630574f], norm.call(input));
        Numbers.AreClose([0.266666681f, 0.600000024f], norm.running_mean!);
        Numbers.AreClose([1.13333333f, 3], norm.running_var!);
        Assert.Equal(1, norm.num_batches_tracked!.item<long>());
        norm.eval();
        Numbers.AreClose([0.688843608f, 0.808289051f, 2.56750822f, 2.54033685f, 3.50684047f, 6.00443268f], norm.call(input));
        Assert.Equal(1, norm.num_batches_tracked!.item<long>());
        Assert.Equal(["weight", "bias", "running_mean", "running_var", "num_batches_tracked"], norm.state_dict().Keys);
        Assert.Throws<ArgumentException>(() => norm.call(zeros(2)));
    }

    [Fact]
    public void BatchNorm_takes_one_value_a_channel_which_is_its_own_mean()
    {
        using var norm = BatchNorm1d(2);
        norm.bias = Parameter(Numbers.Of([2], 3, 4));
        Numbers.AreClose([3, 4], norm.call(Numbers.Of([1, 2], 7, 8)), 1e-3); // scaled by 1 / sqrt(eps)
        Numbers.AreClose([0.7f, 0.8f], norm.running_mean!);
    }

    [Fact]
    public void BatchNorm2d_normalises_every_channel()
    {
        using var norm = BatchNorm2d(2);
        Numbers.AreClose([-1.32424402f, -1.08347237f, -0.84270072f, -0.601929128f, -1.32424402f, -1.08347249f, -0.842700839f, -0.601929188f, 0.601929069f, 0.84270072f, 1.08347237f, 1.32424402f, 0.601929009f, 0.84270066f, 1.08347225f, 1.3242439f], norm.call(Numbers.Ramp(1, 2, 2, 2, 2)));
        Numbers.AreClose([2.87142849f, 2.87142849f], norm.running_var!);
    }

    [Fact]
    public void LayerNorm_normalises_the_last_dimension()
    {
        using var norm = LayerNorm(4);
        Numbers.AreClose([-1.02575457f, -0.652752936f, 0.0932503939f, 1.58525705f], norm.call(Numbers.Of([1, 4], 1, 2, 4, 8)));
        using var bare = LayerNorm([4], elementwise_affine: false);
        Assert.Empty(bare.parameters());
        Numbers.AreClose([-1.02575457f, -0.652752936f, 0.0932503939f, 1.58525705f], bare.call(Numbers.Of([1, 4], 1, 2, 4, 8)));
    }

    [Fact]
    public void Dropout_draws_as_in_PyTorch_and_rests_in_evaluation()
    {
        manual_seed(9);
        using var dropout = Dropout(0.3);
        Numbers.AreClose([1.42857146f, 0, 1.42857146f, 1.42857146f, 1.42857146f, 1.42857146f, 1.42857146f, 1.42857146f, 1.42857146f, 1.42857146f], dropout.call(ones(10)));
        dropout.eval();
        Numbers.AreClose([1, 1, 1], dropout.call(ones(3)));
    }

    [Fact]
    public void Flatten_keeps_the_batch()
    {
        using var flatten = Flatten();
        Assert.Equal([2, 12], flatten.call(Numbers.Ramp(1, 2, 3, 4)).shape);
    }

    [Fact]
    public void Activation_layers_are_their_functions()
    {
        var x = Numbers.Of([4], -2, -0.5f, 0.5f, 2);
        (Module<Tensor, Tensor> Layer, float[] Expected)[] cases =
        [
            (ReLU(), [0, 0, 0.5f, 2]),
            (LeakyReLU(0.2), [-0.4f, -0.1f, 0.5f, 2]),
            (nn.Sigmoid(), [0.119202919f, 0.377540678f, 0.622459352f, 0.880797029f]),
            (nn.Tanh(), [-0.964027584f, -0.462117165f, 0.462117165f, 0.964027584f]),
        ];
        foreach (var (layer, expected) in cases)
        {
            Numbers.AreClose(expected, layer.call(x));
            Assert.Empty(layer.state_dict());
        }
        using var inPlace = ReLU(inplace: true);
        inPlace.call(x);
        Numbers.AreClose([0, 0, 0.5f, 2], x);
    }
}
