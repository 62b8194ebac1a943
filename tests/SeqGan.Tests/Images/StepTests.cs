using SeqGan.Compute;
using SeqGan.Data.Images;
using SeqGan.Images;
using SeqGan.Images.Networks;
using SeqGan.Tests.Support;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Images;

/// <summary>The losses of whole steps, from the outputs of the networks, by numbers without tensors.</summary>
[Collection(OneAtATime.Name)]
public sealed class StepTests : IDisposable
{
    const long Draw = 7; // the seed of a step's random numbers
    const long Rows = 8, Noise = 6;

    readonly DisposeScope _scope = NewDisposeScope();
    readonly ImageSets _sets = ImageGameTests.Shapes();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Acgan_pays_for_the_game_and_for_the_classes()
    {
        var options = ImageGameTests.Tiny with { ClassWeight = 0.5 };
        using var game = ImageGans.Create("acgan", _sets, options);
        var (generator, critic) = (Module<ImageGenerator>(game, 0), Module<Critic>(game, 1));
        var real = Batch();
        var labels = real.Labels.data<long>().ToArray();
        manual_seed(Draw);
        var code = cat([randn(Rows, Noise), OneHot(labels, 6)], 1);
        var (verdicts, outputs) = critic.Judge(real.Images, zeros(Rows, 0L));
        var (fakeVerdicts, fakeOutputs) = critic.Judge(generator.forward(code), zeros(Rows, 0L));

        // -E log D(G(z)), and the class
        var scalars = Step(game, turn: 1);
        Assert.Equal(Numbers(fakeVerdicts).Average(one => Softplus(-one)) + 0.5 * CrossEntropy(fakeOutputs, labels), scalars["loss"], 1e-5);
        Assert.Equal(CrossEntropy(fakeOutputs, labels), scalars["class-loss"], 1e-5);
        Assert.Equal(Accuracy(fakeOutputs, labels), scalars["class-accuracy"], 1e-6);

        // -E log D(x) - E log(1 - D(G(z))), and the classes of both
        using var other = ImageGans.Create("acgan", _sets, options);
        scalars = Step(other, turn: 0);
        var expected = Numbers(verdicts).Average(one => Softplus(-one)) + Numbers(fakeVerdicts).Average(Softplus) + 0.5 * (CrossEntropy(outputs, labels) + CrossEntropy(fakeOutputs, labels));
        Assert.Equal(expected, scalars["loss"], 1e-5);
        Assert.Equal(CrossEntropy(outputs, labels), scalars["class-loss"], 1e-5);
        Assert.Equal(CrossEntropy(fakeOutputs, labels), scalars["fake-class-loss"], 1e-5);
        Assert.Equal(Accuracy(outputs, labels), scalars["class-accuracy"], 1e-6);
    }

    [Fact]
    public void Infogan_pays_for_the_game_and_for_the_codes_that_are_read_from_fakes()
    {
        var options = ImageGameTests.Tiny with { Categories = 3, Continuous = 2, CategoryWeight = 0.5, ContinuousWeight = 0.25 };
        using var game = ImageGans.Create("infogan", _sets, options);
        var (generator, critic) = (Module<ImageGenerator>(game, 0), Module<Critic>(game, 1));
        var real = Batch();
        manual_seed(Draw);
        var categories = randint(3, [Rows], int64).data<long>().ToArray();
        var continuous = rand(Rows, 2) * 2 - 1;
        var code = cat([randn(Rows, Noise), OneHot(categories, 3), continuous], 1);
        var verdicts = critic.forward(real.Images, zeros(Rows, 0L));
        var (fakeVerdicts, outputs) = critic.Judge(generator.forward(code), zeros(Rows, 0L));
        var (logits, means) = (outputs.narrow(1, 0, 3), outputs.narrow(1, 3, 2));
        var cost = Numbers(continuous).Zip(Numbers(means), (c, m) => ((c - m) * (c - m) + Math.Log(2 * Math.PI)) / 2).Sum() / Rows; // of N(m, 1)
        var codes = 0.5 * CrossEntropy(logits, categories) + 0.25 * cost;

        var scalars = Step(game, turn: 1);
        Assert.Equal(Numbers(fakeVerdicts).Average(one => Softplus(-one)) + codes, scalars["loss"], 1e-5);
        Assert.Equal(CrossEntropy(logits, categories), scalars["category-loss"], 1e-5);
        Assert.Equal(Accuracy(logits, categories), scalars["category-accuracy"], 1e-6);
        Assert.Equal(cost, scalars["continuous-loss"], 1e-5);

        using var other = ImageGans.Create("infogan", _sets, options);
        Assert.Equal(Numbers(verdicts).Average(one => Softplus(-one)) + Numbers(fakeVerdicts).Average(Softplus) + codes, Step(other, turn: 0)["loss"], 1e-5);
    }

    [Theory]
    [InlineData("cgan")]
    [InlineData("attribute")]
    public void Both_players_are_told_what_a_real_image_of_the_batch_is(string gan)
    {
        using var game = ImageGans.Create(gan, _sets, ImageGameTests.Tiny);
        var (generator, critic) = (Module<ImageGenerator>(game, 0), Module<Critic>(game, 1));
        var real = Batch();
        var condition = gan == "cgan" ? OneHot(real.Labels.data<long>().ToArray(), 6) : real.Attributes;
        manual_seed(Draw);
        var fakes = generator.forward(cat([randn(Rows, Noise), condition], 1));
        var expected = Numbers(critic.forward(real.Images, condition)).Average(one => Softplus(-one)) + Numbers(critic.forward(fakes, condition)).Average(Softplus);
        Assert.Equal(expected, Step(game, turn: 0)["loss"], 1e-5);
    }

    [Fact]
    public void Semigan_pays_for_classes_of_the_labelled_and_for_the_game_and_its_generator_for_features()
    {
        var options = ImageGameTests.Tiny with { ClassWeight = 0.5, Labelled = 6 };
        using var game = ImageGans.Create("semigan", _sets, options);
        var (generator, critic) = (Module<ImageGenerator>(game, 0), Module<ImageReader>(game, 1));
        var labelled = ImageBatch.Of(SemiGan.Labelled(_sets.Train, options), [.. KeyedRandom.Permutation(KeyedRandom.Key(SemiGan.Key(options, SemiGan.Purpose.LabelledOrder), 0), 6)], CPU);
        var labels = labelled.Labels.data<long>().ToArray();
        var real = Batch();
        manual_seed(Draw);
        var fakes = generator.forward(randn(Rows, Noise));
        var all = critic.forward(cat([labelled.Images, real.Images, fakes], 0));
        var (logits, reals, others) = (all.narrow(0, 0, 6), Lines(all.narrow(0, 6, Rows)), Lines(all.narrow(0, 6 + Rows, Rows)));

        // p(real | x) = Z / (Z + 1), where Z is the sum of the exponentials of all classes' logits
        var expected = 0.5 * CrossEntropy(logits, labels) - reals.Average(row => Math.Log(Real(row))) - others.Average(row => Math.Log(1 - Real(row)));
        var scalars = Step(game, turn: 0);
        Assert.Equal([0, 1, 2, 3, 4, 5], labels.Order());
        Assert.Equal(expected, scalars["loss"], 1e-5);
        Assert.Equal(CrossEntropy(logits, labels), scalars["class-loss"], 1e-5);
        Assert.Equal(Accuracy(logits, labels), scalars["class-accuracy"], 1e-6);

        using var other = ImageGans.Create("semigan", _sets, options);
        critic = Module<ImageReader>(other, 1);
        var features = critic.Features(cat([real.Images, fakes], 0));
        var (seen, made) = (Lines(features.narrow(0, 0, Rows)), Lines(features.narrow(0, Rows, Rows)));
        Assert.Equal(Enumerable.Range(0, seen[0].Length).Sum(k => Math.Pow(seen.Average(row => row[k]) - made.Average(row => row[k]), 2)), Step(other, turn: 1)["loss"], 1e-5);

        using var playing = ImageGans.Create("semigan", _sets, options with { FeatureMatching = false });
        others = Lines(Module<ImageReader>(playing, 1).forward(cat([real.Images, fakes], 0)).narrow(0, Rows, Rows));
        Assert.Equal(-others.Average(row => Math.Log(Real(row))), Step(playing, turn: 1)["loss"], 1e-5);

        static double Real(double[] logits) => logits.Sum(Math.Exp) / (logits.Sum(Math.Exp) + 1);
    }

    ImageBatch Batch() => new ImageBatches(_sets.Train, (int)Rows, KeyedRandom.Key(1, 0), CPU).At(0);

    static TModule Module<TModule>(ImageGame game, int player) where TModule : nn.Module => ((Player<TModule>)game.Players[player]).Module;

    static Scalars Step(ImageGame game, int turn)
    {
        manual_seed(Draw);
        return game.Schedule().ElementAt(turn).Open(turn)(new StepNumber(0, 0));
    }

    static Tensor OneHot(long[] labels, int classes)
    {
        var rows = new float[labels.Length * classes];
        for (var i = 0; i < labels.Length; i++) rows[i * classes + labels[i]] = 1;
        return tensor(rows, [labels.Length, classes]);
    }

    static double[] Numbers(Tensor tensor) => [.. tensor.contiguous().data<float>().ToArray().Select(one => (double)one)];

    static double[][] Lines(Tensor logits) => [.. Numbers(logits).Chunk((int)logits.shape[1])];

    static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    static double CrossEntropy(Tensor logits, long[] labels) => Lines(logits).Zip(labels, (row, label) => Math.Log(row.Sum(Math.Exp)) - row[label]).Average();

    static double Accuracy(Tensor logits, long[] labels) => Lines(logits).Zip(labels, (row, label) => Array.IndexOf(row, row.Max()) == label ? 1.0 : 0).Average();
}
