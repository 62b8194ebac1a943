using SeqGan.Compute;
using SeqGan.Tests.Support;
using SeqGan.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Tests.Training;

[Collection(OneAtATime.Name)]
public sealed class OptimizerTensorsTests
{
    static readonly Dictionary<string, Func<IEnumerable<Parameter>, optim.Optimizer>> _optimizers = new()
    {
        ["Adam"] = parameters => optim.Adam(parameters, 0.01),
        ["Adam amsgrad"] = parameters => optim.Adam(parameters, 0.01, amsgrad: true, weight_decay: 0.1),
        ["FusedAdam"] = parameters => new FusedAdam(parameters, 0.01),
        ["RMSProp"] = parameters => optim.RMSProp(parameters, 0.01),
        ["RMSProp centered"] = parameters => optim.RMSProp(parameters, 0.01, momentum: 0.9, centered: true),
        ["SGD"] = parameters => optim.SGD(parameters, 0.01),
        ["SGD momentum"] = parameters => optim.SGD(parameters, 0.01, momentum: 0.9),
    };

    public static TheoryData<string> Names => [.. _optimizers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_optimiser_with_the_memory_of_another_goes_on_as_that_one(string name)
    {
        for (var steps = 0; steps < 4; steps++)
        {
            using var scope = NewDisposeScope();
            var (one, first) = Player(name);
            for (var i = 0; i < steps; i++) Step(one, first, i);
            var (two, second) = Player(name);
            second.load_state_dict(first.state_dict());
            OptimizerTensors.Restore(two, OptimizerTensors.Of(one).ToDictionary(tensor => tensor.Key, tensor => tensor.Value.clone()));
            for (var i = steps; i < steps + 3; i++)
            {
                Step(one, first, i);
                Step(two, second, i);
            }
            Assert.Equal(Numbers(first), Numbers(second));
            one.Dispose();
            two.Dispose();
        }
    }

    [Fact]
    public void Names_are_those_of_the_parameters()
    {
        using var scope = NewDisposeScope();
        var (player, module) = Player("Adam");
        Step(player, module, 0);
        var tensors = OptimizerTensors.Of(player);
        Assert.Equal(["0.bias.exp_avg", "0.bias.exp_avg_sq", "0.bias.step", "0.weight.exp_avg", "0.weight.exp_avg_sq", "0.weight.step"], tensors.Keys.Where(name => name.StartsWith("0.", StringComparison.Ordinal)).Order());
        Assert.Equal(1, tensors["0.weight.step"].ToInt64());
        Assert.Equal([4, 3], tensors["0.weight.exp_avg"].shape);
        player.Dispose();
    }

    [Theory]
    [InlineData("gone", "it has no '0.weight.exp_avg'")]
    [InlineData("shape", "'0.weight.exp_avg' is Float32 [3, 4]; Float32 [4, 3] was expected")]
    [InlineData("type", "'0.weight.exp_avg' is Float64 [4, 3]; Float32 [4, 3] was expected")]
    [InlineData("more", "it holds 'mine', which the optimiser of it has not")]
    public void The_memory_of_another_optimiser_is_refused(string how, string message)
    {
        using var scope = NewDisposeScope();
        var (player, _) = Player("Adam");
        var tensors = OptimizerTensors.Of(player);
        const string Name = "0.weight.exp_avg";
        if (how == "gone") tensors.Remove(Name);
        if (how == "shape") tensors[Name] = zeros(3, 4);
        if (how == "type") tensors[Name] = zeros(4, 3, dtype: ScalarType.Float64);
        if (how == "more") tensors["mine"] = zeros(1);
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => OptimizerTensors.Restore(player, tensors)).Message);
        player.Dispose();
    }

    [Fact]
    public void A_parameter_without_a_gradient_rests_whatever_came_before()
    {
        using var scope = NewDisposeScope();
        var (player, module) = Player("Adam");
        Step(player, module, 0);
        var resting = module.named_parameters().Single(one => one.name == "1.weight").parameter.data<float>().ToArray();
        player.Minimize(((Linear)module.children().First()).forward(ones(1, 3)).sum()); // the second layer has no part in it
        Assert.Equal(resting, module.named_parameters().Single(one => one.name == "1.weight").parameter.data<float>().ToArray());
        player.Dispose();
    }

    static (Player<Sequential>, Sequential) Player(string name)
    {
        manual_seed(1);
        var module = nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 2));
        return (new("it", module, _optimizers[name](module.parameters())), module);
    }

    static void Step(Player player, Sequential module, int i)
    {
        manual_seed(100 + i);
        player.Minimize(module.forward(randn(5, 3)).square().mean());
    }

    static float[] Numbers(nn.Module module) => [.. module.parameters().SelectMany(parameter => parameter.data<float>().ToArray())];
}
