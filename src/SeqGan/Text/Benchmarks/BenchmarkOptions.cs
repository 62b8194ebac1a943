using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Text.Benchmarks;

/// <summary>How a piece is measured, and what its floor is counted with.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Measured runs of a piece.</summary>
    public int Repeat { get; init; } = 5;

    /// <summary>Runs before them that are not counted.</summary>
    public int WarmUp { get; init; } = 1;

    /// <summary>Whether a round is played to its end; else one set and one epoch of the discriminator stand for all of them.</summary>
    public bool Whole { get; init; }

    /// <summary>What the processor does in a large matrix product in fp32, in 10^9 floating-point operations a second.</summary>
    public double Gflops { get; init; } = 205;

    /// <summary>As <see cref="Gflops"/>, of factors in bf16; it counts for the discriminator's products where the game keeps them so.</summary>
    public double Bf16Gflops { get; init; } = 395;

    /// <summary>What the memory delivers, in 10^9 bytes a second.</summary>
    public double Gbytes { get; init; } = 37;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InvalidInputException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        OptionRange.AtLeast("--repeat", Repeat, 1);
        OptionRange.AtLeast("--warm-up", WarmUp, 0);
        foreach (var (name, value) in new[] { ("--gflops", Gflops), ("--gflops-bf16", Bf16Gflops), ("--gbytes", Gbytes) })
            if (!(value > 0 && double.IsFinite(value))) throw new InvalidInputException(Invariant($"{name} is {value}; give a number above 0"));
    }
}
