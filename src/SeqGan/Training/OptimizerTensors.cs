using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Training;

/// <summary>
/// What an optimiser remembers, as tensors under the names of the parameters: <c>lstm.weight_ih_l0.exp_avg</c>. Its rates
/// are no part of it: they are options, or computed from the step.
/// </summary>
internal static class OptimizerTensors
{
    /// <summary>What the optimiser of a player remembers: its own tensors, and new ones for its counts in the caller's dispose scope.</summary>
    public static Dictionary<string, Tensor> Of(Player player)
    {
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (name, _, state) in States(player))
        {
            if (Steps(state) is { } steps) tensors[$"{name}.step"] = tensor(new[] { steps }); // [1]
            foreach (var slot in Slots(state))
                if (slot.Get() is { } memory) tensors[$"{name}.{slot.Name}"] = memory;
        }
        return tensors;
    }

    /// <summary>An optimiser's own tensors.</summary>
    public static IEnumerable<Tensor> Memory(optim.Optimizer optimizer) =>
        ((OptimizerHelper)optimizer).state_dict().State.SelectMany(Slots).Select(slot => slot.Get()).OfType<Tensor>();

    /// <summary>Gives the optimiser of a player the memory that <see cref="Of"/> took.</summary>
    /// <exception cref="InvalidDataException">Names or shapes are of another optimiser or network.</exception>
    public static void Restore(Player player, Dictionary<string, Tensor> tensors)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var left = new Dictionary<string, Tensor>(tensors);
        foreach (var (name, parameter, state) in States(player))
        {
            if (Steps(state) is not null)
            {
                var steps = Take($"{name}.step", [1], ScalarType.Int64);
                SetSteps(state, steps.ToInt64());
            }
            foreach (var slot in Slots(state))
            {
                if (slot.Get() is { } memory) memory.copy_(Take($"{name}.{slot.Name}", memory.shape, memory.dtype));
                else if (left.Remove($"{name}.{slot.Name}", out var first)) slot.Set(first.to(parameter.device, copy: true).DetachFromDisposeScope());
            }
        }
        if (left.Count > 0) throw new InvalidDataException($"it holds '{left.Keys.First()}', which the optimiser of {player.Name} has not");

        Tensor Take(string name, long[] shape, ScalarType type)
        {
            if (!left.Remove(name, out var found)) throw new InvalidDataException($"it has no '{name}'");
            if (!found.shape.SequenceEqual(shape) || found.dtype != type)
                throw new InvalidDataException($"'{name}' is {found.dtype} [{string.Join(", ", found.shape)}]; {type} [{string.Join(", ", shape)}] was expected");
            return found;
        }
    }

    static IEnumerable<(string Name, Parameter Parameter, OptimizerState State)> States(Player player)
    {
        var names = player.Weights.named_parameters().ToDictionary(one => one.parameter, one => one.name, (IEqualityComparer<Parameter>)ReferenceEqualityComparer.Instance);
        var states = ((OptimizerHelper)player.Optimizer).state_dict().State;
        foreach (var (parameter, state) in player.Optimizer.parameters().Zip(states))
        {
            if (!names.TryGetValue(parameter, out var name)) throw new InvalidOperationException($"the optimiser of {player.Name} trains a parameter that is not of its network");
            yield return (name, parameter, state);
        }
    }

    static long? Steps(OptimizerState state) => state switch
    {
        Adam.State adam => adam.step,
        RMSProp.State rmsProp => rmsProp.step,
        SGD.State => null,
        _ => throw Unknown(state),
    };

    static void SetSteps(OptimizerState state, long steps)
    {
        if (state is Adam.State adam) adam.step = steps;
        else if (state is RMSProp.State rmsProp) rmsProp.step = steps;
    }

    static Slot[] Slots(OptimizerState state) => state switch
    {
        Adam.State adam =>
        [
            new("exp_avg", () => adam.exp_avg, memory => adam.exp_avg = memory),
            new("exp_avg_sq", () => adam.exp_avg_sq, memory => adam.exp_avg_sq = memory),
            new("max_exp_avg_sq", () => adam.max_exp_avg_sq, memory => adam.max_exp_avg_sq = memory),
        ],
        RMSProp.State rmsProp =>
        [
            new("square_avg", () => rmsProp.square_avg, memory => rmsProp.square_avg = memory),
            new("momentum_buffer", () => rmsProp.momentum_buffer, memory => rmsProp.momentum_buffer = memory),
            new("grad_avg", () => rmsProp.grad_avg, memory => rmsProp.grad_avg = memory),
        ],
        SGD.State sgd => [new("momentum_buffer", () => sgd.momentum_buffer, memory => sgd.momentum_buffer = memory)],
        _ => throw Unknown(state),
    };

    static NotSupportedException Unknown(OptimizerState state) =>
        new($"the state of {state.GetType().DeclaringType?.Name} cannot be saved; train with Adam, RMSProp or SGD, or add its case here");

    /// <summary>One tensor of an optimiser's state; some are null until the first step.</summary>
    readonly record struct Slot(string Name, Func<Tensor?> Get, Action<Tensor> Set);
}
