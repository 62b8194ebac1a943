namespace SeqGan.Tokenization.Tests;

public class IdCodecTests
{
    [Fact]
    public void Lines_of_integers_are_the_ids()
    {
        var codec = TextCodec.Ids(5000);
        Assert.Equal([0, 4999, 12], codec.Encode(" 0  4999\t012 "));
        Assert.Equal("0 4999 12 0", codec.Decode([0, 4999, 12, 0]));
        Assert.Equal("2", codec.TokenOf(2));
        Assert.Equal(5000, codec.Size);
        Assert.Empty(codec.Encode(""));
    }

    [Fact]
    public void There_are_no_special_ids()
    {
        var codec = TextCodec.Ids(4);
        Assert.False(codec.HasSpecials);
        Assert.Equal((-1, -1, -1, -1), (codec.PadId, codec.BeginId, codec.EndId, codec.UnknownId));
        Assert.Equal("0 1 2 3", codec.Decode([0, 1, 2, 3]));
        Assert.Null(codec.Tokenizer);
        Assert.Equal("ids", codec.Name);
    }

    [Theory]
    [InlineData("1 2 5", "'5' at column 5 is no id; give integers from 0 to 4 with blanks between")]
    [InlineData("-1", "'-1' at column 1")]
    [InlineData("1.5", "'1.5'")]
    [InlineData("1,2", "'1,2'")]
    [InlineData("99999999999999999999", "'99999999999999999999'")]
    [InlineData("٣", "'٣'")]
    [InlineData("1 two", "'two' at column 3")]
    public void Anything_else_is_refused(string line, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidInputException>(() => TextCodec.Ids(5).Encode(line)).Message);

    [Fact]
    public void The_size_can_be_learned()
    {
        Assert.Equal(8, TextCodec.LearnIds(["1 2", "", "7 0"]).Size);
        Assert.Throws<InvalidInputException>(() => TextCodec.LearnIds([""]));
        Assert.Throws<InvalidInputException>(() => TextCodec.LearnIds(["1 a"]));
        Assert.Throws<InvalidInputException>(() => TextCodec.Ids(0));
    }
}
