namespace SeqGan.Text;

/// <summary>Completes drafts with what a policy says as it stands when the writer is made.</summary>
internal abstract class DraftWriter : IDisposable
{
    /// <summary>How many drafts at a time it is quickest with.</summary>
    public abstract int Together { get; }

    /// <summary>What a draft takes while it is written, in bytes, roughly.</summary>
    public abstract long BytesADraft { get; }

    /// <summary>Writes drafts to their end: the end token, or as many tokens as any sequence has.</summary>
    /// <param name="sentences">The sequences that drafts begin with.</param>
    /// <param name="drafts">What to complete; those that begin alike stand together.</param>
    /// <remarks>What a draft becomes is a function of the weights, the temperature, its beginning and its key, another for each kind of writer; by tensor operations but for rounding, which may depend on how many stand side by side.</remarks>
    public abstract void Complete(IReadOnlyList<int[]> sentences, IReadOnlyList<Draft> drafts);

    public abstract void Dispose();
}
