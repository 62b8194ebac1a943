using SeqGan.Tokenization;

namespace SeqGan.Text;

/// <summary>The synthetic experiment's oracle and what is drawn from it (Yu et al., section 4.1). Settings begin with <c>oracle.</c></summary>
public sealed record OracleOptions
{
    /// <summary>Folder with 15 .npy arrays of a published oracle; empty: an oracle drawn from N(0, 1).</summary>
    public string Weights { get; init; } = "";

    /// <summary>The drawn oracle's seed, apart from the run's, so that runs of several seeds meet one oracle.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The drawn oracle's vocabulary.</summary>
    public int Vocabulary { get; init; } = 5000;

    /// <summary>Width of the drawn oracle's token embedding.</summary>
    public int Embedding { get; init; } = 32;

    /// <summary>Width of the drawn oracle's LSTM state.</summary>
    public int Hidden { get; init; } = 32;

    /// <summary>Tokens of every sequence.</summary>
    public int Length { get; init; } = 20;

    /// <summary>Sequences drawn for training.</summary>
    public int TrainSamples { get; init; } = 10_000;

    /// <summary>Sequences drawn anew for nll-test, and as many for choosing a baseline's settings.</summary>
    public int TestSamples { get; init; } = 10_000;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InvalidInputException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        foreach (var (name, value, least) in new[]
        {
            ("vocabulary", Vocabulary, 2), ("embedding", Embedding, 1), ("hidden", Hidden, 1), ("length", Length, 2), ("train-samples", TrainSamples, 2), ("test-samples", TestSamples, 1),
        })
        {
            if (value < least) throw new InvalidInputException($"oracle.{name} is {value}; give {least} or more");
        }
    }
}
