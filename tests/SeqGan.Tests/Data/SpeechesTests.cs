using SeqGan.TestSupport;

namespace SeqGan.Tests.Data;

/// <summary>What corpora/README.md promises of the sentences that come along.</summary>
public sealed class SpeechesTests
{
    static readonly string _path = Path.Combine(Repository.Root, "corpora", "speeches.txt");
    static readonly string[] _sentences = File.ReadAllLines(_path);

    [Fact]
    public void There_are_many_sentences_and_none_twice()
    {
        Assert.True(_sentences.Length >= 500);
        Assert.Equal(_sentences.Length, _sentences.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Each_is_a_whole_sentence_of_6_to_40_words_in_plain_signs()
    {
        Assert.All(_sentences, sentence => Assert.Matches("^[A-Z][A-Za-z0-9 ,.;:?!'-]*[.?!]$", sentence));
        Assert.All(_sentences, sentence => Assert.InRange(sentence.Split(' ').Length, 6, 40));
        Assert.All(_sentences, sentence => Assert.DoesNotContain("  ", sentence));
    }

    [Fact]
    public void No_eight_words_stand_in_more_than_two_sentences()
    {
        var counts = _sentences.Select(sentence => sentence.Split(' '))
            .SelectMany(words => Enumerable.Range(0, Math.Max(0, words.Length - 7)).Select(i => string.Join(' ', words[i..(i + 8)])).Distinct())
            .CountBy(eight => eight, StringComparer.OrdinalIgnoreCase);
        Assert.All(counts, eight => Assert.True(eight.Value <= 2, eight.Key));
    }

    [Fact]
    public void The_file_is_lines_that_end_in_LF_with_no_byte_order_mark()
    {
        var bytes = File.ReadAllBytes(_path);
        Assert.Equal((byte)'\n', bytes[^1]);
        Assert.Equal(_sentences.Length, bytes.Count(value => value == '\n'));
        Assert.All(bytes, value => Assert.True(value is (byte)'\n' or (>= 0x20 and < 0x7F)));
    }
}
