using System.CommandLine;
using SeqGan.Cli.Config;
using SeqGan.Eval;
using SeqGan.Eval.Translation;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan evaluate</c> for translations: plain lines, line i of each reference answering line i.</summary>
internal static class TranslationEvaluation
{
    static readonly Option<string> _tokenizer = new Option<string>("--sacrebleu-tokenizer") { Description = "What splits lines for sacrebleu.", DefaultValueFactory = _ => "13a" }.AcceptOnlyFromAmong("13a", "zh", "char", "none");
    static readonly Option<string> _smoothing = new Option<string>("--sacrebleu-smoothing") { Description = "What sacrebleu does with n-grams that never match.", DefaultValueFactory = _ => "exp" }.AcceptOnlyFromAmong("exp", "floor", "add-k", "none");

    public static IReadOnlyList<Option> Options { get; } = [_tokenizer, _smoothing];

    /// <summary>Scores of the metrics named, in their order.</summary>
    /// <exception cref="InvalidInputException">A file cannot be read, or has not as many lines as the others.</exception>
    public static Func<string, Score> Open(ParseResult parsed, EvaluatedTexts texts, string path, IReadOnlyList<string> referencePaths, bool lowercase)
    {
        string[] hypotheses = Lines(path);
        string[][] streams = [.. referencePaths.Select(Lines)]; // [reference][line]
        foreach (var (stream, reference) in streams.Zip(referencePaths)) LineEvaluation.RequireAsMany(path, hypotheses.Length, reference, stream.Length);
        string[][] references = [.. Enumerable.Range(0, hypotheses.Length).Select(i => streams.Select(stream => stream[i]).ToArray())]; // [line][reference]
        var bleu = new SacreBleuOptions
        {
            Tokenizer = parsed.GetValue(_tokenizer) is "13a" ? TranslationTokenizer.V13a : Enum.Parse<TranslationTokenizer>(parsed.GetValue(_tokenizer)!, ignoreCase: true),
            Smoothing = parsed.GetValue(_smoothing) is "add-k" ? SacreBleuSmoothing.AddK : Enum.Parse<SacreBleuSmoothing>(parsed.GetValue(_smoothing)!, ignoreCase: true),
            Lowercase = lowercase,
        };
        return metric => metric switch
        {
            TextMetric.SacreBleu => SacreBleu.Corpus(hypotheses, references, bleu),
            _ => ChrF.Corpus(hypotheses, references, new ChrFOptions { WordOrder = metric == TextMetric.ChrFPlusPlus ? 2 : 0, Lowercase = lowercase }),
        };

        string[] Lines(string from) => [.. texts.Read(from, keepBlank: true).Select(record => record.Text)];
    }
}
