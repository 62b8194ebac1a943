using TorchSharp;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SeqGan.Compat.Tests.NN;

public sealed class StateDictionaryTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    static Dictionary<string, Tensor> Weights(string bias = "bias") => new()
    {
        ["weight"] = Numbers.Of([1, 2], 3, 4),
        [bias] = Numbers.Of([1], 5),
    };

    [Fact]
    public void Loading_copies_into_the_parameters_that_are_there()
    {
        using var linear = Linear(2, 1);
        var weight = linear.weight;
        var source = Weights();
        var (missing, unexpected) = linear.load_state_dict(source);
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.Same(weight, linear.weight);
        source["weight"].zero_();
        Numbers.AreClose([3, 4], linear.weight);
        Numbers.AreClose([5], linear.bias!);
        Assert.True(linear.weight.requires_grad && linear.weight.is_leaf);
    }

    [Fact]
    public void A_strict_load_wants_the_same_names()
    {
        using var linear = Linear(2, 1);
        Assert.Throws<InvalidOperationException>(() => linear.load_state_dict(Weights("offset")));
        var (missing, unexpected) = linear.load_state_dict(Weights("offset"), strict: false);
        Assert.Equal(["bias"], missing);
        Assert.Equal(["offset"], unexpected);
        Numbers.AreClose([3, 4], linear.weight);
    }

    [Fact]
    public void Skipped_names_are_left_alone_on_both_sides()
    {
        using var linear = Linear(2, 1);
        var bias = Numbers.Values(linear.bias!);
        var (missing, unexpected) = linear.load_state_dict(Weights("offset"), skip: ["bias", "offset"]);
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Numbers.AreClose(bias, linear.bias!);
    }

    [Fact]
    public void A_prefix_goes_before_every_name()
    {
        using var linear = Linear(2, 1);
        var destination = linear.state_dict(prefix: "head");
        Assert.Equal(["head.weight", "head.bias"], destination.Keys);
        Assert.Same(linear.weight, destination["head.weight"]);
    }
}
