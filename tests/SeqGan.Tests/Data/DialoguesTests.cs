using SeqGan.TestSupport;

namespace SeqGan.Tests.Data;

/// <summary>What corpora/README.md promises of the dialogues that come along.</summary>
public sealed class DialoguesTests
{
    static readonly string _path = Path.Combine(Repository.Root, "corpora", "dialogues.tsv");
    static readonly string[] _lines = File.ReadAllLines(_path);
    static readonly string[][] _pairs = [.. _lines.Skip(1).Select(line => line.Split('\t'))];

    [Fact]
    public void A_header_names_the_two_columns() => Assert.Equal("context\treply", _lines[0]);

    [Fact]
    public void There_are_many_pairs_and_none_twice()
    {
        Assert.True(_pairs.Length >= 400);
        Assert.All(_pairs, pair => Assert.Equal(2, pair.Length));
        Assert.Equal(_pairs.Length, _lines.Skip(1).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void No_reply_is_given_more_than_twice() =>
        Assert.All(_pairs.CountBy(pair => pair[1], StringComparer.OrdinalIgnoreCase), reply => Assert.True(reply.Value <= 2, reply.Key));

    [Fact]
    public void Both_sides_are_short_and_in_plain_signs()
    {
        Assert.All(_pairs, pair => Assert.InRange(pair[0].Split(' ').Length, 3, 25));
        Assert.All(_pairs, pair => Assert.InRange(pair[1].Split(' ').Length, 2, 25));
        Assert.All(_pairs.SelectMany(pair => pair), side => Assert.Matches("^[A-Z][A-Za-z0-9 ,.;:?!'-]*[.?!]$", side));
        Assert.All(_pairs.SelectMany(pair => pair), side => Assert.DoesNotContain("  ", side));
    }

    [Fact]
    public void The_file_is_lines_that_end_in_LF_with_no_byte_order_mark()
    {
        var bytes = File.ReadAllBytes(_path);
        Assert.Equal((byte)'\n', bytes[^1]);
        Assert.Equal(_lines.Length, bytes.Count(value => value == '\n'));
        Assert.All(bytes, value => Assert.True(value is (byte)'\n' or (byte)'\t' or (>= 0x20 and < 0x7F)));
    }
}
