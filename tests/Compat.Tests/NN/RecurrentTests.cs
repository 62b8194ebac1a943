using TorchSharp;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SeqGan.Compat.Tests.NN;

[Collection("Modules")]
public sealed class RecurrentTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void LSTM_of_two_layers_runs_as_in_PyTorch()
    {
        manual_seed(5);
        using var lstm = LSTM(3, 2, numLayers: 2, batchFirst: true);
        var names = new[] { "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_ih_l1", "weight_hh_l1", "bias_ih_l1", "bias_hh_l1" };
        Assert.Equal(names, lstm.named_parameters().Select(entry => entry.name));

        var input = Numbers.Ramp(12, 2, 2, 3); // [batch, time, inputs]
        var (output, h, c) = lstm.call(input);
        Numbers.AreClose([-0.0719313398f, -0.0725240335f, -0.0933211073f, -0.110182889f, -0.0647793561f, -0.0707182661f, -0.0786348432f, -0.105747014f], output);
        Numbers.AreClose([0.241200432f, 0.182102084f, 0.212899983f, 0.293334603f, -0.0933211073f, -0.110182889f, -0.0786348432f, -0.105747014f], h);
        Numbers.AreClose([0.324639261f, 0.32490477f, 0.280731529f, 0.634415627f, -0.357505918f, -0.323762268f, -0.312568843f, -0.322646052f], c);
    }

    [Fact]
    public void LSTM_goes_on_from_a_state_and_learns_through_it()
    {
        manual_seed(5);
        using var lstm = LSTM(3, 2, numLayers: 2, batchFirst: true);
        var (output, _, c) = lstm.call(Numbers.Ramp(12, 2, 2, 3), (ones(2, 2, 2) / 4, ones(2, 2, 2) / -2));
        Numbers.AreClose([-0.138777122f, -0.14432621f, -0.130129606f, -0.171148062f, -0.133864611f, -0.141745314f, -0.117340818f, -0.164868355f], output);
        Numbers.AreClose([0.284318835f, 0.162736103f, 0.283755422f, 0.421281874f, -0.508016825f, -0.508425057f, -0.468666077f, -0.501155615f], c);
        output.sum().backward();
        using var grad = lstm.get_parameter("bias_hh_l0")!.grad;
        Numbers.AreClose([-0.0239063315f, 0.0766991079f, 0.022411909f, -0.0442778245f, -0.217430145f, 0.135806471f, -0.0112318862f, 0.0202280693f], grad!);
    }

    [Fact]
    public void LSTM_reads_both_ways()
    {
        manual_seed(8);
        using var lstm = LSTM(2, 2, bidirectional: true);
        var (output, _, _) = lstm.call(Numbers.Ramp(4, 2, 1, 2)); // [time, batch, inputs]
        Numbers.AreClose([0.0163404569f, 0.250263155f, -0.124696456f, 0.291837156f, -0.0191464927f, 0.353211284f, -0.0687002391f, 0.108681515f], output);
        Assert.Equal(8, lstm.state_dict().Count);
        Assert.Contains("bias_hh_l0_reverse", lstm.state_dict().Keys);
    }

    [Fact]
    public void LSTM_step_by_step_is_LSTM_at_once()
    {
        using var lstm = LSTM(3, 4, numLayers: 2, batchFirst: true);
        var input = randn(5, 6, 3);
        var (whole, _, _) = lstm.call(input);
        (Tensor, Tensor)? state = null;
        for (var t = 0; t < 6; t++)
        {
            var (output, h, c) = lstm.call(input.narrow(1, t, 1), state);
            Assert.True(output.allclose(whole.narrow(1, t, 1), 1e-5, 1e-6));
            state = (h, c);
        }
    }
}
