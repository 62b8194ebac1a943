namespace SeqGan.Tokenization.Tests;

public class TextCodecTests
{
    static readonly string[] _lines = ["the cat, the dog.", "The end", "the cat"];

    [Fact]
    public void Ours_learn_their_vocabulary_from_the_lines()
    {
        var codec = TextCodec.Learn(new WordTokenizer(lowercase: true), _lines);
        Assert.Equal("word", codec.Name);
        Assert.Equal((0, 1, 2, 3), (codec.PadId, codec.BeginId, codec.EndId, codec.UnknownId));
        Assert.True(codec.HasSpecials);
        Assert.Equal(["<pad>", "<s>", "</s>", "<unk>", "the", "cat", ",", ".", "dog", "end"], Enumerable.Range(0, codec.Size).Select(codec.TokenOf));
        Assert.Equal([4, 5, 6, 3, 7], codec.Encode("The cat, bird."));
        Assert.Equal("the cat, \uFFFD.", codec.Decode([1, 4, 5, 6, 3, 7, 2, 4, 4]));
        Assert.Equal(codec.Encode("the cat"), new TextCodec((VocabularyTokenizer)codec.Tokenizer!).Encode("the cat"));
    }

    [Fact]
    public void Options_limit_the_vocabulary()
    {
        Assert.Equal(6, TextCodec.Learn(new WordTokenizer(true), _lines, new() { MinimumCount = 2 }).Size);
        Assert.Equal(5, TextCodec.Learn(new WordTokenizer(true), _lines, new() { MaximumSize = 5 }).Size);
        Assert.Equal(7, TextCodec.Learn(new PairTokenizer(), _lines, new() { MaximumSize = 7 }).Size);
    }

    [Fact]
    public void Training_lines_come_back_from_their_ids()
    {
        var lines = TokenLines();
        foreach (var name in Tokenizers.Names)
        {
            var codec = TextCodec.Learn(Tokenizers.Create(name), lines);
            foreach (var line in lines) Assert.Equal(line, codec.Decode(codec.Encode(line)));
        }
    }

    [Fact]
    public void The_lines_are_read_once()
    {
        var reads = 0;
        IEnumerable<string> Once()
        {
            reads++;
            yield return "a b";
        }
        TextCodec.Learn(new WordTokenizer(), Once());
        TextCodec.Learn(new PairTokenizer(), Once());
        Assert.Equal(2, reads);
    }

    [Fact]
    public void A_foreign_tokenizer_keeps_its_own_ids_behind_dense_ones()
    {
        var codec = TextCodec.Learn(new PairTokenizer(), ["abab", "cdab", "x"]);
        Assert.Equal("PairTokenizer", codec.Name);
        Assert.Equal(["<pad>", "<s>", "</s>", "<unk>", "ab", "x", "cd"], Enumerable.Range(0, codec.Size).Select(codec.TokenOf)); // by count, then by id
        Assert.Equal([6, 4, 3, 5], codec.Encode("cdab??x"));
        Assert.Equal("cdab\uFFFDx", codec.Decode([1, 6, 4, 3, 5, 2, 4]));
        Assert.Equal("", codec.Decode([1, 2]));
    }

    [Fact]
    public void Text_without_tokens_and_tokenizers_without_vocabulary_are_refused()
    {
        Assert.Contains("no token", Assert.Throws<InvalidInputException>(() => TextCodec.Learn(new WordTokenizer(), [" ", ""])).Message);
        Assert.Contains("3 times", Assert.Throws<InvalidInputException>(() => TextCodec.Learn(new PairTokenizer(), ["ab"], new() { MinimumCount = 3 })).Message);
        Assert.Throws<InvalidInputException>(() => TextCodec.Learn(new WordTokenizer(), ["a"], new() { MaximumSize = 0 }));
        Assert.Throws<InvalidInputException>(() => new TextCodec(new WordTokenizer()));
    }

    [Fact]
    public void Ids_out_of_range_are_refused()
    {
        var codec = TextCodec.Learn(new WordTokenizer(), ["a"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => codec.Decode([5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => codec.Decode([-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => codec.TokenOf(5));
        Assert.Equal("", codec.Decode([2, 99])); // behind the end nothing counts
    }

    static string[] TokenLines() => ["hello", "塞外悲风", "👩‍👩‍👧‍👦", "e\u0301té"];
}
