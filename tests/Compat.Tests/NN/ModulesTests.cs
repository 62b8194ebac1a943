using TorchSharp;
using TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SeqGan.Compat.Tests.NN;

[Collection("Modules")]
public sealed class ModulesTests
{
    sealed class Twin : Module<Tensor, Tensor>
    {
        readonly Linear _first = Linear(2, 3);
        readonly Parameter _scale = Parameter(ones(3));
        readonly Tensor _shift = zeros(3);
        readonly Sequential _tail = Sequential(("inner", Linear(3, 3)), ("relu", ReLU()), ("dropout", Dropout()));
        readonly Linear _last = Linear(3, 1, hasBias: false);

        public Twin() : base(nameof(Twin)) => RegisterComponents();

        public override Tensor forward(Tensor input) => _last.call(_tail.call(_first.call(input) * _scale + _shift));
    }

    sealed class Two : Module<Tensor, Tensor, Tensor>
    {
        public Two() : base(nameof(Two)) => RegisterComponents();

        public override Tensor forward(Tensor left, Tensor right) => left + right;
    }

    sealed class Outer : Module<Tensor, Tensor>
    {
        readonly Twin _twin = new();
        readonly ModuleList<Linear> _list = ModuleList(Linear(1, 1), Linear(1, 2));

        public Outer() : base(nameof(Outer)) => RegisterComponents();

        public override Tensor forward(Tensor input) => _list[1].call(_list[0].call(_twin.call(input)));
    }

    [Fact]
    public void Fields_are_registered_under_their_names()
    {
        using var twin = new Twin();
        Assert.Equal(
            ["_scale", "_first.weight", "_first.bias", "_tail.inner.weight", "_tail.inner.bias", "_last.weight", "_shift"],
            twin.state_dict().Keys);
        Assert.Equal(["_first", "_tail", "_last"], twin.named_children().Select(entry => entry.name));
        Assert.Equal(["_first", "_tail", "_last", "_tail.inner", "_tail.relu", "_tail.dropout"], twin.named_modules().Select(entry => entry.name));
        Assert.Equal(["_shift"], twin.named_buffers().Select(entry => entry.name));
        Assert.Equal(["_scale"], twin.named_parameters(recurse: false).Select(entry => entry.name));
        Assert.Equal("Twin", twin.GetName());
    }

    [Fact]
    public void Modules_nest_and_lists_are_numbered()
    {
        using var outer = new Outer();
        Assert.Equal(
            ["_twin._scale", "_twin._first.weight", "_twin._first.bias", "_twin._tail.inner.weight", "_twin._tail.inner.bias", "_twin._last.weight",
             "_list.0.weight", "_list.0.bias", "_list.1.weight", "_list.1.bias", "_twin._shift"],
            outer.state_dict().Keys);
        using var output = outer.call(ones(4, 2));
        Assert.Equal([4, 2], output.shape);
        Assert.True(outer.has_parameter("_twin._tail.inner.bias"));
        Assert.False(outer.has_parameter("_twin._tail.inner.nothing"));
        Assert.Equal([1, 3], outer.get_parameter("_twin._last.weight")!.shape);
        Assert.Equal([3], outer.get_buffer("_twin._shift")!.shape);
        Assert.Null(outer.get_buffer("_shift"));
    }

    [Fact]
    public void A_call_runs_forward_with_as_many_inputs_as_there_are()
    {
        using var scope = NewDisposeScope();
        using var two = new Two();
        Numbers.AreClose([3], two.call(ones(1), ones(1) * 2));
    }

    [Fact]
    public void Names_are_taken_once_and_have_no_dots()
    {
        using var scope = NewDisposeScope();
        using var two = new Two();
        two.register_buffer("a", ones(1));
        two.register_parameter("p", Parameter(ones(1)));
        two.register_module("m", ReLU());
        Assert.Throws<InvalidOperationException>(() => two.register_buffer("a", ones(1)));
        Assert.Throws<InvalidOperationException>(() => two.register_parameter("p", Parameter(ones(1))));
        Assert.Throws<InvalidOperationException>(() => two.register_module("m", ReLU()));
        Assert.Throws<ArgumentException>(() => two.register_module("m.n", ReLU()));
        Assert.Throws<ArgumentException>(() => two.register_module("", ReLU()));
        Assert.Equal(["p", "a"], two.state_dict().Keys);
    }

    [Fact]
    public void A_parameter_that_is_shared_is_listed_once()
    {
        using var shared = Linear(2, 2);
        using var row = Sequential(shared, ReLU());
        using var holder = new Two();
        holder.register_module("a", row);
        holder.register_module("b", shared);
        Assert.Equal(["a.0.weight", "a.0.bias"], holder.named_parameters().Select(entry => entry.name));
    }

    [Fact]
    public void Training_and_evaluation_reach_every_module()
    {
        using var outer = new Outer();
        Assert.True(outer.training);
        outer.eval();
        Assert.False(outer.training);
        Assert.All(outer.modules(), module => Assert.False(module.training));
        outer.train();
        Assert.All(outer.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Apply_visits_children_before_their_parent()
    {
        using var twin = new Twin();
        var visited = new List<string>();
        twin.apply(module => visited.Add(module.GetType().Name));
        Assert.Equal(["Linear", "Linear", "ReLU", "Dropout", "Sequential", "Linear", "Twin"], visited);
    }

    [Fact]
    public void Zero_grad_removes_gradients_or_fills_them_with_zeros()
    {
        using var scope = NewDisposeScope();
        using var linear = Linear(2, 1);
        linear.call(ones(1, 2)).sum().backward();
        linear.zero_grad(set_to_none: false);
        Numbers.AreClose([0, 0], linear.weight.grad!);
        linear.zero_grad();
        Assert.Null(linear.weight.grad);
    }

    [Fact]
    public void A_move_to_another_type_replaces_parameters_buffers_and_fields()
    {
        using var scope = NewDisposeScope();
        using var twin = new Twin().to(ScalarType.Float64);
        Assert.All(twin.state_dict().Values, tensor => Assert.Equal(ScalarType.Float64, tensor.dtype));
        Assert.All(twin.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.is_leaf));
        Assert.Equal(ScalarType.Float64, twin.call(ones(1, 2, dtype: ScalarType.Float64)).dtype);
        Assert.Same(twin, twin.cpu());

        using var norm = BatchNorm1d(2).to(ScalarType.Float64);
        Assert.Equal(ScalarType.Int64, norm.num_batches_tracked!.dtype);
        Assert.Equal(ScalarType.Float64, norm.running_mean!.dtype);
    }

    [SkippableFact]
    public void A_move_to_a_device_that_is_not_there_is_refused()
    {
        Skip.If(cuda.is_available(), "this machine has CUDA");
        using var linear = Linear(1, 1);
        Assert.Throws<InvalidOperationException>(() => linear.cuda());
        Assert.Throws<ArgumentException>(() => linear.to(ScalarType.Int64));
        Assert.Equal(DeviceType.CPU, linear.weight.device_type);
    }

    // The package makes an Embedding and an LSTM in its native part, and leaves their weights where they are made.
    [Fact]
    public void Layers_made_in_a_dispose_scope_outlive_it_but_for_an_embedding_and_an_lstm()
    {
        Linear linear;
        BatchNorm1d norm;
        Parameter[] theirs;
        using (NewDisposeScope())
        {
            linear = Linear(2, 2);
            norm = BatchNorm1d(2);
            theirs = [.. Embedding(2, 2).parameters(), .. LSTM(2, 2).parameters()];
        }
        foreach (var tensor in new[] { linear.state_dict(), norm.state_dict() }.SelectMany(state => state.Values)) Assert.False(tensor.IsInvalid);
        Assert.Equal(5, theirs.Length);
        Assert.All(theirs, weight => Assert.True(weight.IsInvalid));
        using var scope = NewDisposeScope();
        norm.call(linear.call(zeros(1, 2)).expand(2, 2).contiguous());
        foreach (var module in new Module[] { linear, norm }) module.Dispose();
    }

    [Fact]
    public void Disposing_a_module_disposes_everything_below_it()
    {
        var twin = new Twin();
        var tensors = twin.state_dict().Values.ToList();
        twin.Dispose();
        Assert.All(tensors, tensor => Assert.True(tensor.IsInvalid));
    }
}
