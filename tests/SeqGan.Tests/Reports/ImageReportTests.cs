using SeqGan.Data.Images;
using SeqGan.Eval;
using SeqGan.Images;
using SeqGan.Images.Classification;
using SeqGan.Images.Networks;
using SeqGan.Reports;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Tests.Reports;

[Collection(OneAtATime.Name)]
public sealed class ImageReportTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static ImageSets Shapes(double testShare = 0.2) => ImageSets.Open(ImageSets.Shapes, new ImageSetOptions { Size = 16, ShapeCount = 300, TestShare = testShare });

    static ImageGanOptions Tiny => new() { Width = 4, Latent = 6, Batch = 16, Net = Architecture.Dcgan };

    ImageClassifier Classifier(ImageSets sets)
    {
        using var game = new ClassifierGame(sets, new ImageClassifierOptions { Width = 4, Features = 6, Batch = 16 });
        new Trainer(game, _folder["classifier"]).Run();
        return ImageClassifier.Open(RunDirectory.Open(_folder["classifier"]));
    }

    [Fact]
    public void The_scores_are_those_of_the_images_put_together_by_hand()
    {
        var sets = Shapes();
        using var classifier = Classifier(sets);
        using var game = ImageGans.Create("cgan", sets, Tiny);
        var scores = ImageReport.Scores(game, classifier, sets, samples: 300, seed: 5); // more than one batch
        Assert.Equal(["confident", "classes", "class-accuracy", "classifier-inception", "classifier-inception-deviation", "frechet", "kid", "kid-subsets", "kid-deviation", "precision", "recall", "density", "coverage"], scores.Select(score => score.Name));

        using var images = game.Generate(300, seed: 5);
        var probabilities = classifier.Probabilities(images);
        var (real, fake, name) = (classifier.Features.Set(sets.Test), classifier.Features.Set([images.clone()]), $"test:{Fingerprint.Of(sets.Provenance)}");
        Score[] expected =
        [
            .. ClassVerdicts.Scores(probabilities, 6, classifier.Name), ClassVerdicts.Accuracy(probabilities, 6, [.. Enumerable.Range(0, 300).Select(i => i % 6)], classifier.Name),
            .. InceptionScore.Scores("classifier-inception", probabilities, 6, classifier.Name), FrechetDistance.Score("frechet", FeatureMoments.Of(real), FeatureMoments.Of(fake), classifier.Name, name),
            .. KernelDistance.Scores("kid", real, fake, classifier.Name, name, seed: 5), .. ManifoldOverlap.Scores(real, fake, classifier.Name, name),
        ];
        Assert.Equal(expected.Select(score => score.Signature), scores.Select(score => score.Signature));
        Assert.All(expected.Zip(scores), pair => Assert.Equal(pair.First.Value, pair.Second.Value, 1e-4 * (1 + pair.First.Value)));
        Assert.Equal(scores, ImageReport.Scores(game, classifier, sets, 300, 5));
    }

    [Fact]
    public void Metrics_can_be_chosen_and_need_what_they_are_of()
    {
        var sets = Shapes();
        using var classifier = Classifier(sets);
        using var game = ImageGans.Create("gan", sets, Tiny);
        static ImageMetric[] Named(params string[] names) => [.. ImageMetric.All.Where(metric => names.Contains(metric.Name))];
        IEnumerable<string> Names(int samples, params string[] names) => ImageReport.Scores(game, classifier, sets, samples, 0, Named(names)).Select(score => score.Name);
        Assert.Equal(["classes", "recall"], Names(20, "recall", "classes"));
        Assert.Equal(["classifier-inception", "classifier-inception-deviation"], Names(2, "inception"));
        Assert.Equal(["frechet", "kid", "kid-subsets", "kid-deviation"], Names(2, "kid", "frechet"));

        Assert.Contains("class-accuracy is for generators that are told the classifier's classes, and a gan is not", Refused(() => Names(20, "class-accuracy")), StringComparison.Ordinal);
        Assert.Contains("precision, recall, density, coverage look at the 5 nearest neighbours of an image, and 5 were asked for; give 6 or more", Refused(() => Names(5, "coverage")), StringComparison.Ordinal);
        Assert.Equal(["density"], Names(6, "density"));
        var few = new ImageSets(sets.Train, sets.Test.Select([0, 1, 2]), sets.Provenance);
        Assert.Contains("and 3 are there to compare with", Refused(() => ImageReport.Scores(game, classifier, few, 20, 0, Named("recall"))), StringComparison.Ordinal);

        using var features = ImageFeatures.Random(sets.Train.Shape);
        Assert.Equal(["kid", "kid-subsets", "kid-deviation", "coverage"], ImageReport.Scores(game, features, sets, 20, 0, Named("coverage", "kid")).Select(score => score.Name));
        Assert.Contains("inception is of a classifier's verdicts, and there is none", Refused(() => ImageReport.Scores(game, features, sets, 20, 0, Named("inception"))), StringComparison.Ordinal);
    }

    static string Refused(Action score) => Assert.Throws<InvalidInputException>(score).Message;

    [Fact]
    public void A_game_without_classes_has_no_class_accuracy_and_data_without_test_images_are_compared_with_as_they_are()
    {
        var sets = Shapes(testShare: 0);
        using var classifier = Classifier(sets);
        using var game = ImageGans.Create("gan", sets, Tiny);
        var scores = ImageReport.Scores(game, classifier, sets, samples: 20, seed: 0);
        Assert.Equal(["confident", "classes", "classifier-inception"], scores.Take(3).Select(score => score.Name));
        Assert.StartsWith("kid|refs:300(train:", scores.Single(score => score.Name == "kid").Signature, StringComparison.Ordinal);
        Assert.StartsWith("coverage|refs:20(train:", scores[^1].Signature, StringComparison.Ordinal); // as many as were made
    }

    [Fact]
    public void Random_features_put_real_images_nearer_than_those_of_a_generator_that_has_not_learned()
    {
        var sets = Shapes();
        using var features = ImageFeatures.Random(sets.Train.Shape);
        using var game = ImageGans.Create("gan", sets, Tiny);
        var references = References.Of(sets, features);
        var score = ImageReport.Frechet(game, features, references, samples: 240, seed: 1);
        Assert.Contains($"|extractor:{features.Name}|features:128|", score.Signature, StringComparison.Ordinal);
        Assert.True(score.Value > 5 * FrechetDistance.Between(references.Moments, features.Moments(sets.Train)));
    }

    [Fact]
    public void A_critics_features_are_read_by_a_linear_classifier_beside_the_pixels_and_an_untrained_critic()
    {
        var sets = Shapes();
        using var untrained = ImageGans.Create("gan", sets, Tiny);
        using var game = ImageGans.Create("gan", sets, Tiny with { Rounds = 1, RoundSteps = 20 });
        new Trainer(game, _folder["run"]).Run();
        var scores = CriticReport.Scores(game, untrained, sets, images: 200);
        Assert.Equal(["accuracy-critic", "accuracy-untrained", "accuracy-pixels"], scores.Select(score => score.Name));
        Assert.All(scores, score => Assert.InRange(score.Value, 0.25, 1)); // a sixth by chance
        Assert.NotEqual(scores[0].Value, scores[1].Value);
        Assert.StartsWith($"accuracy-pixels|train:200|test:{sets.Test.Count}|features:256|softmax-l2:0.001|", scores[2].Signature, StringComparison.Ordinal);
        Assert.Equal(scores, CriticReport.Scores(game, untrained, sets, images: 200));

        Assert.Contains("no held-out images", Assert.Throws<InvalidInputException>(() => CriticReport.Scores(game, untrained, Shapes(testShare: 0), 200)).Message, StringComparison.Ordinal);
        var unlabelled = new ImageSets(new ImageSet(sets.Train.Shape, sets.Train.Pixels), new ImageSet(sets.Train.Shape, []), new Dictionary<string, string>());
        Assert.Contains("no labels", Assert.Throws<InvalidInputException>(() => CriticReport.Scores(game, untrained, unlabelled, 200)).Message, StringComparison.Ordinal);
    }
}
