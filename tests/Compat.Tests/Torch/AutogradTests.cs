using System.Runtime.InteropServices;

using TorchSharp;

using static TorchSharp.torch;

namespace SeqGan.Compat.Tests.Torch;

public sealed class AutogradTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    static Tensor Leaf(params float[] values) => tensor(values, requires_grad: true);

    [Fact]
    public void Backward_adds_up_in_the_leaves()
    {
        var x = Leaf(2, 3);
        Assert.Null(x.grad);
        (x * x).sum().backward();
        (x * x).sum().backward();
        Assert.Equal([8f, 12f], x.grad!.data<float>().ToArray());
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void A_gradient_can_be_differentiated_again()
    {
        var x = Leaf(2);
        var first = autograd.grad([x.pow(3).sum()], [x], create_graph: true)[0];
        var second = autograd.grad([first.sum()], [x])[0];
        Assert.Equal(12f, first.item<float>());
        Assert.Equal(12f, second.item<float>());
        Assert.Null(x.grad);
    }

    [Fact]
    public void A_gradient_penalty_reaches_the_weights()
    {
        // f(x) = w x, penalty (|df/dx| - 1)^2 = (w - 1)^2, its gradient 2 (w - 1)
        var weight = Leaf(3);
        var x = Leaf(5);
        var slope = autograd.grad([(weight * x).sum()], [x], create_graph: true)[0];
        (slope.norm() - 1).pow(2).backward();
        Assert.Equal(4f, weight.grad!.item<float>(), 1e-5f);
    }

    [Fact]
    public void Unused_inputs_are_an_error_unless_allowed()
    {
        var (x, y) = (Leaf(1), Leaf(1));
        Assert.Throws<ExternalException>(() => autograd.grad([(x * 2).sum()], [x, y]));
        var grads = autograd.grad([(x * 2).sum()], [x, y], allow_unused: true);
        Assert.Equal(2f, grads[0].item<float>());
        Assert.True(grads[1].IsInvalid);
    }

    [Fact]
    public void Grad_outputs_weigh_the_outputs()
    {
        var x = Leaf(1, 2);
        var grad = autograd.grad([x * x], [x], grad_outputs: [tensor(new[] { 10f, 100f })])[0];
        Assert.Equal([20f, 400f], grad.data<float>().ToArray());
    }

    [Fact]
    public void Nothing_is_recorded_under_no_grad()
    {
        var x = Leaf(1);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
                Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
        }
        Assert.True(is_grad_enabled());
        using (set_grad_enabled(false))
            Assert.False(is_grad_enabled());
        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void Inference_mode_ends_with_its_guard()
    {
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False((Leaf(1) * 2).requires_grad);
        }
        Assert.False(is_inference_mode_enabled());
        Assert.True((Leaf(1) * 2).requires_grad);
    }

    [Fact]
    public void Leaves_are_told_from_results()
    {
        var x = Leaf(1);
        var y = x * 2;
        Assert.True(x.is_leaf);
        Assert.False(y.is_leaf);
        Assert.True(y.detach().is_leaf);
        y.retain_grad();
        (y * 3).sum().backward();
        Assert.Equal(3f, y.grad!.item<float>());
        Assert.Equal(6f, x.grad!.item<float>());
    }

    [Fact]
    public void Misuse_of_the_graph_is_an_error_with_libtorchs_words()
    {
        var x = Leaf(1);
        var loss = (x * x).sum();
        loss.backward();
        Assert.Contains("backward through the graph a second time", Assert.Throws<ExternalException>(() => loss.backward()).Message);
        Assert.Contains("does not require grad", Assert.Throws<ExternalException>(() => ones(1).sum().backward()).Message);
        Assert.Contains("in-place operation", Assert.Throws<ExternalException>(() => x.add_(1)).Message);
        Assert.Contains("floating point", Assert.Throws<ExternalException>(() => ones(1, dtype: int64).requires_grad_()).Message);
    }

    [Fact]
    public void A_graph_kept_can_be_walked_twice()
    {
        var x = Leaf(2);
        var loss = (x * x).sum();
        loss.backward(retain_graph: true);
        loss.backward();
        Assert.Equal(8f, x.grad!.item<float>());
    }

    [Fact]
    public void Gradients_flow_only_into_the_inputs_asked_for()
    {
        var (x, y) = (Leaf(2), Leaf(3));
        (x * y).sum().backward(inputs: [x]);
        Assert.Equal(3f, x.grad!.item<float>());
        Assert.Null(y.grad);
    }
}
