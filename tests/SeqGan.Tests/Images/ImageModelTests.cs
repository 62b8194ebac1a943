using SeqGan.Data.Images;
using SeqGan.Images;
using SeqGan.Images.Networks;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Tests.Images;

[Collection(OneAtATime.Name)]
public sealed class ImageModelTests : IDisposable
{
    const string Rule = "cannot be a file's: it must not be empty, '.' or '..', and have no '/', '\\' or control character";

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static ImageSets Sets(int count = 8, string name = "b", string attribute = "c")
    {
        var set = new ImageSet(new ImageShape(1, 4, 4), new byte[count * 16], new int[count], ["a", name], [.. Enumerable.Repeat((byte)1, count)], [attribute]);
        return new ImageSets(set, set, new Dictionary<string, string>());
    }

    [Fact]
    public void A_run_whose_images_all_have_an_attribute_is_opened_again()
    {
        using (var game = ImageGans.Create("attribute", Sets(1000), ImageGameTests.Tiny with { Net = Architecture.Mlp })) new Trainer(game, _folder["run"]).Run();
        using var opened = ImageGans.Open(RunDirectory.Open(_folder["run"]));
        Assert.Equal([1.0], ImageModel.Read(RunDirectory.Open(_folder["run"])).AttributeShares);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\".\"")]
    [InlineData("\"..\"")]
    [InlineData("\"../up\"")]
    [InlineData("\"a\\\\b\"")]
    [InlineData("\"a\\nb\"")]
    [InlineData("\"a\\u0000\"")]
    public void A_name_in_a_run_that_cannot_be_a_file_s_is_refused(string json)
    {
        using (var game = ImageGans.Create("gan", ImageGameTests.Shapes(), ImageGameTests.Tiny)) new Trainer(game, _folder["run"]).Run();
        var (run, file) = (RunDirectory.Open(_folder["run"]), _folder["run/image-model.json"]);
        var model = File.ReadAllText(file);
        foreach (var (name, which) in new[] { ("square", "class 1"), ("filled", "attribute 0") })
        {
            File.WriteAllText(file, model.Replace($"\"{name}\"", json, StringComparison.Ordinal));
            Assert.Equal($"{file} cannot be used: the name of {which} {Rule}", Assert.Throws<InvalidInputException>(() => ImageGans.Open(run)).Message);
        }
    }

    [Fact]
    public void So_is_one_of_the_data_before_a_training()
    {
        string Refused(ImageSets sets) => Assert.Throws<InvalidInputException>(() => ImageGans.Create("gan", sets, ImageGameTests.Tiny)).Message;
        Assert.Equal($"the name of class 1 {Rule}", Refused(Sets(name: "b/c")));
        Assert.Equal($"the name of attribute 0 {Rule}", Refused(Sets(attribute: "")));
    }
}
