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

    [Fact]
    public void A_path_that_is_not_there_is_named() =>
        Assert.Contains("is not there", Assert.Throws<InvalidInputException>(() => Corpus.Read(_folder["nowhere.txt"], new CharacterTokenizer())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_of_all_kinds_is_the_corpus_that_its_texts_are_as_lines()
    {
        string[] lines = [.. Some.Lines(120)];
        var plain = Corpus.Read(_folder.Write("plain.txt", lines), new CharacterTokenizer());
        Directory.CreateDirectory(_folder["texts/b"]);
        _folder.Write("texts/a.jsonl", lines[..30].Select(line => $"{{\"body\": {{\"text\": \"{line}\"}}}}"));
        _folder.Write("texts/b/1.csv", ["id,says", .. lines[30..60].Select((line, i) => $"{i},\"{line}\"")]);
        _folder.Write("texts/b/2", lines[60..90]);
        _folder.Write("texts/c.tsv", ["says\tid", .. lines[90..].Select((line, i) => $"{line}\t{i}")]);
        _folder.Write("texts/.hidden", "not a text of this corpus");
        var mixed = Corpus.Read(_folder["texts"], new CharacterTokenizer(), new CorpusOptions { Field = "body.text", Column = "says" });
        foreach (var (a, b) in new[] { (plain.Train, mixed.Train), (plain.Valid, mixed.Valid), (plain.Test, mixed.Test) })
            Assert.Equal(Enumerable.Range(0, a.Count).Select(i => a[i]), Enumerable.Range(0, b.Count).Select(i => b[i]));
    }

    [Fact]
    public void A_folder_has_one_hash_of_its_files_and_their_paths()
    {
        Directory.CreateDirectory(_folder["texts/b"]);
        _folder.Write("texts/a.txt", Some.Lines(60));
        _folder.Write("texts/b/c.txt", "abc", "abd");
        string Fact() => Corpus.Read(_folder["texts"], new WhitespaceTokenizer()).Provenance["sha256 of texts/"];
        static string Sha256(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        var list = string.Concat(new[] { "a.txt", "b/c.txt" }.Select(name => $"{Sha256(File.ReadAllBytes(_folder["texts/" + name]))}  {name}\n"));
        Assert.Equal($"{Sha256(System.Text.Encoding.UTF8.GetBytes(list))} (2 files)", Fact());
        var before = Fact();
        File.Move(_folder["texts/b/c.txt"], _folder["texts/b/d.txt"]);
        Assert.NotEqual(before, Fact());
    }

    [Fact]
    public void Held_out_files_of_any_kind_are_read_and_hashed()
    {
        Directory.CreateDirectory(_folder["held"]);
        var train = _folder.Write("train.txt", Some.Lines(100));
        var valid = _folder.Write("held/train.txt", Some.Lines(7));
        var test = _folder.Write("test.jsonl", Some.Lines(5).Select(line => $"{{\"text\": \"{line}\"}}"));
        var corpus = Corpus.Read(train, new CharacterTokenizer(), new CorpusOptions { Valid = valid, Test = test });
        Assert.Equal((100, 7, 5), (corpus.Train.Count, corpus.Valid.Count, corpus.Test.Count));
        foreach (var fact in new[] { "sha256 of train.txt", "sha256 of train.txt (valid)", "sha256 of test.jsonl" }) Assert.Contains(fact, corpus.Provenance);
    }

    [Fact]
    public void A_batch_of_any_size_holds_an_epoch()
    {
        var store = new SequenceStore(5);
        foreach (var ids in new int[][] { [1, 2], [3, 4], [0, 1] }) store.Add(ids);
        Assert.Equal(2, new SequenceBatches(store, 2, 2, 1, TorchSharp.torch.CPU).Count);
        Assert.Equal(1, new SequenceBatches(store, int.MaxValue, 2, 1, TorchSharp.torch.CPU).Count);
    }

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
