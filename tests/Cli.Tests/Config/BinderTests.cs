using SeqGan.Cli.Config;
using SeqGan.Tokenization;

namespace SeqGan.Cli.Tests.Config;

public sealed class BinderTests
{
    enum Colour { DarkRed, Blue }

    sealed record Sample
    {
        public int Count { get; init; } = 3;
        public long Seed { get; init; } = 1;
        public double LearningRate { get; init; } = 0.5;
        public bool IsFast { get; init; }
        public string Name { get; init; } = "x";
        public Colour Paint { get; init; }
        public IReadOnlyList<int> Widths { get; init; } = [1];
        public int Derived => Count + 1;
    }

    static Sample Bind(params string[] settings) => Binder.Bind<Sample>(new Settings(settings.Select(setting => Setting.Parse(setting, "--set"))));

    [Fact]
    public void Each_type_is_read_from_its_text()
    {
        var bound = Bind("count=-4", "seed=9223372036854775807", "learning-rate=1e-4", "is-fast=True", "name=a=b", "paint=dark-red", "widths=[1, 2,3]");
        Assert.Equal((-4, long.MaxValue, 1e-4, true, "a=b", Colour.DarkRed), (bound.Count, bound.Seed, bound.LearningRate, bound.IsFast, bound.Name, bound.Paint));
        Assert.Equal([1, 2, 3], bound.Widths);
    }

    [Fact]
    public void What_is_not_set_keeps_its_default() => Assert.Equal(new Sample().LearningRate, Bind("count=1").LearningRate);

    [Theory]
    [InlineData("count=abc", "count: 'abc' is not a whole number (--set)")]
    [InlineData("count=1.5", "is not a whole number")]
    [InlineData("count=99999999999", "is out of range")]
    [InlineData("count=1,000", "is not a whole number")]
    [InlineData("count=", "count: '' is not a whole number")]
    [InlineData("learning-rate=0,5", "is not a number")]
    [InlineData("learning-rate=NaN", "is not a number")]
    [InlineData("learning-rate=1e999", "is not a number")]
    [InlineData("is-fast=yes", "is neither true nor false")]
    [InlineData("paint=green", "is not one of dark-red, blue")]
    [InlineData("paint=1", "is not one of dark-red, blue")]
    [InlineData("widths=1,x", "is not a list of whole numbers")]
    public void A_wrong_type_is_named_with_its_key_value_and_place(string setting, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidInputException>(() => Bind(setting)).Message);

    [Fact]
    public void A_list_for_a_single_value_is_refused()
    {
        var settings = YamlSettings.Parse(new StringReader("count: [1, 2]"), "x.yaml");
        Assert.Equal("count: '[1, 2]' is a list; it must be one value (x.yaml:1)", Assert.Throws<InvalidInputException>(() => Binder.Bind<Sample>(settings)).Message);
    }

    [Fact]
    public void An_unknown_key_is_named_with_the_nearest_one()
    {
        var settings = YamlSettings.Parse(new StringReader("count: 1\nlerning-rate: 1\n"), "x.yaml");
        var error = Assert.Throws<InvalidInputException>(() => Binder.RefuseUnknown(settings, [typeof(Sample)]));
        Assert.Equal("there is no setting 'lerning-rate'; did you mean 'learning-rate'? (x.yaml:2)", error.Message);
    }

    [Fact]
    public void A_derived_property_is_no_key() =>
        Assert.Throws<InvalidInputException>(() => Binder.RefuseUnknown(new Settings([Setting.Parse("derived=1", "--set")]), [typeof(Sample)]));

    [Theory]
    [InlineData("a \"quoted\" back\\slash")]
    [InlineData("two\nlines\tand a tab")]
    [InlineData("# no comment: {}")]
    [InlineData("诗")]
    [InlineData("")]
    public void Text_is_written_so_that_it_reads_back(string name)
    {
        var yaml = $"name: {Binder.Text(typeof(Sample).GetProperty("Name")!, new Sample { Name = name })}\n";
        Assert.Equal(name, YamlSettings.Parse(new StringReader(yaml), "x.yaml").Find("name")!.Text);
    }
}
