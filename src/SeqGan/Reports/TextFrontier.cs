using SeqGan.Data;
using SeqGan.Eval;
using SeqGan.Text;
using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Reports;

/// <summary>The frontiers of a run on text, on both planes of the literature (Caccia et al., ICLR 2020; Alihosseini et al., NeuralGen 2019).</summary>
public static class TextFrontier
{
    const int Order = 4; // of BLEU

    /// <summary>Measures every policy of a run over temperatures.</summary>
    /// <param name="run">The run; phases that it did not play are left out.</param>
    /// <param name="corpus">Where the references and the held-out lines come from.</param>
    /// <param name="samples">Lines a point; two or more.</param>
    /// <param name="seed">Their seed.</param>
    /// <returns>BLEU against Self-BLEU, and the likelihood of test lines against that of the own ones.</returns>
    /// <exception cref="InvalidInputException">The corpus has no test lines.</exception>
    public static IReadOnlyList<Frontier> Measure(RunDirectory run, Corpus corpus, int samples, long seed)
    {
        if (corpus.Test.Count == 0) throw new InvalidInputException("this corpus has no test lines, with which lines at each temperature would be compared; train again with test=FILE, a file of such lines");
        var references = new BleuReferences<int>(TextReport.References(corpus), Order);
        BleuOptions[] bleu = [new() { MaxOrder = Order }];
        var points = Sweep.Of(run, (title, generator) => Sweep.Temperatures.Select(temperature =>
        {
            int[][] written = [.. generator.GenerateIds(samples, temperature, seed)];
            var own = new SequenceStore(generator.Codec.Size);
            foreach (var ids in written) own.Add(generator.WithEnd(ids));
            var setting = Sweep.Setting(temperature);
            return (
                Bleu: new FrontierPoint(title, setting, references.Mean(written, bleu)[0], new BleuReferences<int>(written, Order).SelfMean(bleu)[0]),
                Likelihood: new FrontierPoint(title, setting, HeldOut.NatsPerToken(generator.Policy, corpus.Test, temperature: temperature), HeldOut.NatsPerToken(generator.Policy, own, temperature: temperature)));
        })).ToArray();
        return [new(FrontierAxes.Bleu, [.. points.Select(point => point.Bleu)]), new(FrontierAxes.Likelihood, [.. points.Select(point => point.Likelihood)])];
    }
}
