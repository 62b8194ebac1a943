namespace SeqGan.Tests.Support;

/// <summary>Tests that touch torch's seed, threads or the dispose statistics: never side by side.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime
{
    public const string Name = "one at a time";
}
