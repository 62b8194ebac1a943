using SeqGan.Data;
using SeqGan.Tests.Support;
using SeqGan.Text;
using SeqGan.Tokenization;
using SeqGan.Training;
using static System.FormattableString;
using static TorchSharp.torch;

namespace SeqGan.Tests.Data;

[Collection(OneAtATime.Name)]
public sealed class BalanceTests : IDisposable
{
    const string Labels = "abc"; // a line's label is its first letter

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // 600, 150 and 50 different lines.
    static (char Label, string Text)[] Lines() =>
        [.. new[] { 600, 150, 50 }.SelectMany((count, label) => Enumerable.Range(0, count).Select(i => (Labels[label], $"{Labels[label]}{i:D3}")))];

    string Jsonl(Func<char, string>? weight = null) =>
        _folder.Write("lines.jsonl", Lines().Select(line => $"{{\"text\": \"{line.Text}\", \"mood\": \"{line.Label}\", \"weight\": {weight?.Invoke(line.Label) ?? "1"}}}"));

    static Corpus Read(string path, CorpusOptions options) => Corpus.Read(path, new CharacterTokenizer(), options);

    static char LabelOf(Corpus corpus, int line) => corpus.Codec.Decode(corpus.Train.WithoutEnd(line))[0];

    static Dictionary<char, int> Counts(Corpus corpus) => Enumerable.Range(0, corpus.Train.Count).CountBy(i => LabelOf(corpus, i)).ToDictionary();

    // What each label's share of the draws is and should be.
    static void AssertShares(Corpus corpus, Func<char, int, double> part)
    {
        const int Epochs = 40;
        var order = new EpochOrder(corpus.Train.Count, key: 11, corpus.Draw);
        var counts = Counts(corpus);
        var drawn = Enumerable.Range(0, Epochs).SelectMany(epoch => order.Of(epoch)).CountBy(line => LabelOf(corpus, line)).ToDictionary();
        var whole = counts.Sum(label => part(label.Key, label.Value));
        Assert.Equal(3, drawn.Count);
        foreach (var (label, count) in drawn) WeightedDrawTests.AssertBinomial(count, (long)Epochs * corpus.Train.Count, part(label, counts[label]) / whole);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Labels_are_drawn_by_their_counts_to_one_less_the_power(double power)
    {
        var corpus = Read(Jsonl(), new CorpusOptions { Label = "mood", Balance = LineBalance.Label, BalancePower = power });
        AssertShares(corpus, (_, count) => Math.Pow(count, 1 - power));
        Assert.Equal(Invariant($"label, power {power}"), corpus.Provenance["balance"]);
        var counts = Counts(corpus);
        Assert.Equal(Invariant($"a {counts['a']}, b {counts['b']}, c {counts['c']}"), corpus.Provenance["training lines by label"]);
    }

    [Fact]
    public void A_weight_multiplies_with_and_without_a_balance()
    {
        var path = Jsonl(label => label == 'b' ? "3" : label == 'c' ? "0.5" : "1");
        AssertShares(Read(path, new CorpusOptions { Weight = "weight" }), (label, count) => count * Weight(label));
        AssertShares(Read(path, new CorpusOptions { Weight = "weight", Label = "mood", Balance = LineBalance.Label }), (label, _) => Weight(label));
        static double Weight(char label) => label == 'b' ? 3 : label == 'c' ? 0.5 : 1;
    }

    [Fact]
    public void Files_of_a_folder_are_sources()
    {
        Directory.CreateDirectory(_folder["moods"]);
        foreach (var label in Labels) _folder.Write($"moods/{label}.txt", Lines().Where(line => line.Label == label).Select(line => line.Text));
        var corpus = Read(_folder["moods"], new CorpusOptions { Balance = LineBalance.Source });
        AssertShares(corpus, (_, _) => 1);
        Assert.StartsWith("a.txt ", corpus.Provenance["training lines by source"]);
    }

    [Fact]
    public void Csv_columns_label_and_weigh_by_name_and_by_number()
    {
        var rows = Lines().Select(line => $"{line.Label},{(line.Label == 'a' ? 1 : 2)},{line.Text}");
        var named = _folder.Write("named.csv", ["mood,times,text", .. rows]);
        AssertShares(Read(named, new CorpusOptions { Label = "mood", Weight = "times", Balance = LineBalance.Label }), (label, _) => label == 'a' ? 1 : 2);
        var numbered = _folder.Write("numbered.csv", rows);
        AssertShares(Read(numbered, new CorpusOptions { Column = "3", Label = "1", Weight = "2", Balance = LineBalance.Label }), (label, _) => label == 'a' ? 1 : 2);
    }

    [Fact]
    public void Where_all_odds_are_equal_each_line_is_met_once_an_epoch()
    {
        Assert.Null(Read(Jsonl(), new CorpusOptions()).Draw);
        Assert.Null(Read(Jsonl(), new CorpusOptions { Label = "mood" }).Draw);
        Assert.Null(Read(Jsonl(), new CorpusOptions { Weight = "weight" }).Draw);
        Assert.Null(Read(Jsonl(), new CorpusOptions { Label = "mood", Balance = LineBalance.Label, BalancePower = 0 }).Draw);
    }

    [Fact]
    public void Batches_for_the_policy_and_real_lines_for_the_discriminator_are_balanced()
    {
        var corpus = Read(Jsonl(), new CorpusOptions { Label = "mood", Balance = LineBalance.Label });
        var letters = Labels.ToDictionary(label => (long)corpus.Codec.Encode(label.ToString())[0]);
        var batches = new SequenceBatches(corpus.Train, 64, corpus.Time, key: 3, CPU, corpus.Draw);
        using var duel = new Duel(corpus, SeqGanGame.ShapeOf(corpus, Some.Tiny), Some.Tiny, CPU);
        var (read, judged) = (new List<long>(), new List<long>());
        using var scope = NewDisposeScope();
        for (var i = 0; i < 10 * batches.Count; i++) read.AddRange(batches.At(i).Ids.select(1, 0).data<long>());
        for (var turn = 0; turn < 10; turn++)
        {
            var set = duel.OpenRealAndFake(turn);
            for (var i = 0; i < set.Count; i++)
            {
                var batch = set.At(i);
                judged.AddRange(batch.Sequences.Ids.select(1, 0).data<long>().Zip(batch.Real.data<float>()).Where(row => row.Second == 1).Select(row => row.First));
            }
        }
        foreach (var first in new[] { read, judged })
        {
            Assert.Equal(10 * corpus.Train.Count, first.Count);
            foreach (var (id, _) in letters) WeightedDrawTests.AssertBinomial(first.Count(one => one == id), first.Count, 1.0 / 3);
        }
    }

    [Fact]
    public void A_balanced_policy_writes_the_labels_equally_often()
    {
        var (plain, balanced) = (Share("plain", new CorpusOptions()), Share("balanced", new CorpusOptions { Label = "mood", Balance = LineBalance.Label }));
        Assert.InRange(plain, 0.02, 0.12);     // 50 of 800
        Assert.InRange(balanced, 0.23, 0.43);  // a third

        double Share(string name, CorpusOptions options)
        {
            using var game = new SeqGanGame(Read(Jsonl(), options), Some.Tiny with { PretrainEpochs = 6, PretrainRate = 0.05, DiscriminatorPretrain = 0, Rounds = 0 });
            new Trainer(game, _folder[name]).Run();
            return game.Generate(1000).Count(line => line.StartsWith('c')) / 1000.0;
        }
    }

    [Fact]
    public void Held_out_files_need_no_labels()
    {
        var test = _folder.Write("test.txt", Some.Lines(5));
        Assert.Equal(5, Read(Jsonl(), new CorpusOptions { Label = "mood", Weight = "weight", Test = test }).Test.Count);
    }

    [Fact]
    public void Many_labels_are_shown_by_the_largest_ten()
    {
        var path = _folder.Write("many.csv", ["text,label", .. Enumerable.Range(0, 400).Select(i => $"line {i},\"{(i % 20 == 0 ? "" : "l" + i % 20)}{(i % 20 == 1 ? new string('x', 100) : "")}\"")]);
        var shown = Corpus.Read(path, new WordTokenizer(), new CorpusOptions { Label = "label" }).Provenance["training lines by label"];
        Assert.EndsWith(", and 10 more", shown);
        Assert.Equal(11, shown.Split(", ").Length);
        Assert.DoesNotContain(new string('x', 41), shown);
    }

    [Theory]
    [InlineData("lines.jsonl", "", "", LineBalance.Label, 1, "balance is label, but there is no label")]
    [InlineData("lines.jsonl", "", "", LineBalance.Source, 1, "balance is source, but")]
    [InlineData("lines.jsonl", "mood", "", LineBalance.Label, 1.5, "balance-power is 1.5; give a number from 0")]
    [InlineData("lines.jsonl", "mood", "", LineBalance.Label, double.NaN, "balance-power is NaN")]
    [InlineData("lines.jsonl", "tone", "", LineBalance.None, 1, "lines.jsonl: line 1 has no field 'tone' but 'text', 'mood', 'weight'; set label=NAME")]
    [InlineData("plain.txt", "mood", "", LineBalance.Label, 1, "plain.txt is read as plain lines, which have no label")]
    [InlineData("plain.txt", "", "weight", LineBalance.None, 1, "plain.txt is read as plain lines, which have no weight")]
    public void What_cannot_be_balanced_is_refused(string name, string label, string weight, LineBalance balance, double power, string message)
    {
        Jsonl();
        _folder.Write("plain.txt", Some.Lines(20));
        var error = Assert.Throws<InvalidInputException>(() => Read(_folder[name], new CorpusOptions { Label = label, Weight = weight, Balance = balance, BalancePower = power }));
        Assert.Contains(message, error.Message);
    }
}
