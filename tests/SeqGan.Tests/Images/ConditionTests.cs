using SeqGan.Data.Images;
using SeqGan.Images;
using SeqGan.Images.Networks;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Images;

/// <summary>GANs whose images are of a class, have attributes, or follow a code.</summary>
[Collection(OneAtATime.Name)]
public sealed class ConditionTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, ImageLoss> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, ImageLoss>();
            foreach (var gan in new[] { "cgan", "acgan", "infogan", "attribute", "semigan" })
                foreach (var loss in Enum.GetValues<ImageLoss>()) pairs.Add(gan, loss);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Any_loss_reaches_every_parameter(string gan, ImageLoss loss)
    {
        using var game = ImageGans.Create(gan, ImageGameTests.Shapes(), ImageGameTests.Tiny with { Net = Architecture.Mlp, Loss = loss, WeightClip = 1 }); // weights of 0.01 would let every image light the same units
        new Trainer(game, _folder["run"]).Run();
        Gradients.AssertThere(game, Gradients.Flat(loss));
    }

    [Theory]
    [InlineData("cgan", "the images have no classes; use data with labels, or gan=gan")]
    [InlineData("acgan", "the images have no classes; use data with labels, or gan=gan")]
    [InlineData("semigan", "the images have no classes; use data with labels, or gan=gan")]
    [InlineData("attribute", "the images have no attributes; use data with attributes, such as shapes, or gan=gan")]
    public void What_the_images_lack_is_refused(string gan, string message)
    {
        var shapes = ImageGameTests.Shapes().Train;
        var plain = new ImageSet(shapes.Shape, shapes.Pixels);
        var sets = new ImageSets(plain, plain, new Dictionary<string, string>());
        Assert.Equal(message, Assert.Throws<InvalidInputException>(() => ImageGans.Create(gan, sets, ImageGameTests.Tiny)).Message);
    }

    [Fact]
    public void The_categories_of_infogan_are_no_classes_of_the_data()
    {
        using var game = ImageGans.Create("infogan", ImageGameTests.Shapes(), ImageGameTests.Tiny with { Categories = 6, Continuous = 3 });
        Assert.Equal((new CodeLayout(6, Classes: 6, Continuous: 3), 0), (game.Layout, game.ClassNames.Count));
        using var scope = NewDisposeScope();
        using var discrete = ImageGans.Create("infogan", ImageGameTests.Shapes(), ImageGameTests.Tiny with { Categories = 2, Continuous = 0 });
        new Trainer(discrete, _folder["run"]).Run();
        Gradients.AssertThere(discrete);
    }

    [Fact]
    public void Attributes_are_shown_none_and_each_alone_with_the_same_noise_in_a_column()
    {
        using var game = ImageGans.Create("attribute", ImageGameTests.Shapes(), ImageGameTests.Tiny);
        using var scope = NewDisposeScope();
        Assert.Equal(new CodeLayout(6, Attributes: 6), game.Layout);
        var rows = new List<Tensor> { game.Codes(2, 5, new ImageRequest { Attributes = [0, 0, 0, 0, 0, 0] }) };
        for (var k = 0; k < 6; k++) rows.Add(game.Codes(2, 5, new ImageRequest { Attributes = [.. Enumerable.Range(0, 6).Select(at => at == k ? 1 : 0)] }));
        Assert.Equal(SeqGan.Reports.ImageGrid.ToPng(game.Decode(cat(rows, 0)), columns: 2), game.Grid(14, seed: 5));
    }

    [Fact]
    public void The_labels_that_are_kept_are_spread_over_the_classes_by_key()
    {
        var set = ImageGameTests.Shapes().Train;
        var some = LabelledImages.Of(set, 14, key: 1);
        Assert.Equal([2, 2, 2, 2, 3, 3], some.Labels.CountBy(label => label).Select(one => one.Value).Order());
        Assert.Equal(some.Pixels, LabelledImages.Of(set, 14, key: 1).Pixels);
        Assert.NotEqual(some.Pixels, LabelledImages.Of(set, 14, key: 2).Pixels);
        Assert.Equal(set.Count, LabelledImages.Of(set, 0, key: 1).Count);
        Assert.Contains($"labelled is 5, and there are {set.Count} images of 6 classes; give 6 to {set.Count}, or 0 for all", Assert.Throws<InvalidInputException>(() => LabelledImages.Of(set, 5, key: 1)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => LabelledImages.Of(set, set.Count + 1, key: 1));
    }

    [Fact]
    public void Virtual_adversarial_training_reaches_every_parameter_and_a_classifier_is_scored_on_held_out_images()
    {
        var options = ImageGameTests.Tiny with { Labelled = 12, VirtualAdversarial = 1 };
        Evaluation Train(ImageGanOptions options, string name)
        {
            using var game = ImageGans.Create("semigan", ImageGameTests.Shapes(), options);
            var evaluation = new Trainer(game, _folder[name]).Run();
            Gradients.AssertThere(game);
            return evaluation;
        }
        var score = Assert.Single(Train(options, "with").Scores);
        Train(options with { VirtualAdversarial = 0 }, "without");
        Assert.NotEqual(File.ReadAllText(_folder["with/metrics.jsonl"]), File.ReadAllText(_folder["without/metrics.jsonl"]));
        Assert.InRange(score.Value, 0, 1);
        Assert.Equal(("accuracy", ImageGameTests.Shapes().Test.Count, "accuracy|images:test|classes:6|labelled:12"), (score.Name, score.Samples, score.Signature));
    }
}
