namespace SeqGan.Eval;

/// <summary>The threads of a computation whose result does not depend on them.</summary>
internal static class Parallelism
{
    /// <summary>So many threads; 0: one on each processor.</summary>
    public static ParallelOptions Of(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        return new() { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads };
    }
}
