using SeqGan.Compute;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>
/// Sequences that grow together, one token a step, from cached states of the policy. New ones may join at any position and
/// finished ones leave, so that whole-sentence sampling and the staircase of rollouts are the same loop.
/// </summary>
internal sealed class Continuations(Policy policy, double temperature) : IDisposable
{
    List<Draft> _drafts = [];
    PolicyState? _state;

    /// <summary>Adds sequences, with what the policy remembers of each one's tokens.</summary>
    public void Join(IReadOnlyList<Draft> drafts, PolicyState state)
    {
        if (drafts.Count == 0) return;
        _drafts.AddRange(drafts);
        using var scope = NewDisposeScope();
        Replace(_state is null ? state.Clone() : _state.Append(state));
    }

    /// <summary>Draws the next token of every sequence; those that end leave.</summary>
    public void Step()
    {
        if (_state is null) return;
        using var scope = NewDisposeScope();
        var uniforms = _drafts.ConvertAll(draft => Philox.Uniform(draft.Key, (uint)draft.Length)).ToArray();
        var tokens = TokenSampler.Draw(policy.Next(_state), temperature, uniforms);
        var (going, rows) = (new List<Draft>(_drafts.Count), new List<long>(_drafts.Count));
        for (var row = 0; row < _drafts.Count; row++)
        {
            var draft = _drafts[row];
            draft.Append((int)tokens[row]);
            if (tokens[row] == policy.Shape.End || draft.Length == policy.Shape.Time) continue;
            going.Add(draft);
            rows.Add(row);
        }
        _drafts = going;
        if (going.Count == 0) Replace(null);
        else
        {
            var read = tensor(rows.ConvertAll(row => tokens[row]).ToArray(), [rows.Count], device: policy.Device);
            var state = rows.Count == tokens.Length ? _state : _state.Select(tensor(rows.ToArray(), [rows.Count], device: policy.Device));
            Replace(policy.Read(read, state));
        }
    }

    public void Dispose() => _state?.Dispose();

    // The state outlives the caller's scopes; it is freed here and nowhere else.
    void Replace(PolicyState? state)
    {
        _state?.Dispose();
        _state = state?.DetachFromDisposeScope();
    }
}
