using SeqGan.Cli.Config;
using SeqGan.Tokenization;

namespace SeqGan.Cli.Tests.Config;

public sealed class YamlSettingsTests
{
    static Settings Parse(string yaml) => YamlSettings.Parse(new StringReader(yaml), "x.yaml");

    [Fact]
    public void Scalars_and_lists_keep_their_text_and_their_line()
    {
        var settings = Parse("# a comment\nrollouts: 16\n\nfilter-widths: [1, 2]  # and another\ntokenizer: 'word'\n");
        Assert.Equal(("16", "x.yaml:2"), (settings.Find("rollouts")!.Text, settings.Find("rollouts")!.Place));
        Assert.Equal(["1", "2"], settings.Find("filter-widths")!.Items);
        Assert.Equal("word", settings.Find("tokenizer")!.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    public void A_file_of_comments_sets_nothing(string yaml) => Assert.Empty(Parse(yaml).All);

    [Theory]
    [InlineData("valid: ~\n")]
    [InlineData("valid: null\n")]
    [InlineData("valid:\n")]
    [InlineData("valid: ''\n")]
    public void Null_is_the_empty_text(string yaml) => Assert.Equal("", Parse(yaml).Find("valid")!.Text);

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3\n", "a is set twice (x.yaml:1 and x.yaml:3)")]
    [InlineData("a: &x 1\nb: *x\n", "x.yaml:1: anchors and aliases")]
    [InlineData("a: 1\nb: *x\n", "x.yaml:2: anchors and aliases")]
    [InlineData("a: !!int 1\n", "x.yaml:1: tags")]
    [InlineData("a:\n  b: 1\n", "the value of a must be one value or a list")]
    [InlineData("a: [[1], 2]\n", "x.yaml:1: the list of a must hold single values")]
    [InlineData("- a\n- b\n", "x.yaml:1: an experiment is a list of 'key: value' lines")]
    [InlineData("just words\n", "x.yaml:1: an experiment is a list of 'key: value' lines")]
    [InlineData("? [a]\n: 1\n", "x.yaml:1: a key is a plain word")]
    [InlineData("a: 1\n---\nb: 2\n", "a second document")]
    [InlineData("a: 'no end\n", "is not YAML")]
    [InlineData("a: 1\n\tb: 2\n", "is not YAML")]
    [InlineData("b: 1\na: [1, 2:[]\n", "x.yaml:2 is not YAML")]
    [InlineData("a: {b: 1\n", "the value of a must be one value")]
    public void Anything_else_is_refused_with_its_line(string yaml, string message)
    {
        var error = Assert.Throws<InvalidInputException>(() => Parse(yaml));
        Assert.Contains(message, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Deep_nesting_is_refused_and_not_followed() => Assert.Throws<InvalidInputException>(() => Parse("a: " + new string('[', 200_000)));

    [Fact]
    public void A_file_that_is_not_text_is_refused()
    {
        using var folder = new Support.TemporaryFolder();
        File.WriteAllBytes(folder.File("x.yaml"), [0x61, 0xFF, 0xFE]);
        var error = Assert.Throws<InvalidInputException>(() => YamlSettings.Read(folder.File("x.yaml"), "x.yaml"));
        Assert.Contains("x.yaml is not UTF-8", error.Message);
    }
}
