using System.Globalization;
using System.Runtime.InteropServices;
using SeqGan.Eval.Statistics;

namespace SeqGan.Eval.Translation;

/// <summary>
/// chrF (Popovic, WMT 2015) and chrF++ (WMT 2017) of a corpus as sacreBLEU 2.x computes them, in 0..100: precision and recall of
/// the n-grams of characters (blanks removed) and words, averaged over the orders that both sides have, as one F score.
/// </summary>
public static class ChrF
{
    // Popovic's chrF++ takes these, which are ASCII's, off the end of a word, or else off its beginning.
    const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    // Three numbers side by side, as sums over lines have them.
    readonly record struct Counts(double Hypothesis, double Reference, double Matches);

    /// <summary>chrF of a corpus, with sacreBLEU's own signature. Of several references a line counts with the one that scores highest.</summary>
    /// <param name="hypotheses">The translations, plain text, not tokenized.</param>
    /// <param name="references">For each hypothesis its references; their number may differ from line to line.</param>
    /// <param name="options">Orders, beta, case.</param>
    /// <exception cref="ArgumentException">The counts differ, a hypothesis has no reference, there is no hypothesis, or the options make no sense.</exception>
    public static Score Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, ChrFOptions? options = null)
    {
        options = (options ?? new()).Checked();
        TranslationCorpus.Check("chrF", hypotheses, references);
        var lines = LineSums.Of([.. hypotheses.Zip(references)], 3 * (options.CharacterOrder + options.WordOrder), Add, (sums, _) => Combine(MemoryMarshal.Cast<double, Counts>(sums), options));
        var name = $"chrF{options.Beta.ToString(CultureInfo.InvariantCulture)}{new string('+', options.WordOrder)}";
        return new Score(name, lines.Value, hypotheses.Count,
            TranslationSignature.Of(references, options.Lowercase, "eff:yes", $"nc:{options.CharacterOrder}", $"nw:{options.WordOrder}", "space:no"))
        { Lines = lines.InPairs() };

        void Add((string Hypothesis, IReadOnlyList<string> References) line, Span<double> terms) =>
            line.References.Select(reference => Compare(line.Hypothesis, reference, options)).MaxBy(counts => Combine(counts, options))!.CopyTo(MemoryMarshal.Cast<double, Counts>(terms));
    }

    // [order] of characters, then of words
    static Counts[] Compare(string hypothesis, string reference, ChrFOptions options)
    {
        if (options.Lowercase) (hypothesis, reference) = (hypothesis.ToLowerInvariant(), reference.ToLowerInvariant());
        var characters = Compare(Segments.Characters(hypothesis), Segments.Characters(reference), options.CharacterOrder);
        return options.WordOrder == 0 ? characters : [.. characters, .. Compare(Words(hypothesis), Words(reference), options.WordOrder)];
    }

    static Counts[] Compare<T>(T[] hypothesis, T[] reference, int orders) where T : notnull
    {
        var matches = new BleuReferences<T>([reference], orders).Counts(hypothesis).Precisions;
        return [.. matches.Select((match, n) =>
        {
            var (own, others) = (Math.Max(0, hypothesis.Length - n), Math.Max(0, reference.Length - n));
            return new Counts(others == 0 ? 0 : own, others, match.Matches);
        })];
    }

    static double Combine(ReadOnlySpan<Counts> counts, ChrFOptions options)
    {
        double precision = 0, recall = 0;
        var orders = 0;
        foreach (var (hypothesis, reference, matches) in counts)
        {
            if (hypothesis == 0 || reference == 0) continue;
            precision += matches / hypothesis;
            recall += matches / reference;
            orders++;
        }
        if (precision + recall == 0) return 0;
        precision /= orders;
        recall /= orders;
        var weight = options.Beta * options.Beta;
        return 100 * (1 + weight) * precision * recall / (weight * precision + recall);
    }

    static string[] Words(string line) => [.. Segments.Words(line).SelectMany<string, string>(word =>
        word.Length == 1 ? [word]
        : Punctuation.Contains(word[^1]) ? [word[..^1], word[^1..]]
        : Punctuation.Contains(word[0]) ? [word[..1], word[1..]]
        : [word])];
}
