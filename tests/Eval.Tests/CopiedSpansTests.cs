namespace SeqGan.Eval.Tests;

public sealed class CopiedSpansTests
{
    [Fact]
    public void Spans_are_those_one_can_see()
    {
        string[][] training = [["the", "cat", "sat", "on", "the", "mat"], ["a", "dog", "ran"]];
        string[][] generated = [["the", "cat", "sat", "down"], ["a", "dog", "ran"], ["birds", "fly"], ["mat", "the"], []];
        var spans = CopiedSpans.Find(generated, training);
        Assert.Equal([3, 3, 0, 1, 0], spans.Longest);
        Assert.Equal(8.0 / 11, spans.Share(1)); // all but "down", "birds" and "fly"
        Assert.Equal(4.0 / 7, spans.Share(2)); // "the cat", "cat sat", "a dog", "dog ran"
        Assert.Equal(2.0 / 3, spans.Share(3));
        Assert.Equal(0, spans.Share(4));
        Assert.Equal(0, spans.Share(5));
    }

    [Fact]
    public void A_span_does_not_go_from_one_line_to_the_next() =>
        Assert.Equal([1], CopiedSpans.Find([["b", "c"]], [["a", "b"], ["c", "d"]]).Longest);

    [Fact]
    public void Random_lines_agree_with_a_search_for_every_span()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            int[][] Lines() => [.. Enumerable.Range(0, 15).Select(_ => Enumerable.Range(0, random.Next(0, 12)).Select(_ => random.Next(3)).ToArray())];
            var (generated, training) = (Lines(), Lines());
            bool Holds(ReadOnlySpan<int> span)
            {
                foreach (var line in training)
                    if (line.AsSpan().IndexOf(span) >= 0 && span.Length <= line.Length) return true;
                return false;
            }
            var spans = CopiedSpans.Find(generated, training);
            for (var order = 1; order <= 12; order++)
            {
                var (copied, all) = (0, 0);
                for (var i = 0; i < generated.Length; i++)
                {
                    var any = false;
                    for (var start = 0; start + order <= generated[i].Length; start++, all++)
                    {
                        if (!Holds(generated[i].AsSpan(start, order))) continue;
                        any = true;
                        copied++;
                    }
                    Assert.Equal(any, spans.Longest[i] >= order);
                }
                Assert.Equal(all == 0 ? 0 : (double)copied / all, spans.Share(order));
            }
        }
    }

    [Fact]
    public void One_long_copy_costs_the_other_lines_nothing()
    {
        const int Lines = 20_000, Copy = 400;
        int[][] training = [[.. Enumerable.Range(0, Copy)]], generated = [.. training, .. Enumerable.Range(Copy, Lines).Select(token => new[] { token })];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var spans = CopiedSpans.Find(generated, training);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, sizeof(int) * Lines * Copy / 2);
        Assert.Equal((Copy, 0), (spans.Longest[0], spans.Longest[1]));
        Assert.Equal(1, spans.Share(Copy));
    }

    [Fact]
    public void Nothing_to_compare_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CopiedSpans.Find<int>([], [[1]]));
        Assert.Throws<ArgumentException>(() => CopiedSpans.Find<int>([[1]], []));
        Assert.Throws<ArgumentException>(() => CopiedSpans.Find<int>([[1]], [[1]]).Share(0));
    }
}
