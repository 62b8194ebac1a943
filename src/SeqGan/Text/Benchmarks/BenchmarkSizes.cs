using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Text.Benchmarks;

/// <summary>The random sequences that a benchmark trains on. The defaults are those of the reference configuration.</summary>
public sealed record BenchmarkSizes
{
    /// <summary>Ids are 0 .. Vocabulary-1.</summary>
    public int Vocabulary { get; init; } = 5000;

    /// <summary>Tokens of every sequence.</summary>
    public int Length { get; init; } = 20;

    /// <summary>Training lines.</summary>
    public int Lines { get; init; } = 10_000;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InvalidInputException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        OptionRange.AtLeast("vocabulary", Vocabulary, 2);
        OptionRange.AtLeast("length", Length, 2);
        OptionRange.AtLeast("lines", Lines, 2);
    }
}
