using System.Text.RegularExpressions;
using SeqGan.TestSupport;

namespace SeqGan.Tokenization.Tests;

public class WordTokenizerTests
{
    static readonly WordTokenizer _tokenizer = new();

    [Theory]
    [InlineData("Hello, world.", "Hello|,|world|.")]
    [InlineData("don't the speaker's 'n it’s 'quoted'", "don't|the|speaker's|'|n|it’s|'|quoted|'")]
    [InlineData("3.14 1st a_b x-y", "3|.|14|1st|a|_|b|x|-|y")]
    [InlineData("1's '7", "1's|'|7")]
    [InlineData("a'7", "a|'|7")]
    [InlineData("Größe naïve e\u0301te\u0301 Привет", "Größe|naïve|e\u0301te\u0301|Привет")]
    [InlineData("می\u200Cخواهم, क्षि", "می\u200Cخواهم|,|क्षि")]
    [InlineData("𠀀𪜶 👍🏽👩‍👩‍👧‍👦!", "𠀀𪜶|👍🏽|👩‍👩‍👧‍👦|!")]
    [InlineData("...", ".|.|.")]
    public void Words_keep_their_apostrophes_and_signs_stand_alone(string text, string expected) =>
        Assert.Equal(expected.Split('|'), _tokenizer.Split(text));

    [Theory]
    [InlineData("hello , world .")]
    [InlineData("hello, world.")]
    public void Decoding_sets_blanks_as_in_print(string text) => Assert.Equal("hello, world.", _tokenizer.Join(_tokenizer.Split(text)));

    [Theory]
    [InlineData("( well ) [ yes ] { no }", "(well) [yes] {no}")]
    [InlineData("he said \" come in \" , and left", "he said \"come in\", and left")]
    [InlineData("“ come ” ‘ in ’ ¿ qué ?", "“come” ‘in’ ¿qué?")]
    [InlineData("$ 5 is 50 % !", "$5 is 50%!")]
    [InlineData("wait . . .", "wait...")]
    [InlineData(", so it begins", ", so it begins")]
    [InlineData("the dogs ' tails", "the dogs ' tails")]
    [InlineData("你好 ， 世界 。", "你好， 世界。")]
    [InlineData("yes 👍 !", "yes 👍!")]
    public void Signs_cling_to_their_words(string text, string expected) => Assert.Equal(expected, _tokenizer.Join(_tokenizer.Split(text)));

    [Fact]
    public void Joined_tokens_split_again()
    {
        foreach (var text in RandomText.Many(20000))
        {
            var tokens = _tokenizer.Split(text).ToArray();
            Assert.Equal(tokens, _tokenizer.Split(_tokenizer.Join(tokens)));
        }
    }

    [Fact]
    public void Any_order_of_tokens_splits_again()
    {
        var random = new Random(3);
        var known = RandomText.Many(2000).SelectMany(_tokenizer.Split).Distinct().ToArray();
        for (var i = 0; i < 5000; i++)
        {
            var tokens = Enumerable.Range(0, 8).Select(_ => known[random.Next(known.Length)]).ToArray();
            Assert.Equal(tokens, _tokenizer.Split(_tokenizer.Join(tokens)));
        }
    }

    [Fact]
    public void On_ascii_it_is_the_rule_of_the_usual_corpora()
    {
        var rule = new Regex(@"[a-z0-9]+(?:'[a-z]+)?|[^\sa-z0-9]");
        var random = new Random(5);
        var lower = new WordTokenizer(lowercase: true);
        for (var i = 0; i < 5000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, 20).Select(_ => "abcXYZ019'''  .,-\"_"[random.Next(19)]));
            Assert.Equal(rule.Matches(text.ToLowerInvariant()).Select(match => match.Value), lower.Split(text));
        }
    }

    [SkippableTheory]
    [InlineData("obama_speech/train")]
    [InlineData("image_coco/test")]
    public void Raw_corpora_give_their_tokenised_twins(string corpus)
    {
        var raw = TextLines.Read(Repository.SharedCorpus(corpus + ".raw.txt"));
        var tokenised = TextLines.Read(Repository.SharedCorpus(corpus + ".tok.txt"));
        var lower = new WordTokenizer(lowercase: true);
        foreach (var (line, expected) in raw.Zip(tokenised)) Assert.Equal(expected, string.Join(' ', lower.Split(line)));
    }
}
