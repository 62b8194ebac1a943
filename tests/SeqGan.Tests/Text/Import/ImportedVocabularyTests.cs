using SeqGan.Tests.Support;
using SeqGan.Text.Import;
using SeqGan.Tokenization;

namespace SeqGan.Tests.Text.Import;

public sealed class ImportedVocabularyTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // A token a word of the text; _ is a blank line, and ~ a blank.
    ImportOptions Options(string tokens, string name = "vocabulary.txt") => new()
    {
        Vocabulary = _folder.Write(name, tokens.Split(' ').Select(token => token == "_" ? "" : token.Replace('~', ' '))),
    };

    [Theory]
    [InlineData("<pad> <s> </s> <unk> a b", "0 1 2 3 4 5")]
    [InlineData("a <UNK> b <EOS> <BOS> <PAD>", "5 4 3 1 0 2")] // in another order and in capitals
    [InlineData("a b <eos>", "-1 2 2 -1 0 1")] // what ends a line begins the next: word_language_model
    [InlineData("a b <start> <end>", "-1 2 3 -1 0 1")]
    public void Special_lines_are_known_by_their_names_and_the_others_keep_their_order(string tokens, string rows)
    {
        var vocabulary = ImportedVocabulary.Read(Options(tokens), tokens.Split(' ').Length);
        Assert.Equal(rows, string.Join(' ', vocabulary.Rows));
        Assert.Equal((1, 2, 0, 3), (vocabulary.Begin, vocabulary.End, vocabulary.Pad, vocabulary.Unknown));
        Assert.Equal("whitespace", vocabulary.Codec.Name);
        Assert.Equal([4, 3, 5], vocabulary.Codec.Encode("a z b"));
    }

    [Fact]
    public void Ids_that_are_given_are_stronger_than_names()
    {
        var options = Options("<pad> <bos> a b oov _");
        Assert.Equal([0, 1, 0, 4, 2, 3, 5], ImportedVocabulary.Read(Options("<pad> <bos> a b oov c") with { End = 0, Unknown = 4 }, 6).Rows); // padding is what ends a line
        Assert.Equal([0, 1, 5, -1, 2, 3, 4], ImportedVocabulary.Read(options with { End = 5 }, 6).Rows); // a blank line is a special one
        Assert.Equal([0, 2, 5, -1, 1, 3, 4], ImportedVocabulary.Read(options with { Begin = 2, End = 5 }, 6).Rows);
        Assert.Equal([0, 1, -1, -1, 2, 3, 4], ImportedVocabulary.Read(Options("<pad> <bos> a b oov") with { FixedLength = true }, 5).Rows);
    }

    [Fact]
    public void The_vocabulary_of_a_run_is_taken_as_it_is()
    {
        var codec = TextCodec.Learn(new CharacterTokenizer(), ["ab", "ba"]);
        using (var stream = File.Create(_folder["tokenizer.json"])) codec.Save(stream);
        var options = new ImportOptions { Vocabulary = _folder["tokenizer.json"] };
        var read = ImportedVocabulary.Read(options, 6);
        Assert.Equal([0, 1, 2, 3, 4, 5], read.Rows);
        Assert.Equal(codec.Encode("abz"), read.Codec.Encode("abz"));
        Refused(options with { Begin = 3 }, 6, "says itself what its tokenizer and its special ids are");
        Refused(options with { Tokenizer = "word" }, 6, "says itself");
        Refused(options, 7, "has 6 tokens, and the model 7 ids");

        using (var stream = File.Create(_folder["ids.json"])) TextCodec.Ids(6).Save(stream);
        var ids = ImportedVocabulary.Read(new ImportOptions { Vocabulary = _folder["ids.json"], Begin = 2, End = 5, Pad = 0, Unknown = 1 }, 6);
        Assert.Equal((2, 5, 0, 1, false), (ids.Begin, ids.End, ids.Pad, ids.Unknown, ids.Codec.HasSpecials));
    }

    [Fact]
    public void Without_a_vocabulary_ids_are_ids()
    {
        var ids = ImportedVocabulary.Read(new ImportOptions(), 3);
        Assert.Equal([0, 1, 2], ids.Rows);
        Assert.Equal((0, -1, -1, -1), (ids.Begin, ids.End, ids.Pad, ids.Unknown));
        Assert.Equal([2, 0], ids.Codec.Encode("2 0"));
        Refused(new ImportOptions { Tokenizer = "word" }, 3, "a tokenizer is for text");
        Refused(new ImportOptions { Begin = 3 }, 3, "begin is 3; the model has the ids 0 to 2");
        Refused(new ImportOptions { Pad = -1 }, 3, "pad is -1");
        Refused(new ImportOptions { End = 1, Unknown = 1 }, 3, "end and unknown are both 1; they must differ");
    }

    [Theory]
    [InlineData("<s> </s> ab ~c", "whitespace", "line 4 is ' c', which is no single token of the whitespace tokenizer; choose another tokenizer")]
    [InlineData("<s> </s> a <eol>", "character", "line 4 is '<eol>', which is no single token of the character tokenizer")]
    [InlineData("<s> </s> a U.S.", "word", "line 4 is 'U.S.', which is no single token of the word tokenizer")]
    [InlineData("<s> </s> a A", "lower", "line 4 is 'A', which is no single token of the whitespace tokenizer in lower case")]
    [InlineData("<s> </s> a a", "whitespace", "vocabulary token 5 is 'a', which has id 4 already (counted after the four special ones)")]
    [InlineData("<s> </s> a _", "whitespace", "line 4 is empty; give every id its token, or say which special id 3 is")]
    [InlineData("<s> <bos> a </s>", "whitespace", "'<s>' and '<bos>' say the same; say which id is meant: begin")]
    [InlineData("a b", "whitespace", "has no usual name for the beginning of a line, such as <s>, nor for its end")]
    [InlineData("<s> a", "whitespace", "has no usual name for the end of a line, such as </s>; say which id it is: end; or that all lines have one length")]
    public void What_says_too_little_or_does_not_fit_is_refused(string tokens, string tokenizer, string message)
    {
        var options = Options(tokens) with { Tokenizer = tokenizer == "lower" ? null : tokenizer, Lowercase = tokenizer == "lower" };
        Refused(options, tokens.Split(' ').Length, options.Vocabulary, message);
    }

    [Fact]
    public void A_file_that_is_none_is_named()
    {
        Refused(new ImportOptions { Vocabulary = _folder["nowhere.txt"] }, 3, "nowhere.txt: there is no such file");
        Refused(new ImportOptions { Vocabulary = _folder["nowhere.json"] }, 3, "nowhere.json is missing; give the tokenizer.json of a run");
        Refused(Options("{ }", "broken.json"), 3, "broken.json");
        Refused(Options("a b </s>"), 4, "vocabulary.txt has 3 lines, and the model 4 ids; give the vocabulary with which it was trained");
    }

    [Fact]
    public void Blanks_are_tokens_of_characters()
    {
        var vocabulary = ImportedVocabulary.Read(Options("<s> </s> ~ a") with { Tokenizer = "character" }, 4);
        Assert.Equal([5, 4, 5], vocabulary.Codec.Encode("a a"));
    }

    static void Refused(ImportOptions options, int size, params string[] parts)
    {
        var message = Assert.Throws<InvalidInputException>(() => ImportedVocabulary.Read(options, size)).Message;
        foreach (var part in parts) Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
