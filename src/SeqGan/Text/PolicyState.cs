using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>What a policy remembers of the tokens that each row has read.</summary>
/// <param name="tensors">Of the policy's own choosing, each with the rows in dimension 0: <c>[rows, ...]</c>.</param>
public sealed class PolicyState(params IReadOnlyList<Tensor> tensors) : IDisposable
{
    /// <summary>The memory, rows in dimension 0.</summary>
    public IReadOnlyList<Tensor> Tensors { get; } = tensors;

    /// <summary>The states of chosen rows, in the order asked for; a row may be chosen several times.</summary>
    /// <param name="rows">int64: <c>[chosen]</c>.</param>
    public PolicyState Select(Tensor rows) => Each(memory => memory.index_select(0, rows));

    /// <summary>The rows of this state, then those of another one.</summary>
    public PolicyState Append(PolicyState other) => new([.. Tensors.Zip(other.Tensors, (first, second) => cat([first, second], 0))]);

    /// <summary>A copy in memory of its own.</summary>
    public PolicyState Clone() => Each(memory => memory.clone());

    /// <summary>Keeps the state when the current dispose scope ends.</summary>
    public PolicyState MoveToOuterDisposeScope() => Each(memory => memory.MoveToOuterDisposeScope());

    /// <summary>Takes the state out of every dispose scope: who calls this frees it.</summary>
    public PolicyState DetachFromDisposeScope() => Each(memory => memory.DetachFromDisposeScope());

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var memory in Tensors) memory.Dispose();
    }

    PolicyState Each(Func<Tensor, Tensor> change) => new([.. Tensors.Select(change)]);
}
