using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>What an LSTM remembers of the tokens it has read.</summary>
/// <param name="Hidden"><c>[1, rows, hidden]</c></param>
/// <param name="Cell"><c>[1, rows, hidden]</c></param>
public sealed record PolicyState(Tensor Hidden, Tensor Cell) : IDisposable
{
    /// <summary>The states of chosen rows, in the order asked for; a row may be chosen several times.</summary>
    /// <param name="rows">int64: <c>[chosen]</c>.</param>
    public PolicyState Select(Tensor rows) => new(Hidden.index_select(1, rows), Cell.index_select(1, rows));

    /// <summary>The rows of this state, then those of another one.</summary>
    public PolicyState Append(PolicyState other) => new(cat([Hidden, other.Hidden], 1), cat([Cell, other.Cell], 1));

    /// <summary>Keeps the state when the current dispose scope ends.</summary>
    public PolicyState MoveToOuterDisposeScope() => new(Hidden.MoveToOuterDisposeScope(), Cell.MoveToOuterDisposeScope());

    /// <summary>Takes the state out of every dispose scope: who calls this frees it.</summary>
    public PolicyState DetachFromDisposeScope() => new(Hidden.DetachFromDisposeScope(), Cell.DetachFromDisposeScope());

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Hidden.Dispose();
        Cell.Dispose();
    }
}
