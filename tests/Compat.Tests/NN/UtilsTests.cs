using TorchSharp;
using TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SeqGan.Compat.Tests.NN;

public sealed class UtilsTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    static Parameter[] WithGrads(params float[][] grads) => Array.ConvertAll(grads, values =>
    {
        var parameter = Parameter(zeros(values.Length));
        parameter.grad = tensor(values);
        return parameter;
    });

    [Fact]
    public void The_norm_over_all_gradients_is_clipped_and_returned()
    {
        var parameters = WithGrads([3, 4], [0, 12, 0]);
        Assert.Equal(13, nn.utils.clip_grad_norm_(parameters, 6.5), 1e-6);
        Numbers.AreClose([1.49999988f, 1.99999988f], parameters[0].grad!);
        Numbers.AreClose([0, 5.99999952f, 0], parameters[1].grad!);
        Assert.Equal(6.5, nn.utils.clip_grad_norm_(parameters, 100), 1e-5);
        Numbers.AreClose([1.49999988f, 1.99999988f], parameters[0].grad!);
    }

    [Fact]
    public void Values_of_gradients_are_cut()
    {
        var parameters = WithGrads([3, -4], [0.5f]);
        nn.utils.clip_grad_value_(parameters, 1);
        Numbers.AreClose([1, -1], parameters[0].grad!);
        Numbers.AreClose([0.5f], parameters[1].grad!);
    }
}
