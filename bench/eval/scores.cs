#:project ../../src/Eval/SeqGan.Eval.csproj
#:property PublishAot=false

// Our side of nltk_parity.py. The first line of the file is a list of scores, {"order", "weights", "smoothing"} each; every other
// line a set: "hypothesis" and "references"; or "hypotheses" and "references" of each; or "hypotheses" and a "pool" for all of them.
// For each set a line of numbers is printed, for each score one, for a pool three: the mean, the corpus, the pool's lines themselves.
using System.Globalization;
using System.Text.Json;
using SeqGan.Eval;

var lines = File.ReadLines(args[0]).Select(line => JsonDocument.Parse(line).RootElement);
BleuOptions[] scores = [.. lines.First().EnumerateArray().Select(Options)];
var order = Math.Max(5, scores.Max(score => score.MaxOrder));
foreach (var set in lines.Skip(1))
    Console.WriteLine("[" + string.Join(',', Scores(set).Select(value => value.ToString("R", CultureInfo.InvariantCulture))) + "]");

IEnumerable<double> Scores(JsonElement set)
{
    if (set.TryGetProperty("pool", out var pool))
    {
        var (references, hypotheses) = (new BleuReferences<string>(Texts(pool), order), Texts(set.GetProperty("hypotheses")));
        return [.. references.Mean(hypotheses, scores), .. references.Corpus(hypotheses, scores), .. references.SelfMean(scores)];
    }
    if (set.TryGetProperty("hypotheses", out var corpus))
    {
        string[][][] references = [.. set.GetProperty("references").EnumerateArray().Select(Texts)];
        var hypotheses = Texts(corpus);
        return scores.Select(score => Bleu.Corpus(references, hypotheses, score));
    }
    var (own, hypothesis) = (Texts(set.GetProperty("references")), Tokens(set.GetProperty("hypothesis")));
    return scores.Select(score => Bleu.Sentence(own, hypothesis, score));
}

static BleuOptions Options(JsonElement score) => new()
{
    MaxOrder = score.GetProperty("order").GetInt32(),
    Weights = score.GetProperty("weights") is { ValueKind: JsonValueKind.Array } weights ? [.. weights.EnumerateArray().Select(weight => weight.GetDouble())] : null,
    Smoothing = Enum.Parse<BleuSmoothing>(score.GetProperty("smoothing").GetString()!, ignoreCase: true),
};

static string[][] Texts(JsonElement lines) => [.. lines.EnumerateArray().Select(Tokens)];

static string[] Tokens(JsonElement line) => [.. line.EnumerateArray().Select(token => token.GetString()!)];
