using TorchSharp;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SeqGan.Compat.Tests.NN;

public sealed class ContainersTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Sequential_runs_in_order_and_numbers_what_has_no_name()
    {
        using var row = Sequential(Linear(2, 3), ReLU(), Linear(3, 1));
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], row.state_dict().Keys);
        Assert.Equal(3, row.Count);
        var input = ones(4, 2);
        var expected = row[2].call(row[1].call(row[0].call(input)));
        Assert.True(row.call(input).allclose(expected));
        Assert.False(input.IsInvalid);
    }

    [Fact]
    public void Sequential_takes_names_in_every_form()
    {
        using var tuples = Sequential(("a", Linear(1, 1)), ("b", Linear(1, 1)));
        using var list = Sequential(new List<(string, Module<Tensor, Tensor>)> { ("a", Linear(1, 1)), ("b", Linear(1, 1)) });
        using var appended = Sequential().append("a", Linear(1, 1)).append("b", Linear(1, 1));
        foreach (var row in new[] { tuples, list, appended })
            Assert.Equal(["a.weight", "a.bias", "b.weight", "b.bias"], row.state_dict().Keys);
        using var unnamed = Sequential(new List<Module<Tensor, Tensor>> { Linear(1, 1) }).append(ReLU());
        Assert.Equal(["0", "1"], unnamed.named_children().Select(entry => entry.name));
    }

    [Fact]
    public void An_empty_sequential_hands_its_input_on()
    {
        using var row = Sequential();
        var input = ones(2);
        row.call(input).Dispose();
        Numbers.AreClose([1, 1], input);
    }

    sealed class Choice : Module<Tensor, string, Tensor>
    {
        readonly TorchSharp.Modules.ModuleDict<TorchSharp.Modules.Linear> _heads = ModuleDict(("left", Linear(1, 1)), ("right", Linear(1, 2)));

        public Choice() : base(nameof(Choice)) => RegisterComponents();

        public override Tensor forward(Tensor input, string head) => _heads[head].call(input);
    }

    [Fact]
    public void A_module_dictionary_names_its_modules()
    {
        using var choice = new Choice();
        Assert.Equal(["_heads.left.weight", "_heads.left.bias", "_heads.right.weight", "_heads.right.bias"], choice.state_dict().Keys);
        Assert.Equal([3, 2], choice.call(ones(3, 1), "right").shape);
    }
}
