namespace SeqGan.Eval.Tests;

/// <summary>BLEU as one would write it from the paper with no thought of speed: n-grams as joined strings, all references walked for each hypothesis.</summary>
internal static class NaiveBleu
{
    public static double Sentence(IReadOnlyList<string[]> references, string[] hypothesis, BleuOptions options)
    {
        var precisions = new NgramPrecision[options.CountedOrder];
        for (var n = 1; n <= precisions.Length; n++)
        {
            var matches = Count(hypothesis, n).Sum(own => Math.Min(own.Value, references.Max(r => Count(r, n).GetValueOrDefault(own.Key))));
            precisions[n - 1] = new NgramPrecision(matches, Math.Max(1, hypothesis.Length - n + 1));
        }
        var closest = Bleu.ClosestReferenceLength([.. references.Select(r => r.Length)], hypothesis.Length);
        return Bleu.Combine(BleuCounts.Sentence(precisions, closest, hypothesis.Length), options);
    }

    public static double Mean(IReadOnlyList<string[]> references, IReadOnlyList<string[]> hypotheses, BleuOptions options) =>
        hypotheses.Aggregate(0.0, (sum, hypothesis) => sum + Sentence(references, hypothesis, options)) / hypotheses.Count;

    public static double SelfMean(IReadOnlyList<string[]> lines, BleuOptions options) =>
        lines.Select((line, i) => Sentence([.. lines.Where((_, other) => other != i)], line, options)).Aggregate(0.0, (sum, score) => sum + score) / lines.Count;

    public static string[][] RandomLines(int seed, int count, int words, int shortest, int longest)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
            Enumerable.Range(0, random.Next(shortest, longest + 1)).Select(_ => $"w{random.Next(words)}").ToArray())];
    }

    static Dictionary<string, int> Count(string[] line, int n) =>
        Enumerable.Range(0, Math.Max(0, line.Length - n + 1)).Select(i => string.Join(' ', line[i..(i + n)]))
            .GroupBy(ngram => ngram).ToDictionary(group => group.Key, group => group.Count());
}
