using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>
/// Drafts completed by batched tensor operations, for any policy on any device. The search is a staircase: one pass over
/// the positions, in which the drafts of a prefix join with its cached state. That is T steps of a growing batch instead of
/// a generation from the first token for each draft.
/// </summary>
internal sealed class TensorWriter(Policy policy, double temperature) : DraftWriter
{
    const int States = 3; // of a draft that are in memory at one time: before and after a token, and of those that go on

    /// <inheritdoc/>
    public override int Together => 256;

    /// <inheritdoc/>
    public override long BytesADraft => BytesOf(policy.Shape);

    /// <summary>What a draft of a policy of some shape takes, in bytes, roughly.</summary>
    public static long BytesOf(PolicyShape shape) =>
        Draft.Bytes(shape.Time) + sizeof(float) * (2L * shape.Vocabulary + (long)(States * shape.StateSize)); // logits, and they with what forbids ids

    /// <inheritdoc/>
    public override void Complete(IReadOnlyList<int[]> sentences, IReadOnlyList<Draft> drafts)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var writing = new Continuations(policy, temperature);
        var joining = drafts.ToLookup(draft => draft.Length);
        var state = policy.Opening(sentences.Count);
        for (var prefix = 0; prefix < policy.Shape.Time; prefix++)
        {
            using var step = NewDisposeScope();
            if (prefix > 0)
            {
                var before = state;
                var tokens = sentences.Select(sentence => prefix <= sentence.Length ? (long)sentence[prefix - 1] : 0).ToArray();
                state = policy.Read(tensor(tokens, [tokens.Length], device: policy.Device), state).MoveToOuterDisposeScope();
                before.Dispose();
            }
            if (joining.Contains(prefix))
            {
                var rows = joining[prefix].Select(draft => (long)draft.Sentence).ToArray();
                writing.Join([.. joining[prefix]], state.Select(tensor(rows, [rows.Length], device: policy.Device)));
            }
            writing.Step();
        }
    }

    /// <inheritdoc/>
    public override void Dispose() { }
}
