using SeqGan.Data;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Data;

public sealed class CorpusTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static IEnumerable<string> Words(int lines) => Enumerable.Range(0, lines).Select(i => $"line number {i} has {string.Join(' ', Enumerable.Repeat("word", i % 5 + 1))}");

    [Fact]
    public void Lines_of_one_length_need_no_end_token()
    {
        var corpus = Some.Corpus(_folder);
        Assert.True(corpus.FixedLength);
        Assert.Equal(8, corpus.Time);
        Assert.Equal(8, corpus.Train[0].Length);
        Assert.Equal(200, corpus.Train.Count + corpus.Valid.Count + corpus.Test.Count);
    }

    [Fact]
    public void Lines_of_many_lengths_end_with_the_end_token()
    {
        var corpus = Corpus.Read(_folder.Write("words.txt", Words(300)), new WordTokenizer());
        Assert.False(corpus.FixedLength);
        Assert.Equal(10, corpus.Time); // 9 words and the end
        for (var i = 0; i < corpus.Train.Count; i++) Assert.Equal(corpus.Codec.EndId, corpus.Train[i][^1]);
    }

    [Fact]
    public void The_vocabulary_is_learned_from_the_training_lines_alone()
    {
        var corpus = Corpus.Read(_folder.Write("words.txt", Words(300)), new WordTokenizer());
        Assert.True(corpus.Test.Count > 0);
        Assert.Contains(Enumerable.Range(0, corpus.Test.Count), i => corpus.Test[i].Contains(corpus.Codec.UnknownId)); // numbers that occur once
        Assert.DoesNotContain(Enumerable.Range(0, corpus.Train.Count), i => corpus.Train[i].Contains(corpus.Codec.UnknownId));
    }

    [Fact]
    public void Files_of_their_own_replace_the_hash_split()
    {
        var (train, valid, test) = (_folder.Write("train.txt", Some.Lines(100)), _folder.Write("valid.txt", Some.Lines(7)), _folder.Write("test.txt", Some.Lines(5)));
        var corpus = Corpus.Read(train, new CharacterTokenizer(), new CorpusOptions { Valid = valid, Test = test });
        Assert.Equal((100, 7, 5), (corpus.Train.Count, corpus.Valid.Count, corpus.Test.Count));
    }

    [Theory]
    [InlineData(LongLines.Drop)]
    [InlineData(LongLines.Cut)]
    public void Long_lines_are_dropped_or_cut_and_counted(LongLines what)
    {
        var corpus = Corpus.Read(_folder.Write("words.txt", Words(300)), new WordTokenizer(), new CorpusOptions { MaxLength = 7, LongLines = what });
        Assert.Equal(8, corpus.Time);
        Assert.Equal(what == LongLines.Cut, corpus.Train.Count + corpus.Valid.Count + corpus.Test.Count == 300);
        Assert.Contains(corpus.Provenance, fact => fact.Key == "long lines (train)");
    }

    [Fact]
    public void A_long_line_is_named_with_the_remedy()
    {
        var error = Assert.Throws<InvalidInputException>(() => Corpus.Read(_folder.Write("words.txt", Words(300)), new WordTokenizer(), new CorpusOptions { MaxLength = 7 }));
        Assert.Contains("words.txt: line 4 has 8 tokens, max-length is 7; set max-length=8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_have_no_special_ones_and_one_length()
    {
        var corpus = Corpus.ReadIds(_folder.Write("ids.txt", Enumerable.Range(0, 50).Select(i => $"{i} {i * 3 % 50} 0 49")));
        Assert.True(corpus.FixedLength);
        Assert.Equal(50, corpus.Codec.Size);
        Assert.Contains("one length", Assert.Throws<InvalidInputException>(() => Corpus.ReadIds(_folder.Write("bad.txt", "1 2 3", "1 2", "2 3 4", "3 3 3"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere.txt", "is not there")]
    [InlineData(".", "is a folder")]
    public void A_path_that_is_no_file_is_named(string path, string what) =>
        Assert.Contains(what, Assert.Throws<InvalidInputException>(() => Corpus.Read(_folder[path], new CharacterTokenizer())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_store_gives_back_what_it_was_given_across_pages_and_widths()
    {
        foreach (var vocabulary in new[] { 65536, 70000 })
        {
            var store = new SequenceStore(vocabulary);
            for (var i = 0; i < 120_000; i++) store.Add([i % vocabulary, 65535, (i * 31) % vocabulary, .. Enumerable.Repeat(7, i % 13)]);
            foreach (var i in new[] { 0, 1, 80_659, 119_999 })
                Assert.Equal([i % vocabulary, 65535, (i * 31) % vocabulary, .. Enumerable.Repeat(7, i % 13)], store[i]);
            Assert.Equal((3, 15, 120_000), (store.MinLength, store.MaxLength, store.Count));
            Assert.Throws<ArgumentOutOfRangeException>(() => store.Add([vocabulary]));
            Assert.Throws<ArgumentOutOfRangeException>(() => store.Add([-1]));
        }
    }
}
