using SeqGan.Tokenization;

namespace SeqGan.Text;

/// <summary>
/// What sizes need in memory at the very least: what cannot fit into this machine is refused in one line, before anything
/// of that size is made. A training needs more than this; a size that passes may still be too much.
/// </summary>
internal static class Footprint
{
    const int Number = 4; // bytes of a float32
    const int Adam = 2; // moments of a weight

    static double Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The weights of a network that is opened to be used.</summary>
    /// <exception cref="InvalidInputException">They do not fit.</exception>
    public static void Check(double weights)
    {
        if (weights * Number > Available) throw new InvalidInputException($"its weights need {Gigabytes(weights * Number)} of memory, and this machine has {Gigabytes(Available)}");
    }

    /// <summary>What a training holds at one time.</summary>
    /// <param name="policy">The policy; the discriminator follows from it and the options.</param>
    /// <param name="options">The numbers.</param>
    /// <param name="lines">Training lines.</param>
    /// <exception cref="InvalidInputException">It does not fit; the message names the greatest part of it.</exception>
    public static void Check(PolicyShape policy, SeqGanOptions options, int lines)
    {
        var duels = options.Controls ? 3 : 1;
        var copies = 2 + 2 * Adam + (options.RolloutLag > 0 ? 1 : 0); // weight, gradient, the moments of both of its optimisers
        double sentences = options.Rounds == 0 ? Math.Min(options.Batch, lines) : options.PolicyBatch == 0 ? options.Batch : options.PolicyBatch;
        double rollouts = options.Rounds == 0 ? 0 : options.Rollouts * (policy.Time - 1.0) * (policy.Kind == NetworkKind.Cnn ? TensorWriter.BytesOf(policy) : Draft.Bytes(policy.Time)); // of one sentence
        double pass = options.Kernels ? 8.0 * policy.Hidden : policy.Vocabulary; // of a token: gates and states, or logits
        Check([
            ("the policy", "embedding, hidden or max-vocabulary", duels * copies * policy.Weights * Number),
            ("the discriminator", "discriminator-embedding, discriminator-hidden or filter-counts", duels * (2 + Adam) * DiscriminatorShape.Of(policy, options).Weights * Number),
            ("the policy's pass over a batch", options.PolicyBatch == 0 ? "batch" : "policy-batch", 2 * sentences * policy.Time * pass * Number), // and its gradient
            ("the rollouts", "rollouts", Math.Max(rollouts, Math.Min(sentences * rollouts, options.RolloutMemory * 1048576.0))),
            ("the fake samples", "discriminator-samples", (double)options.DiscriminatorSamples * (policy.End < 0 ? policy.Time : 1) * sizeof(int)),
        ]);
    }

    /// <summary>A drawn oracle and the sequences that it draws.</summary>
    /// <exception cref="InvalidInputException">They do not fit.</exception>
    public static void Check(OracleOptions oracle)
    {
        double vocabulary = oracle.Vocabulary;
        Check([
            ("the oracle", "oracle.vocabulary, oracle.embedding or oracle.hidden", Number * (vocabulary * oracle.Embedding + LstmPolicy.Weights(oracle.Embedding, oracle.Hidden) + (oracle.Hidden + 1.0) * vocabulary)),
            ("its sequences", "oracle.train-samples, oracle.test-samples or oracle.length", (double)oracle.Length * (oracle.TrainSamples + 2.0 * oracle.TestSamples) * sizeof(ushort)), // as many to validate with as to test with
        ]);
    }

    static void Check(IReadOnlyList<(string Part, string Settings, double Bytes)> parts)
    {
        var needed = parts.Sum(part => part.Bytes);
        if (needed <= Available) return;
        var (most, settings, bytes) = parts.MaxBy(part => part.Bytes);
        throw new InvalidInputException(Invariant($"this needs {Gigabytes(needed)} of memory or more, {Gigabytes(bytes)} of it for {most}, and this machine has {Gigabytes(Available)}; give smaller {settings}"));
    }

    static string Gigabytes(double bytes) => Invariant($"{bytes / 1e9:N0} GB");
}
