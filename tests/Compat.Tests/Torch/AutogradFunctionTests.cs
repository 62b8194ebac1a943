using System.Runtime.InteropServices;

using TorchSharp;

using static TorchSharp.torch;

namespace SeqGan.Compat.Tests.Torch;

[Collection(SequentialCollection.Name)]
public sealed class AutogradFunctionTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    // y = factor * x^2 from the saved input
    sealed class ScaledSquare : autograd.SingleTensorFunction<ScaledSquare>
    {
        public override string Name => nameof(ScaledSquare);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            ctx.save_data("factor", vars[1]);
            return x * x * (float)vars[1];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var x = ctx.get_saved_variables()[0];
            return [grad_output * x * 2f * (float)ctx.get_data("factor")!, null!];
        }
    }

    // y = exp(x) from the saved output
    sealed class Exponential : autograd.SingleTensorFunction<Exponential>
    {
        public override string Name => nameof(Exponential);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var y = ((Tensor)vars[0]).exp();
            ctx.save_for_backward([y]);
            return y;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output * ctx.get_saved_variables()[0]];
    }

    sealed class Failing : autograd.SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * 1;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => throw new InvalidOperationException("the kernel has no gradient");
    }

    [Fact]
    public void A_function_brings_its_own_gradient()
    {
        var x = tensor(new[] { 1f, -2f }, requires_grad: true);
        var y = ScaledSquare.apply(x, 10f);
        Assert.Equal([10f, 40f], y.detach().data<float>().ToArray());
        Assert.True(y.requires_grad);
        (y * tensor(new[] { 1f, 100f })).sum().backward();
        Assert.Equal([20f, -4000f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Its_gradient_can_be_differentiated_through_saved_inputs()
    {
        var x = tensor(new[] { 3f }, requires_grad: true);
        var first = autograd.grad([ScaledSquare.apply(x, 5f)], [x], create_graph: true)[0];
        var second = autograd.grad([first], [x])[0];
        Assert.Equal(30f, first.item<float>());
        Assert.Equal(10f, second.item<float>());
    }

    [Fact]
    public void Its_gradient_can_be_differentiated_through_saved_outputs()
    {
        var x = tensor(new[] { 0.5f }, requires_grad: true);
        var first = autograd.grad([Exponential.apply(x)], [x], retain_graph: true, create_graph: true)[0];
        var second = autograd.grad([first], [x])[0];
        Assert.Equal(Math.Exp(0.5), first.item<float>(), 1e-6);
        Assert.Equal(Math.Exp(0.5), second.item<float>(), 1e-6);
    }

    [Fact]
    public void Create_graph_does_not_imply_retain_graph()
    {
        var x = tensor(new[] { 0.5f }, requires_grad: true);
        var first = autograd.grad([x.exp()], [x], create_graph: true)[0];
        Assert.Contains("a second time", Assert.Throws<ExternalException>(() => autograd.grad([first], [x])).Message);
        var second = autograd.grad([Exponential.apply(x)], [x], create_graph: true)[0];
        Assert.Contains("a second time", Assert.Throws<ExternalException>(() => autograd.grad([second], [x])).Message);
    }

    [Fact]
    public void Functions_chain_with_operators_and_each_other()
    {
        var x = tensor(new[] { 0.5f }, requires_grad: true);
        ScaledSquare.apply(Exponential.apply(x * 2), 1f).sum().backward(); // e^(4x)
        Assert.Equal(4 * Math.Exp(2), x.grad!.item<float>(), 1e-4);
    }

    [Fact]
    public void Without_a_gradient_to_compute_no_node_is_made()
    {
        Assert.False(ScaledSquare.apply(ones(2), 1f).requires_grad);
        var x = ones(2, requires_grad: true);
        using (no_grad())
            Assert.False(ScaledSquare.apply(x, 1f).requires_grad);
    }

    [Fact]
    public void An_exception_of_the_backward_pass_comes_out_of_backward()
    {
        var x = ones(2, requires_grad: true);
        var loss = Failing.apply(x).sum();
        Assert.Contains("the kernel has no gradient", Assert.Throws<ExternalException>(() => loss.backward()).Message);
        Assert.Contains("the kernel has no gradient", Assert.Throws<ExternalException>(() => Failing.apply(x).sum().backward()).Message);
        (x * 2).sum().backward();
        Assert.Equal([2f, 2f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void A_graph_of_functions_is_freed_with_its_results()
    {
        // Warm up, so that what lives for ever is not counted.
        Steps(3);
        var before = Tensor.TotalCount;
        Steps(200);
        Assert.InRange(Tensor.TotalCount, 0, before + 10);

        static void Steps(int count)
        {
            for (var k = 0; k < count; k++)
            {
                using var scope = NewDisposeScope();
                var x = ones(3, requires_grad: true);
                ScaledSquare.apply(Exponential.apply(x), 2f).sum().backward();
            }
        }
    }

    [Fact]
    public void Garbage_collection_takes_nothing_that_the_graph_needs()
    {
        var x = ones(3, requires_grad: true);
        var y = ScaledSquare.apply(Exponential.apply(x), 2f);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        y.sum().backward();
        Assert.Equal(4 * Math.Exp(2), x.grad![0].item<float>(), 1e-4);
    }
}
