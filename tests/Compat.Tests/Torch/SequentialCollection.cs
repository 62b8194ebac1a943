namespace SeqGan.Compat.Tests.Torch;

/// <summary>For tests that touch the default generator, thread counts or dispose statistics.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SequentialCollection
{
    public const string Name = "Sequential";
}
