using System.Text.Json;
using SeqGan.Data;
using SeqGan.Text.Filters;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Text.Filters;

public sealed class CandidateFilterTests
{
    static readonly TextCodec _codec = TextCodec.Learn(new CharacterTokenizer(), ["abc de"]);
    static readonly string[] _trainingLines = ["abcab", "cab de", "deed", "a", "bacba", "cc cc"];

    static readonly CandidateFilterOptions[] _options =
    [
        new(),
        new() { MinLength = 2, MaxLength = 5 },
        new() { Form = "2x2" },
        new() { Match = "[abc ]*" },
        new() { Unique = true },
        new() { Novel = true },
        new() { MaxSpan = 1 },
        new() { MinVerdict = 0.4 },
        new() { Unique = true, MinVerdict = 0.4 },
        new() { MinLength = 1, MaxLength = 6, Match = ".*[^e]", Unique = true, Novel = true, MaxSpan = 2, MinVerdict = 0.25 },
    ];

    static SequenceStore Training()
    {
        var store = new SequenceStore(_codec.Size);
        foreach (var line in _trainingLines) store.Add(_codec.Encode(line));
        return store;
    }

    // A verdict that depends on the line alone: a number in [0, 1).
    static double Verdict(int[] ids) => ids.Aggregate(17, (hash, id) => (hash * 31 + id) % 1009) / 1009.0;

    static int[][] Drawn(int count, int seed = 1) =>
        [.. Enumerable.Range(0, count).Select(i => _codec.Encode(string.Concat(Dice.Of(seed, i).Take(Dice.Of(seed, i, 1).First() % 8).Select(n => "abcde "[n % 6]))))];

    static CandidateFilter Filter(CandidateFilterOptions options, int chunk = 256) =>
        new(options, _codec, Training(), sequences => [.. sequences.Select(Verdict)]) { Chunk = chunk };

    /// <summary>The first rule that refuses a line, as plainly as it can be said; null: it passes.</summary>
    static string? Refusal(CandidateFilterOptions options, int[] ids, IEnumerable<string> kept)
    {
        var text = _codec.Decode(ids);
        if (ids.Length < options.MinLength) return "min-length";
        if (ids.Length > options.MaxLength) return "max-length";
        if (options.Form is "2x2" && !(text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [{ Length: 4 }] or [{ Length: 2 }, { Length: 2 }])) return "form";
        if (options.Match is "[abc ]*" && text.Any(c => c is 'd' or 'e')) return "match";
        if (options.Match is ".*[^e]" && (text.Length == 0 || text[^1] == 'e')) return "match";
        if (options.Unique && kept.Contains(text)) return "unique";
        if (options.Novel && _trainingLines.Contains(text)) return "novel";
        if (options.MaxSpan is { } span && Enumerable.Range(0, Math.Max(0, text.Length - span)).Any(at => _trainingLines.Any(line => line.Contains(text.Substring(at, span + 1), StringComparison.Ordinal)))) return "max-span";
        return Verdict(ids) < options.MinVerdict ? "min-verdict" : null;
    }

    [Fact]
    public void Lines_and_counts_are_those_of_a_plain_search_in_any_chunks_and_wherever_one_stops()
    {
        var drawn = Drawn(800);
        foreach (var options in _options)
        {
            List<string> kept = [];
            var counts = new Dictionary<string, long>();
            List<(string Text, long Drawn)> expected = [];
            for (var i = 0; i < drawn.Length; i++)
            {
                if (Refusal(options, drawn[i], kept) is { } rule) counts[rule] = counts.GetValueOrDefault(rule) + 1;
                else
                {
                    kept.Add(_codec.Decode(drawn[i]));
                    expected.Add((kept[^1], i + 1));
                }
            }
            Assert.InRange(kept.Count, 1, drawn.Length); // so that there is something to stop at
            foreach (var chunk in new[] { 1, 7, 256 })
            {
                var filter = Filter(options, chunk);
                Assert.Equal(kept, filter.Filter(drawn).Select(line => line.Text));
                Assert.Equal((drawn.Length, kept.Count), (filter.Report.Drawn, filter.Report.Passed));
                Assert.Equal(counts.OrderBy(one => one.Key), filter.Report.Refused.Where(one => one.Value > 0).OrderBy(one => one.Key));
                Assert.Equal(filter.Report.Drawn, filter.Report.Passed + filter.Report.Refused.Values.Sum());

                var some = Filter(options, chunk);
                var half = (kept.Count + 1) / 2;
                Assert.Equal(kept[..half], some.Filter(drawn).Take(half).Select(line => line.Text));
                Assert.Equal((expected[half - 1].Drawn, half), (some.Report.Drawn, some.Report.Passed));
                Assert.Equal(some.Report.Drawn, some.Report.Passed + some.Report.Refused.Values.Sum());
            }
        }
    }

    [Fact]
    public void Every_rule_refuses_something_in_these_tests()
    {
        var refused = _options.SelectMany(options =>
        {
            var filter = Filter(options);
            foreach (var _ in filter.Filter(Drawn(800))) { }
            return filter.Report.Refused.Where(one => one.Value > 0).Select(one => one.Key);
        });
        Assert.Equal(["form", "match", "max-length", "max-span", "min-length", "min-verdict", "novel", "unique"], refused.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rules_stand_in_the_order_of_their_cost()
    {
        var all = new CandidateFilterOptions { MinVerdict = 0, MaxSpan = 3, Novel = true, Unique = true, Match = ".*", Form = "1x1", MaxLength = 9, MinLength = 1 };
        Assert.Equal(["min-length", "max-length", "form", "match", "unique", "novel", "max-span", "min-verdict"], Filter(all).Report.Refused.Keys);
        Assert.Empty(Filter(new()).Report.Refused);
    }

    [Fact]
    public void The_discriminator_sees_few_lines_at_a_time_and_none_that_another_rule_refuses()
    {
        var calls = new List<int[][]>();
        var filter = new CandidateFilter(new() { Match = "[abc]*", MinVerdict = 0.5 }, _codec, verdicts: sequences =>
        {
            calls.Add([.. sequences]);
            return [.. sequences.Select(Verdict)];
        });
        foreach (var line in filter.Filter(Drawn(2000))) Assert.Equal(Verdict([.. line.Ids]), line.Verdict);
        Assert.All(calls, call => Assert.InRange(call.Length, 1, 256));
        Assert.All(calls.SelectMany(call => call), ids => Assert.Matches("^[abc]*$", _codec.Decode(ids)));
        Assert.Equal(filter.Report.Drawn - filter.Report.Refused["match"], calls.Sum(call => call.Length));
        Assert.All(Filter(new() { Unique = true }).Filter(Drawn(5)), line => Assert.Null(line.Verdict));
    }

    [Fact]
    public void A_verdict_that_is_no_number_refuses()
    {
        var filter = new CandidateFilter(new() { MinVerdict = 0 }, _codec, verdicts: sequences => [.. sequences.Select((_, i) => i == 0 ? double.NaN : 0.0)]);
        Assert.Equal(["b"], filter.Filter([_codec.Encode("a"), _codec.Encode("b")]).Select(line => line.Text));
    }

    [Fact]
    public void Lines_come_as_they_are_drawn_and_a_second_drawing_goes_on()
    {
        var looked = 0;
        IEnumerable<int[]> Endless()
        {
            for (; ; looked++) yield return _codec.Encode(new string('a', looked % 50 + 1));
        }
        var filter = Filter(new() { Unique = true });
        Assert.Equal(20, filter.Filter(Endless()).Take(20).Count());
        Assert.Equal(19, looked);
        Assert.Equal(30, filter.Filter(Endless().Take(500)).Count());
        Assert.Equal((520, 50), (filter.Report.Drawn, filter.Report.Passed));
    }

    [Fact]
    public void Ids_are_compared_as_they_are_written()
    {
        var codec = TextCodec.Ids(20);
        var training = new SequenceStore(20);
        training.Add([1, 2, 13]);
        var filter = new CandidateFilter(new() { Unique = true, Novel = true, MaxSpan = 2, Match = @"\d+( \d+)*" }, codec, training);
        Assert.Equal(["1 2 3", "12 1 3"], filter.Filter([[1, 2, 13], [1, 2, 3], [12, 1, 3], [1, 2, 3], [0, 1, 2, 13]]).Select(line => line.Text));
        Assert.Equal([0, 1, 1, 1], filter.Report.Refused.Values); // match, unique, novel, max-span
        Assert.Contains("form is for text", Assert.Throws<InvalidInputException>(() => new CandidateFilter(new() { Form = "1x3" }, codec)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_is_json()
    {
        var filter = Filter(new() { MaxLength = 3, Unique = true });
        foreach (var _ in filter.Filter(new[] { "abcd", "a", "b", "a" }.Select(_codec.Encode))) { }
        var report = JsonDocument.Parse(filter.Report.ToJson()).RootElement;
        Assert.Equal(["drawn", "passed", "refused"], report.EnumerateObject().Select(one => one.Name));
        Assert.Equal((4, 2), (report.GetProperty("drawn").GetInt32(), report.GetProperty("passed").GetInt32()));
        Assert.Equal("{\"max-length\":1,\"unique\":1}", JsonSerializer.Serialize(report.GetProperty("refused")));
    }

    [Fact]
    public void What_a_rule_needs_must_be_there()
    {
        Assert.Throws<ArgumentNullException>(() => new CandidateFilter(new() { Novel = true }, _codec));
        Assert.Throws<ArgumentNullException>(() => new CandidateFilter(new() { MaxSpan = 3 }, _codec));
        Assert.Throws<ArgumentNullException>(() => new CandidateFilter(new() { MinVerdict = 0.5 }, _codec, Training()));
    }

    [Fact]
    public void A_span_longer_than_any_line_refuses_nothing() => Assert.Equal(100, Filter(new() { MaxSpan = int.MaxValue }).Filter(Drawn(100)).Count());

    [Theory]
    [InlineData("min-length is 0")]
    [InlineData("max-length is -1")]
    [InlineData("max-span is 0")]
    [InlineData("min-length is 4 and max-length is 3")]
    [InlineData("min-verdict is 1.5")]
    [InlineData("min-verdict is NaN")]
    [InlineData("form is 'five'")]
    [InlineData("match: ")]
    public void An_option_out_of_range_is_named(string message)
    {
        CandidateFilterOptions options = message switch
        {
            "min-length is 0" => new() { MinLength = 0 },
            "max-length is -1" => new() { MaxLength = -1 },
            "max-span is 0" => new() { MaxSpan = 0 },
            "min-length is 4 and max-length is 3" => new() { MinLength = 4, MaxLength = 3 },
            "min-verdict is 1.5" => new() { MinVerdict = 1.5 },
            "min-verdict is NaN" => new() { MinVerdict = double.NaN },
            "form is 'five'" => new() { Form = "five" },
            _ => new() { Match = "(" },
        };
        Assert.StartsWith(message, Assert.Throws<InvalidInputException>(options.Validate).Message, StringComparison.Ordinal);
    }
}
