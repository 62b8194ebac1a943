using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimiser remembers of one parameter. Its tensors belong to no dispose scope.</summary>
public abstract class OptimizerState
{
    private protected OptimizerState(Parameter parameter) => Parameter = parameter;

    private protected Parameter Parameter { get; }

    public abstract void Initialize(OptimizerOptions options);

    public abstract void LoadStateDict(OptimizerState source);

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    public virtual void to(Device device)
    {
    }

    private protected Tensor Zeros() => torch.zeros_like(Parameter).DetachFromDisposeScope();

    /// <summary>Replaces a state tensor by a copy on the parameter's device; null by null.</summary>
    private protected void Load(ref Tensor? target, Tensor? source)
    {
        var copy = source?.to(Parameter.device, copy: true).DetachFromDisposeScope();
        target?.Dispose();
        target = copy;
    }

    private protected static void Move(ref Tensor? tensor, Device device)
    {
        var moved = tensor?.to(device, copy: true).DetachFromDisposeScope();
        tensor?.Dispose();
        tensor = moved;
    }

    private protected static bool Close(Tensor? left, Tensor? right) =>
        left is null || right is null ? left is null && right is null : left.allclose(right);
}
