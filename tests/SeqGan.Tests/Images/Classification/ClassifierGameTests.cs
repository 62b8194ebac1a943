using SeqGan.Data.Images;
using SeqGan.Images.Classification;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Tests.Images.Classification;

[Collection(OneAtATime.Name)]
public sealed class ClassifierGameTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static ImageClassifierOptions Tiny => new() { Width = 4, Features = 6, Batch = 16, Epochs = 2 };

    static ImageSets Shapes(int size = 28, int channels = 1, int count = 120, double testShare = 0.1) =>
        ImageSets.Open(ImageSets.Shapes, new ImageSetOptions { Size = size, Channels = channels, ShapeCount = count, TestShare = testShare });

    RunDirectory Train(string name, ImageSets sets, ImageClassifierOptions options)
    {
        using var game = new ClassifierGame(sets, options);
        new Trainer(game, _folder[name]).Run();
        return RunDirectory.Open(_folder[name]);
    }

    [Theory]
    [InlineData(28, 1)]
    [InlineData(32, 3)]
    [InlineData(96, 3)]
    [InlineData(5, 1)]
    public void Every_parameter_learns_whatever_the_images_shape(int size, int channels)
    {
        using var game = new ClassifierGame(Shapes(size, channels, count: 40), Tiny with { Epochs = 1 });
        new Trainer(game, _folder["run"]).Run();
        foreach (var (name, parameter) in game.Players[0].Weights.named_parameters())
        {
            var gradient = parameter.grad;
            Assert.True(gradient is not null && gradient.isfinite().all().item<bool>() && gradient.abs().sum().item<float>() > 0, name);
        }
        using var classifier = ImageClassifier.Open(RunDirectory.Open(_folder["run"]));
        using var images = torch.zeros(3, channels, size, size);
        Assert.Equal(3 * 6, classifier.Probabilities(images).Length);
        Assert.All(classifier.Probabilities(images).Chunk(6), row => Assert.Equal(1, row.Sum(), 1e-5));
    }

    [Fact]
    public void The_figures_of_the_procedural_set_are_told_apart()
    {
        var sets = Shapes(16, count: 2000);
        var run = Train("run", sets, new ImageClassifierOptions { Width = 8, Features = 32, Batch = 32, Epochs = 6, Rate = 3e-3 });
        var accuracy = run.Evaluations[^1].Scores.Single(score => score.Key == "accuracy").Value;
        Assert.InRange(accuracy, 0.85, 1); // one of six by chance
        using var classifier = ImageClassifier.Open(run);
        Assert.Equal(accuracy, classifier.Accuracy(sets.Test), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void A_run_that_is_stopped_after_every_few_steps_ends_as_one_that_is_not(double average)
    {
        var (sets, options) = (Shapes(), Tiny with { Average = average });
        Train("whole", sets, options);
        Stops.Every(3, () => new ClassifierGame(sets, options), _folder["stopped"], new TrainerOptions());
        Assert.Equal(RunFiles.Of(_folder["whole"]), RunFiles.Of(_folder["stopped"]));
    }

    [Fact]
    public void Equal_seeds_make_equal_classifiers_and_the_name_tells_them_from_others()
    {
        string Name(string run, long seed, int count)
        {
            using var classifier = ImageClassifier.Open(Train(run, Shapes(count: count), Tiny with { Seed = seed }));
            return classifier.Name;
        }

        var name = Name("first", 1, 120);
        Assert.Matches("^classifier/conv4-conv8-linear6/data:1[01][0-9]-[0-9a-f]{8}/weights:[0-9a-f]{8}$", name);
        Assert.Equal(name, Name("second", 1, 120));
        var (other, less) = (Name("third", 2, 120), Name("fourth", 1, 119));
        Assert.Equal(name.Split('/')[2], other.Split('/')[2]);
        Assert.NotEqual(name.Split('/')[3], other.Split('/')[3]);
        Assert.NotEqual(name.Split('/')[2], less.Split('/')[2]);
    }

    [Fact]
    public void The_average_is_what_is_opened_where_one_is_kept()
    {
        var sets = Shapes();
        using var game = new ClassifierGame(sets, Tiny with { Average = 0.9 });
        new Trainer(game, _folder["run"]).Run();
        using var classifier = ImageClassifier.Open(RunDirectory.Open(_folder["run"]));
        using var images = ImageBatch.Of(sets.Test, [0, 1, 2], torch.CPU).Images;
        var live = new ImageClassifier((ClassifierNetwork)game.Players[0].Weights);
        Assert.NotEqual(classifier.Probabilities(images), live.Probabilities(images));
        using (game.Players[0].UseAverage()) Assert.Equal(classifier.Probabilities(images), live.Probabilities(images));
    }

    [Fact]
    public void Images_without_classes_or_of_another_shape_are_refused()
    {
        var unlabelled = new ImageSets(new ImageSet(new ImageShape(1, 8, 8), new byte[64 * 4]), new ImageSet(new ImageShape(1, 8, 8), []), new Dictionary<string, string>());
        Assert.Contains("give images with labels", Assert.Throws<InvalidInputException>(() => new ClassifierGame(unlabelled)).Message, StringComparison.Ordinal);
        Assert.Contains("batch is 500", Assert.Throws<InvalidInputException>(() => new ClassifierGame(Shapes(), Tiny with { Batch = 500 })).Message, StringComparison.Ordinal);
        using var classifier = ImageClassifier.Open(Train("run", Shapes(testShare: 0), Tiny with { Epochs = 1 }));
        Assert.Empty(RunDirectory.Open(_folder["run"]).Evaluations); // no test images, no score
        using var images = torch.zeros(2, 3, 28, 28);
        Assert.Throws<ArgumentException>(() => classifier.Probabilities(images));
        Assert.Throws<ArgumentException>(() => classifier.Accuracy(unlabelled.Train));
    }

    [Theory]
    [InlineData("seed", 0)]
    [InlineData("width", 0)]
    [InlineData("features", 0)]
    [InlineData("batch", 0)]
    [InlineData("epochs", -1)]
    [InlineData("rate", 0)]
    [InlineData("average", 1)]
    [InlineData("its", 1 << 30)] // weights need more memory than there is
    public void Options_out_of_range_are_named(string name, int value)
    {
        var options = name switch
        {
            "width" => Tiny with { Width = value },
            "features" => Tiny with { Features = value },
            "batch" => Tiny with { Batch = value },
            "epochs" => Tiny with { Epochs = value },
            "rate" => Tiny with { Rate = value },
            "average" => Tiny with { Average = value },
            "its" => Tiny with { Width = value },
            _ => Tiny with { Seed = value },
        };
        if (name == "seed") new ClassifierGame(Shapes(), options).Dispose();
        else Assert.StartsWith(name, Assert.Throws<InvalidInputException>(() => new ClassifierGame(Shapes(), options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_run_is_bad_input()
    {
        var run = Train("run", Shapes(), Tiny with { Epochs = 1 });
        var path = _folder["run/classifier.json"];
        var shape = File.ReadAllText(path);
        string[] damaged =
        [
            "", "{", "null", "[]", "7", shape[..^5], shape.Replace("\"width\": 4", "\"width\": -4"), shape.Replace("\"width\": 4", "\"width\": 5"), shape.Replace("\"width\": 4", "\"width\": 2000000000"),
            shape.Replace("\"classes\"", "\"sorts\""), shape.Replace("\"circle\"", "\"circus\""), shape.Replace("\"circle\",", ""), shape.Replace("\"height\": 28", "\"height\": 0"),
            shape.Replace("\"height\": 28", "\"height\": 2147483647"), shape.Replace("\"averaged\": true", "\"averaged\": false"), shape.Replace("\"data\": \"", "\"data\": \"|"), shape.Replace("\"channels\": 1", "\"channels\": 2"),
        ];
        foreach (var text in damaged)
        {
            Assert.NotEqual(shape, text);
            File.WriteAllText(path, text);
            var message = Assert.Throws<InvalidInputException>(() => ImageClassifier.Open(run)).Message;
            Assert.StartsWith(path, message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
        File.Delete(path);
        Assert.Contains("is no run of a classifier", Assert.Throws<InvalidInputException>(() => ImageClassifier.Open(run)).Message, StringComparison.Ordinal);
        File.WriteAllText(path, shape);
        File.Delete(Path.Combine(run.Checkpoints.Find(), "classifier.average.safetensors"));
        Assert.Contains("classifier.average.safetensors is missing", Assert.Throws<InvalidInputException>(() => ImageClassifier.Open(run)).Message, StringComparison.Ordinal);
    }
}
