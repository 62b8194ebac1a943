using System.Text.Json;
using SeqGan.Cli.Tests.Support;

namespace SeqGan.Cli.Tests;

public sealed class EvaluateTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public EvaluateTests()
    {
        _folder.Write("generated.txt", "a b c d");
        _folder.Write("reference.txt", "a b c e", "x y");
    }

    public void Dispose() => _folder.Dispose();

    Outcome Run(params string[] arguments) => Seqgan.Run(_folder.Path, ["evaluate", .. arguments]);

    [Fact]
    public void Json_has_the_scores_and_nothing_else()
    {
        // Closed form: precisions 3/4, 2/3, 1/2 and, smoothed, 0.1/1; no brevity penalty.
        var outcome = Run("generated.txt", "--reference", "reference.txt", "--metric", "bleu", "--tokenizer", "whitespace", "--json");
        Assert.Equal((0, ""), (outcome.Code, outcome.Errors));
        var metrics = JsonDocument.Parse(outcome.Output).RootElement.GetProperty("metrics").EnumerateArray().ToArray();
        Assert.Equal(["bleu-2", "bleu-3", "bleu-4"], metrics.Select(metric => metric.GetProperty("name").GetString()));
        Assert.Equal(["name", "value", "samples", "signature"], metrics[0].EnumerateObject().Select(property => property.Name));
        double[] expected = [Math.Sqrt(1.0 / 2), Math.Cbrt(1.0 / 4), Math.Pow(1.0 / 40, 0.25)];
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], metrics[i].GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(1, metrics[2].GetProperty("samples").GetInt32());
        Assert.StartsWith("bleu-4|refs:2|pooled|tok:whitespace|case:mixed|smooth:method1|seqgan:", metrics[2].GetProperty("signature").GetString());
    }

    [Fact]
    public void Ids_are_compared_as_numbers()
    {
        _folder.Write("ids.txt", "1 2 3 4");
        _folder.Write("more-ids.txt", "01 2  3 5");
        var outcome = Run("ids.txt", "--reference", "more-ids.txt", "--metric", "bleu", "--format", "ids", "--csv");
        Assert.Equal(0, outcome.Code);
        Assert.Equal("name,value,samples,signature", outcome.OutputLines[0]);
        Assert.StartsWith("bleu-2,0.707106781", outcome.OutputLines[1]);
        Assert.Contains("tok:ids", outcome.OutputLines[1]);
    }

    [Fact]
    public void Paired_lines_answer_each_other()
    {
        _folder.Write("swapped.txt", "x y", "a b c e");
        var pooled = Run("swapped.txt", "--reference", "reference.txt", "--metric", "bleu", "--csv");
        var paired = Run("swapped.txt", "--reference", "reference.txt", "--metric", "bleu", "--csv", "--paired");
        Assert.StartsWith("bleu-2,1,2,", pooled.OutputLines[1]);
        Assert.StartsWith("corpus-bleu-2,0,2,", paired.OutputLines[1]);
    }

    [Fact]
    public void A_blank_line_is_an_answer_too_where_lines_are_paired()
    {
        _folder.Write("silent.txt", "", "x y");
        var outcome = Run("silent.txt", "--reference", "reference.txt", "--metric", "bleu", "--csv", "--paired");
        // As nltk counts: precisions 2/(1+2) and 1/(1+1), a line without an n-gram counting one; brevity penalty exp(1 - 6/2).
        Assert.StartsWith("corpus-bleu-2,0.0781358", outcome.OutputLines[1]);
    }

    [Fact]
    public void Lower_case_is_in_the_signature_and_in_the_score()
    {
        _folder.Write("upper.txt", "A B C E");
        var outcome = Run("upper.txt", "--reference", "reference.txt", "--metric", "bleu", "--lowercase", "--csv");
        Assert.StartsWith("bleu-2,1,1,", outcome.OutputLines[1]);
        Assert.Contains("case:lower", outcome.OutputLines[1]);
    }

    [Fact]
    public void Corpus_BLEU_sums_before_it_divides_and_takes_pooled_references_or_pairs()
    {
        _folder.Write("two.txt", "a b c e", "x z");
        // Each against both references: matches 4 + 1 of 6, and 3 + 0 of 4; both lengths are those of a reference.
        var pooled = Run("two.txt", "--reference", "reference.txt", "--metric", "corpus-bleu", "--orders", "1,2", "--csv");
        Assert.StartsWith("corpus-bleu-1,0.8333333333333", pooled.OutputLines[1]);
        Assert.StartsWith("corpus-bleu-2,0.7905694150420", pooled.OutputLines[2]);
        Assert.Contains("corpus-bleu-2|refs:2|pooled|", pooled.OutputLines[2]);
        var paired = Run("two.txt", "--reference", "reference.txt", "--metric", "corpus-bleu,bleu", "--orders", "1,2", "--csv", "--paired");
        Assert.Equal(3, paired.OutputLines.Length);
        Assert.Contains("corpus-bleu-2|refs:1|paired|", paired.OutputLines[2]);
    }

    [Fact]
    public void Smoothing_and_orders_are_chosen_and_said()
    {
        // Precisions 3/4, 2/3, 1/2 and, with one added to both from 2-grams on, 3/4, 2/3 and 1/2.
        var outcome = Run("generated.txt", "--reference", "reference.txt", "--metric", "bleu,distinct", "--smoothing", "method2", "--orders", "4, 1", "--csv");
        Assert.StartsWith("bleu-4,0.6580370064762", outcome.OutputLines[1]);
        Assert.Contains("|smooth:method2|", outcome.OutputLines[1]);
        Assert.StartsWith("bleu-1,0.75,", outcome.OutputLines[2]);
        Assert.StartsWith("distinct-4,1,", outcome.OutputLines[3]);
        var fifth = Run("generated.txt", "--reference", "reference.txt", "--metric", "bleu", "--smoothing", "method5", "--orders", "1", "--csv");
        Assert.StartsWith("bleu-1,0.8333333333333", fifth.OutputLines[1]); // (7/4 + 3/4 + 0) / 3
    }

    [Fact]
    public void Weights_make_one_BLEU_of_their_own()
    {
        // Precisions 3/4 and 2/3, the first weighing three quarters: (3/4)^(3/4) (2/3)^(1/4).
        var outcome = Run("generated.txt", "--reference", "reference.txt", "--metric", "bleu,self-bleu,distinct", "--weights", "0.75,0.25", "--orders", "2", "--csv");
        outcome.AssertRefused("generated.txt has one line, and Self-BLEU");
        outcome = Run("generated.txt", "--reference", "reference.txt", "--metric", "bleu,distinct", "--weights", "0.75,0.25", "--orders", "3", "--csv");
        Assert.StartsWith("bleu-2,0.7282376", outcome.OutputLines[1]);
        Assert.Contains("|weights:0.75,0.25|", outcome.OutputLines[1]);
        Assert.StartsWith("distinct-3,", outcome.OutputLines[2]);
    }

    [Fact]
    public void Translations_are_scored_line_by_line_with_signatures_of_sacreBLEU()
    {
        // The example of sacreBLEU's documentation, whose three lines have two references each.
        _folder.Write("hypotheses.txt", "The dog bit the man.", "It wasn't surprising.", "The man had just bitten him.");
        _folder.Write("first.txt", "The dog bit the man.", "It was not unexpected.", "The man bit him first.");
        _folder.Write("second.txt", "The dog had bit the man.", "No one was surprised.", "The man had bitten the dog.");
        string[] files = ["hypotheses.txt", "--reference", "first.txt", "--reference", "second.txt"];
        var both = Run([.. files, "--metric", "sacrebleu,chrf,chrf++", "--csv"]);
        Assert.StartsWith("sacrebleu,48.53082", both.OutputLines[1]);
        Assert.Contains(",3,nrefs:2|case:mixed|eff:no|tok:13a|smooth:exp|version:2.x|seqgan:", both.OutputLines[1]);
        Assert.StartsWith("chrF2,", both.OutputLines[2]);
        Assert.Contains(",3,nrefs:2|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.x|seqgan:", both.OutputLines[2]);
        Assert.StartsWith("chrF2++,", both.OutputLines[3]);
        var unlike = Run([.. files, "--metric", "sacrebleu", "--sacrebleu-tokenizer", "none", "--sacrebleu-smoothing", "add-k", "--lowercase", "--csv"]);
        Assert.Contains("|case:lc|eff:no|tok:none|smooth:add-k[1.00]|", unlike.OutputLines[1]);
        var mixed = Run([.. files, "--metric", "bleu,sacrebleu", "--orders", "4", "--csv"]);
        Assert.Contains("bleu-4|refs:6|pooled|", mixed.OutputLines[1]);
        Assert.StartsWith("sacrebleu,48.53082", mixed.OutputLines[2]);
        Assert.Contains("corpus-bleu-4|refs:2|paired|", Run([.. files, "--metric", "bleu", "--orders", "4", "--csv", "--paired"]).OutputLines[1]);
    }

    [Fact]
    public void Diversity_needs_no_reference() => Assert.Equal(0, Run("reference.txt", "--metric", "self-bleu,distinct").Code);

    [Theory]
    [InlineData("generated.txt", "BLEU needs references")]
    [InlineData("generated.txt --reference reference.txt --metric blue", "there is no metric 'blue'; did you mean 'bleu'?")]
    [InlineData("generated.txt --metric chrf", "chrf needs references")]
    [InlineData("generated.txt --metric sacrebleu --reference reference.txt", "generated.txt has 1 lines and reference.txt has 2; line i answers line i")]
    [InlineData("reference.txt --metric sacrebleu --reference reference.txt --format ids", "sacrebleu reads text")]
    [InlineData("reference.txt --metric sacrebleu --reference reference.txt --tokenizer character", "--tokenizer is for other metrics")]
    [InlineData("reference.txt --metric bleu --reference reference.txt --sacrebleu-tokenizer zh", "--sacrebleu-tokenizer is for --metric sacrebleu")]
    [InlineData("generated.txt --metric corpus-bleu", "BLEU needs references")]
    [InlineData("generated.txt --reference reference.txt --smoothing method6", "--smoothing method6 starts from 3-grams; give orders from 3 on, such as --orders 3,4")]
    [InlineData("generated.txt --reference reference.txt --orders 2,x", "--orders: '2,x' is no list of whole numbers from 1 to 20")]
    [InlineData("generated.txt --reference reference.txt --orders 21", "--orders: '21' is no list")]
    [InlineData("generated.txt --reference reference.txt --weights 0.5,x", "--weights: '0.5,x' is no list of at most 20 numbers of 0 or more")]
    [InlineData("generated.txt --reference reference.txt --weights 0,0", "--weights: '0,0' is no list")]
    [InlineData("generated.txt --reference reference.txt --weights 0.5,0.5 --smoothing method6", "--smoothing method6 starts from 3-grams")]
    [InlineData("generated.txt --reference reference.txt --smoothing method8", "method8")]
    [InlineData(". --orders 2", "--orders is for a file of lines")]
    [InlineData("generated.txt --reference reference.txt --paired", "generated.txt has 1 lines and reference.txt has 2")]
    [InlineData("generated.txt --reference reference.txt --json --csv", "choose one")]
    [InlineData("generated.txt --reference reference.txt --samples 5", "--samples is for a run")]
    [InlineData("generated.txt --reference reference.txt --format ids", "generated.txt: line 1")]
    [InlineData("empty.txt --reference reference.txt", "empty.txt has no line of text")]
    [InlineData(". --reference reference.txt", "--reference is for a file of lines")]
    public void What_does_not_fit_together_is_refused(string arguments, string message)
    {
        _folder.Write("empty.txt", "", " ");
        Run(arguments.Split(' ')).AssertRefused(message);
    }

    [Fact]
    public void Several_files_stand_side_by_side_with_the_best_and_how_probable_chance_is()
    {
        _folder.Write("good.txt", [.. Enumerable.Range(0, 30).Select(i => $"a b c e {i % 3}")]);
        _folder.Write("bad.txt", [.. Enumerable.Range(0, 30).Select(i => $"y b x c {i % 5}")]);
        var table = Run("bad.txt", "good.txt", "--reference", "reference.txt", "--orders", "2", "--metric", "bleu,distinct,ppl-f");
        Assert.Equal(0, table.Code);
        Assert.Matches(@"^bleu-2 +bad\.txt +0\.\d{4} +0\.\d{4} to 0\.\d{4} +- +bleu-2\|refs:2\|", table.OutputLines[1]);
        Assert.Matches(@"^ +good\.txt +0\.\d{4}  \* +0\.\d{4} to 0\.\d{4}  0\.0001  bleu-2\|refs:2\|", table.OutputLines[2]);
        Assert.Contains("p: randomisation with 10000 trials against bad.txt", table.OutputLines[^1]);
        Assert.Equal(2, table.OutputLines.Count(line => line.Contains("vocabulary:12", StringComparison.Ordinal))); // of both files and the references
        var json = JsonDocument.Parse(Run("bad.txt", "good.txt", "--reference", "reference.txt", "--orders", "2", "--metric", "bleu", "--json").Output).RootElement.GetProperty("metrics");
        Assert.Equal((false, true), (json[0].GetProperty("best").GetBoolean(), json[1].GetProperty("best").GetBoolean()));
        Assert.Equal(1.0 / 10_001, json[1].GetProperty("p").GetDouble());
        Assert.StartsWith("name,system,value,samples,signature,low,high,best,p\nbleu-2,bad.txt,", Run("bad.txt", "good.txt", "--reference", "reference.txt", "--orders", "2", "--metric", "bleu", "--csv").Output);
    }

    [Fact]
    public void Lines_that_answer_the_same_question_are_tested_in_pairs()
    {
        // Of eight lines all are better in one file, if only just: as pairs that is one chance in 128.
        _folder.Write("questions.txt", [.. Enumerable.Range(0, 8).Select(i => $"a b c d{i} e{i} f{i}")]);
        _folder.Write("one.txt", [.. Enumerable.Range(0, 8).Select(i => $"a b c d{i} e{i} x")]);
        _folder.Write("two.txt", [.. Enumerable.Range(0, 8).Select(i => $"a b c d{i} y x")]);
        var json = JsonDocument.Parse(Run("one.txt", "two.txt", "--reference", "questions.txt", "--paired", "--orders", "4", "--metric", "bleu", "--json").Output).RootElement.GetProperty("metrics");
        Assert.InRange(json[1].GetProperty("p").GetDouble(), 1 / 128.0 - 0.004, 1 / 128.0 + 0.004);
    }

    [Fact]
    public void Confidence_adds_intervals()
    {
        var outcome = Run("reference.txt", "--reference", "reference.txt", "--orders", "2", "--metric", "bleu,distinct", "--confidence", "--csv");
        Assert.Equal("name,value,samples,signature,low,high", outcome.OutputLines[0]);
        Assert.EndsWith(",1,1", outcome.OutputLines[1]); // both lines are references
        Assert.EndsWith(",,", outcome.OutputLines[2]);
    }

    [SkippableFact]
    public void Texts_come_from_JSONL_CSV_gzip_and_standard_input()
    {
        _folder.Write("generated.jsonl", """{"text": "a b c d", "said": "x y"}""");
        _folder.Write("generated.csv", "said,text", "x y,a b c d");
        string[] asked = ["--reference", "reference.txt", "--metric", "bleu", "--orders", "2", "--tokenizer", "whitespace", "--csv"];
        var expected = Run(["generated.txt", .. asked]).Output;
        foreach (var file in new[] { "generated.jsonl", "generated.csv" })
        {
            Assert.Equal(expected, Run([file, .. asked]).Output);
            Assert.StartsWith("bleu-2,1,", Run([file, .. asked, "--field", "said", "--column", "said"]).OutputLines[1]);
        }
        Run(["generated.jsonl", .. asked, "--field", "sad"]).AssertRefused("generated.jsonl: line 1 has no field 'sad'");
        var script = string.Join(' ', asked);
        Assert.Equal(expected, Seqgan.Script(_folder.Path, $"seqgan evaluate - {script} < generated.txt").Output);
        Assert.Equal(expected, Seqgan.Script(_folder.Path, $"gzip -c generated.txt | seqgan evaluate - {script}").Output);
        Assert.Equal(expected, Seqgan.Script(_folder.Path, $"seqgan evaluate - {script} --input-format jsonl < generated.jsonl").Output);
        Seqgan.Script(_folder.Path, $"seqgan evaluate - {script} < /dev/null").AssertRefused("standard input has no line of text");
        Seqgan.Script(_folder.Path, $"printf 'a\\xff' | seqgan evaluate - {script}").AssertRefused("standard input: line 1", "UTF-8");
        Run("-", "--reference", "-").AssertRefused("standard input (-) is given twice");
        Assert.StartsWith("sacrebleu,", Seqgan.Script(_folder.Path, "seqgan evaluate - --reference generated.txt --metric sacrebleu,chrf --csv < generated.txt").OutputLines[1]);
    }

    [Theory]
    [InlineData("generated.txt generated.txt --metric distinct", "generated.txt is given twice; give each system once")]
    [InlineData("generated.txt . --metric distinct", ". is given with others; side by side stand files of lines")]
    [InlineData("generated.txt reference.txt --sweep", "generated.txt is given with others")]
    [InlineData("reference.txt generated.txt --metric self-bleu", "generated.txt has one line, and Self-BLEU compares lines")]
    [InlineData("reference.txt generated.txt --reference reference.txt --paired", "generated.txt has 1 lines and reference.txt has 2")]
    [InlineData("generated.txt --metric distinct --input-format xml", "xml")]
    [InlineData("generated.txt --metric distinct --input-format csv", "--input-format is for standard input (-)")]
    [InlineData("generated.txt --metric distinct --smoothing method6", "--smoothing is for bleu, corpus-bleu and self-bleu; leave it out")]
    [InlineData("generated.txt --metric unique --weights 1", "--weights is for bleu, corpus-bleu and self-bleu; leave it out")]
    [InlineData("generated.txt --metric unique --orders 2", "--orders is for metrics that count n-grams")]
    public void Systems_that_cannot_be_compared_are_refused(string arguments, string message) => Run(arguments.Split(' ')).AssertRefused(message);

    [Fact]
    public void Memory_entropy_and_perplexities_are_asked_for_by_name()
    {
        _folder.Write("training.txt", "a b c d", "q r");
        var outcome = Run("generated.txt", "--reference", "reference.txt", "--training", "training.txt", "--metric", "unique,entropy,novelty,ppl-f,ppl-r", "--orders", "2,5", "--csv");
        Assert.Equal((0, ""), (outcome.Code, outcome.Errors));
        var scores = outcome.OutputLines.Skip(1).Select(line => line.Split(',', 4)).ToDictionary(cells => cells[0], cells => cells[1]);
        Assert.Equal(["unique", "entropy-2", "entropy-5", "novel", "copied-2", "copied-5", "longest-copied", "longest-copied-max", "ppl-f", "ppl-r"], scores.Keys);
        Assert.Equal(("1", "0", "1", "0", "4"), (scores["unique"], scores["novel"], scores["copied-2"], scores["copied-5"], scores["longest-copied"]));
        Assert.Equal(Math.Log(3), double.Parse(scores["entropy-2"], System.Globalization.CultureInfo.InvariantCulture), 1e-12);
        Assert.Contains("novel|training:2|per:lines|tok:word|case:mixed|", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("ppl-r|refs:2|samples:1|kneser-ney:5|vocabulary:8|tok:word|case:mixed|", outcome.Output, StringComparison.Ordinal); // a to e, x, y, the end
    }

    [Theory]
    [InlineData("", "--metric", "distinct")]
    [InlineData("generated.txt", "--reference", "")]
    [InlineData("generated.txt", "--metric", "novelty", "--training", "")]
    public void A_file_without_a_name_is_refused(params string[] arguments) => Run(arguments).AssertRefused("a file of lines has no name; give its path");

    [Theory]
    [InlineData("novelty needs the training lines", "--metric", "novelty")]
    [InlineData("--training is for novelty", "--metric", "distinct", "--training", "reference.txt")]
    [InlineData("ppl-f needs references", "--metric", "ppl-f")]
    [InlineData("does not go with --sweep", "--sweep", "--reference", "reference.txt")]
    [InlineData("--verdicts is for a run", "--verdicts", "--reference", "reference.txt")]
    public void Metrics_say_what_they_need(string message, params string[] arguments)
    {
        var outcome = Run(["generated.txt", .. arguments]);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(message, outcome.Errors, StringComparison.Ordinal);
    }
}
