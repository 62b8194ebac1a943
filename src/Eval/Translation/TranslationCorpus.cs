namespace SeqGan.Eval.Translation;

/// <summary>What the translation metrics ask of a corpus.</summary>
internal static class TranslationCorpus
{
    /// <exception cref="ArgumentException">The counts differ, a hypothesis has no reference, or there is no hypothesis.</exception>
    public static void Check(string metric, IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references)
    {
        if (hypotheses.Count != references.Count)
            throw new ArgumentException($"{metric}: {hypotheses.Count} hypotheses but {references.Count} lists of references; give one list for each");
        if (hypotheses.Count == 0) throw new ArgumentException($"{metric}: there is no hypothesis to score");
        if (references.Any(lines => lines.Count == 0)) throw new ArgumentException($"{metric}: a hypothesis has no reference to compare with");
    }
}
