namespace SeqGan.Compute;

/// <summary>Shares out a kernel's independent parts among threads: whoever is free takes the next one, so that dear parts should come first.</summary>
internal static class Workers
{
    /// <summary>Does every part, each on some thread.</summary>
    /// <param name="parts">How many.</param>
    /// <param name="work">Does one; what it computes must depend on nothing but its number.</param>
    public static void For(int parts, Action<int> work)
    {
        if (Threads.Count == 1 || parts < 2)
        {
            for (var part = 0; part < parts; part++) work(part);
            return;
        }
        var next = -1;
        Crew.Do(Threads.Count, () =>
        {
            for (int part; (part = Interlocked.Increment(ref next)) < parts;) work(part);
        });
    }

    /// <summary>Does every part with memory that a thread keeps from part to part.</summary>
    /// <param name="parts">How many.</param>
    /// <param name="scratch">Makes a thread's memory.</param>
    /// <param name="work">Does one part.</param>
    public static void For<TScratch>(int parts, Func<TScratch> scratch, Action<int, TScratch> work) where TScratch : IDisposable
    {
        if (Threads.Count == 1 || parts < 2)
        {
            using var only = scratch();
            for (var part = 0; part < parts; part++) work(part, only);
            return;
        }
        var next = -1;
        Crew.Do(Threads.Count, () =>
        {
            if (next >= parts - 1) return; // all are taken
            using var own = scratch();
            for (int part; (part = Interlocked.Increment(ref next)) < parts;) work(part, own);
        });
    }
}
