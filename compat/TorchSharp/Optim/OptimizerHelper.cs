using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>What the optimisers have in common: a state for every parameter, and a step without gradients in a dispose scope of its own.</summary>
public abstract class OptimizerHelper : Optimizer
{
    readonly Dictionary<Parameter, OptimizerState> _states = new(ReferenceEqualityComparer.Instance);

    private protected OptimizerHelper()
    {
    }

    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in Groups)
        {
            dictionary.Options.Add(group.Options);
            var indices = new List<int>();
            foreach (var parameter in group.Parameters)
            {
                indices.Add(dictionary.State.Count);
                dictionary.State.Add(_states[parameter]);
            }
            dictionary.StateIndexRef.Add(indices);
        }
        return dictionary;
    }

    /// <summary>Copies the options and states of an optimiser of the same kind over the same shapes.</summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        if (state_dict.Options.Count != own.Options.Count) throw new ArgumentException("Invalid optimizer state -- different number of parameter groups.");
        if (state_dict.State.Count != own.State.Count) throw new ArgumentException("Invalid optimizer state -- different number of states.");
        foreach (var (target, source) in own.Options.Zip(state_dict.Options))
            if (!ReferenceEquals(target, source)) target.LoadStateDict(source);
        foreach (var (target, source) in own.State.Zip(state_dict.State))
            if (!ReferenceEquals(target, source)) target.LoadStateDict(source);
    }

    public void to(Device device)
    {
        foreach (var state in _states.Values) state.to(device);
    }

    private protected void Register(ParamGroup group, Func<Parameter, OptimizerState> newState)
    {
        group.Options.InitialLearningRate = group.LearningRate;
        Groups.Add(group);
        foreach (var parameter in group.Parameters)
        {
            var state = newState(parameter);
            state.Initialize(group.Options);
            _states[parameter] = state;
        }
    }

    /// <summary>Updates each parameter that has a gradient; the update's temporaries die with the step.</summary>
    private protected Tensor? Step<TOptions, TState>(Func<Tensor>? closure, Action<Parameter, Tensor, TOptions, TState> update) where TOptions : OptimizerOptions where TState : OptimizerState
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var _ = torch.enable_grad();
            loss = closure();
        }

        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        foreach (var group in Groups)
            foreach (var parameter in group.Parameters)
                if (parameter.grad is { } grad)
                    update(parameter, grad, (TOptions)group.Options, (TState)_states[parameter]);
        return loss;
    }

    private protected override void ReleaseStates()
    {
        foreach (var state in _states.Values.OfType<IDisposable>()) state.Dispose();
        _states.Clear();
    }
}
