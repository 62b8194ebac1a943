using SeqGan.Compute;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Training;

/// <summary>A module and the optimiser that trains it: the one door for updates.</summary>
public class Player : IDisposable
{
    readonly Func<optim.Optimizer>? _make;
    optim.Optimizer? _optimizer;

    internal Player(string name, nn.Module module, optim.Optimizer optimizer)
    {
        (Name, Weights, _optimizer) = (name, module, optimizer);
    }

    internal Player(string name, nn.Module module, Func<optim.Optimizer> optimizer)
    {
        (Name, Weights, _make) = (name, module, optimizer);
    }

    /// <summary>The player's name, e.g. <c>policy</c>; file names and messages carry it.</summary>
    public string Name { get; }

    /// <summary>Largest global 2-norm of the gradient; larger ones are scaled down to it. Infinite: no limit.</summary>
    public double ClipNorm { get; init; } = double.PositiveInfinity;

    /// <summary>Decay of the running average of the weights, such as 0.999; 0: none is kept.</summary>
    public double Decay { get; init; }

    internal nn.Module Weights { get; }

    /// <summary>The average of the weights; null before the first update and without <see cref="Decay"/>.</summary>
    internal WeightAverage? Average { get; private set; }

    /// <summary>The optimiser; made when first asked for, where it may be.</summary>
    internal optim.Optimizer Optimizer => _optimizer ??= Make();

    /// <summary>Whether there is an optimiser yet.</summary>
    internal bool HasOptimizer => _optimizer is not null;

    /// <summary>
    /// One update: remove the gradients, backward, one pass for the norm, its limit and the check that every number is
    /// finite, optimiser step, average. No game calls an optimiser itself.
    /// </summary>
    /// <param name="loss">A scalar with a graph to this player's parameters.</param>
    /// <returns><c>loss</c> and <c>gradient-norm</c> (before clipping).</returns>
    /// <exception cref="NonFiniteException">The loss or a gradient is NaN or infinite; the parameters are untouched.</exception>
    public Scalars Minimize(Tensor loss)
    {
        var value = loss.ToDouble();
        if (!double.IsFinite(value)) throw new NonFiniteException(Name, "loss", value);
        Weights.zero_grad(); // removes them: a parameter without a gradient of its own rests, in a resumed run as in any other
        var trained = Weights.parameters().Where(parameter => parameter.requires_grad).ToArray();
        var adam = Optimizer as FusedAdam;
        using var factors = adam is null ? null : new GradientFactors();
        loss.backward(inputs: trained); // not those of another player, through whom the loss may go
        factors?.Close(trained);
        var norm = GradientNorm.Clip(trained, ClipNorm, factors?.All);
        if (!double.IsFinite(norm)) throw new NonFiniteException(Name, "gradient norm", norm);
        if (adam is null) Optimizer.step();
        else adam.Step(factors!.All);
        if (Decay > 0) (Average ??= new WeightAverage(Weights)).Follow(Decay);
        return new Scalars { { "loss", value }, { "gradient-norm", norm } };
    }

    /// <summary>Puts the averaged weights into the network until the result is disposed of: for evaluations. Null, and nothing is done: there are none.</summary>
    public IDisposable? UseAverage() => Average?.Use();

    /// <summary>Takes over an average that was saved.</summary>
    /// <exception cref="InvalidDataException">Its tensors are not those of the network.</exception>
    internal void RestoreAverage(Dictionary<string, Tensor> saved) => (Average ??= new WeightAverage(Weights)).Restore(saved);

    /// <summary>Lets the optimiser start afresh, where another can be made.</summary>
    internal void ForgetOptimizer()
    {
        if (_make is null) return;
        _optimizer?.Dispose();
        _optimizer = null;
    }

    // It outlives the step in whose dispose scope it may be made.
    optim.Optimizer Make()
    {
        var optimizer = _make!();
        foreach (var tensor in OptimizerTensors.Memory(optimizer)) tensor.DetachFromDisposeScope();
        return optimizer;
    }

    /// <summary>Frees the optimiser's state and the average; the network belongs to the game.</summary>
    public void Dispose()
    {
        _optimizer?.Dispose();
        Average?.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>A player whose module's type is known to the game.</summary>
/// <typeparam name="TModule">The network.</typeparam>
public sealed class Player<TModule> : Player where TModule : nn.Module
{
    /// <param name="name">The player's name.</param>
    /// <param name="module">The network, already on its device; the game owns it, and another player may train it too.</param>
    /// <param name="optimizer">The optimiser over its parameters; the player owns it.</param>
    public Player(string name, TModule module, optim.Optimizer optimizer) : base(name, module, optimizer) => Module = module;

    /// <summary>A player whose optimiser is made with its first update: one that is never trained takes no memory for it, and none in checkpoints.</summary>
    internal Player(string name, TModule module, Func<optim.Optimizer> optimizer) : base(name, module, optimizer) => Module = module;

    /// <summary>The network.</summary>
    public TModule Module { get; }
}
