using SeqGan.Data;
using SeqGan.Data.Images;
using SeqGan.Images;
using SeqGan.Images.Networks;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Images;

[Collection(OneAtATime.Name)]
public sealed class ImageFootprintTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<NetworkShape, Normalization> Shapes
    {
        get
        {
            var shapes = new TheoryData<NetworkShape, Normalization>();
            foreach (var net in Enum.GetValues<Architecture>())
                foreach (var image in new[] { new ImageShape(1, 28, 28), new ImageShape(3, 32, 48) }) // halved twice, and three times
                    foreach (var normalization in Enum.GetValues<Normalization>()) shapes.Add(new NetworkShape(net, image, 5), normalization);
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_weights_of_a_network_are_those_that_it_has(NetworkShape shape, Normalization normalization)
    {
        AssertCounted(ImageGenerator.Create(shape, code: 7), ImageGenerator.Weights(shape, code: 7));
        AssertCounted(new ImageReader(shape, 6, normalization), ImageReader.Weights(shape, 6, normalization));
        AssertCounted(new PairCritic(shape, code: 7, normalization), PairCritic.Weights(shape, code: 7, normalization));
        foreach (var condition in new[] { 0, 4 })
        {
            AssertCounted(DetailGenerator.Create(shape, condition, CPU), DetailGenerator.Weights(shape, condition));
            foreach (var outputs in new[] { 0, 3 }) AssertCounted(new Critic(shape, condition, normalization, outputs), Critic.Weights(shape, condition, normalization, outputs));
        }
    }

    [Theory]
    [InlineData(Architecture.Mlp, ImageLoss.NonSaturating)]
    [InlineData(Architecture.Dcgan, ImageLoss.NonSaturating)]
    [InlineData(Architecture.Dcgan, ImageLoss.Hinge)]
    public void The_weights_of_a_level_of_a_pyramid_are_those_that_it_has(Architecture net, ImageLoss loss)
    {
        var (shape, options) = (new ImageShape(3, 14, 14), ImageGameTests.Tiny with { Net = net, Loss = loss });
        foreach (var number in new[] { 0, 1 })
        {
            var level = LapganLevel.Create(number, shape, options, condition: 4, double.PositiveInfinity, CPU);
            using var generator = level.Generator;
            using var critic = level.Critic;
            using var scope = NewDisposeScope();
            Assert.Equal(Count(generator.Module) + Count(critic.Module), LapganLevel.Weights(number, shape, options, condition: 4));
        }
    }

    [Theory]
    [MemberData(nameof(ImageGameTests.Games), MemberType = typeof(ImageGameTests))]
    public void Networks_that_no_machine_has_room_for_are_refused_before_they_are_made(string gan, Architecture net)
    {
        var shape = new ImageShape(1, 1024, 1024);
        var set = new ImageSet(shape, new byte[2 * shape.Pixels], [0, 1], ["a", "b"], [0, 1], ["c"]);
        var options = new ImageGanOptions { Width = 1 << 16, Latent = 1 << 16, Net = net, Batch = 2, EvaluationSamples = 1 };
        var message = Assert.Throws<InvalidInputException>(() => ImageGans.Create(gan, new ImageSets(set, set, new Dictionary<string, string>()), options)).Message;
        Assert.Matches($"^{gan} of width 65536: its weights need [0-9,]+ GB of memory, and this machine has [0-9,]+ GB; give a smaller width, latent or size$", message);
    }

    [Fact]
    public void So_are_those_of_a_run_whose_model_was_changed()
    {
        using (var game = ImageGans.Create("gan", ImageGameTests.Shapes(), ImageGameTests.Tiny)) new Trainer(game, _folder["run"]).Run();
        var (run, model) = (RunDirectory.Open(_folder["run"]), _folder["run/image-model.json"]);
        var before = FileHash.Hex(model);
        File.WriteAllText(model, File.ReadAllText(model).Replace("\"width\": 4,", "\"width\": 65536,", StringComparison.Ordinal).Replace("28", "4096", StringComparison.Ordinal));
        var checkpoint = run.Checkpoints.Find();
        var state = Path.Combine(checkpoint, "state.json");
        File.WriteAllText(state, File.ReadAllText(state).Replace(before, FileHash.Hex(model), StringComparison.Ordinal));
        Checksums.Write(checkpoint, open: null);
        Assert.StartsWith($"{model} cannot be used: gan of width 65536: its weights need ", Assert.Throws<InvalidInputException>(() => ImageGans.Open(run)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_evaluation_has_no_more_images_than_fit_into_a_grid()
    {
        string Refused(ImageGanOptions options) => Assert.Throws<InvalidInputException>(() => ImageGans.Create("gan", ImageGameTests.Shapes(), options)).Message;
        Assert.Equal("evaluation-samples is 100000000; give 1 to 1000000", Refused(ImageGameTests.Tiny with { EvaluationSamples = 100_000_000 }));
        Assert.Equal("evaluation-samples is 1000000, and so many images of 1 x 28 x 28 are too large for one grid; give fewer", Refused(ImageGameTests.Tiny with { EvaluationSamples = 1_000_000 }));
        Assert.StartsWith("evaluation-samples is 40000, and", Refused(ImageGameTests.Tiny with { EvaluationSamples = 40_000, Latent = 1 << 16 }), StringComparison.Ordinal); // codes
        using var ring = ImageGans.Create("gan", ImageSets.Open(ImageSets.Ring, new ImageSetOptions()), ImageGameTests.Tiny with { EvaluationSamples = 1_000_000, Net = Architecture.Mlp }); // draws none
    }

    static void AssertCounted(nn.Module network, double weights)
    {
        using (network) Assert.Equal(Count(network), weights);
    }

    static double Count(nn.Module network) => network.parameters().Sum(parameter => parameter.numel());
}
