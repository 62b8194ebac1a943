using SeqGan.Data;
using SeqGan.Eval;
using SeqGan.Text;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Reports;

/// <summary>A run's policies side by side, as maximum likelihood and as each game has left them, by every score that applies.</summary>
public static class PolicyScores
{
    /// <summary>Lets each policy write, scores it, and compares it with maximum likelihood.</summary>
    /// <param name="run">The run; phases that it did not play are left out.</param>
    /// <param name="corpus">Where the references and the held-out lines come from.</param>
    /// <param name="oracle">Who knows the truth; null: the run is on text.</param>
    /// <param name="samples">Lines of each policy; two or more.</param>
    /// <param name="seed">Their seed.</param>
    /// <param name="device">Where to compute; default: the CPU.</param>
    /// <exception cref="InvalidInputException">The run has closed no phase, or a file of it is damaged.</exception>
    public static SideBySide Of(RunDirectory run, Corpus corpus, Oracle? oracle, int samples, long seed, torch.Device? device = null)
    {
        var systems = Sweep.Of<(string, IReadOnlyList<Score>)>(run, (title, generator) =>
        {
            int[][] written = [.. generator.GenerateIds(samples, seed: seed)];
            var scores = oracle is null ? TextReport.Full(generator, corpus, written) : OracleReport.Full(oracle, corpus, generator, written);
            return [(title, [.. scores.Select(score => score.WithInterval())])];
        }, device).ToList();
        if (oracle is null && BigramBaseline.Of(corpus) is var (bigram, score)) systems.Add((bigram, [score.WithInterval()]));
        return new SideBySide(systems);
    }
}
