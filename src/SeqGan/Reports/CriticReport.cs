using SeqGan.Data.Images;
using SeqGan.Eval;
using SeqGan.Images;
using SeqGan.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Reports;

/// <summary>
/// What a critic has learned of images, without having seen a label: the accuracy of a linear classifier on its features (Radford,
/// Metz and Chintala, ICLR 2016, section 5.1; there an L2-SVM on all layers, here softmax regression on the last one).
/// </summary>
public static class CriticReport
{
    const int Rows = 500; // images side by side

    /// <summary>
    /// <c>accuracy-critic</c>, on the held-out images; beside it <c>accuracy-untrained</c>, the same from the critic as it was
    /// before the game, and <c>accuracy-pixels</c>, from the pixels alone.
    /// </summary>
    /// <param name="game">Whose critic.</param>
    /// <param name="untrained">The same game, not yet trained.</param>
    /// <param name="data">Labelled images; the training images teach the linear classifier.</param>
    /// <param name="images">Most training images, spread evenly over those there are.</param>
    /// <exception cref="InvalidInputException">The game has no critic, or the images have no classes or no held-out images.</exception>
    public static IReadOnlyList<Score> Scores(ImageGame game, ImageGame untrained, ImageSets data, int images)
    {
        if (data.Train.ClassNames.Length < 2) throw new InvalidInputException("the images have no labels, which the linear classifier learns; give others with --data");
        if (data.Test.Count == 0) throw new InvalidInputException("there are no held-out images to measure on; give data with test images, or a test-share");
        var train = data.Train.Spread(images);
        Score Score(string name, Func<Tensor, Tensor?> see)
        {
            using var scope = NewDisposeScope();
            var (features, labels) = Seen(train, see, game);
            var (heldOut, heldOutLabels) = Seen(data.Test, see, game);
            var accuracy = LinearProbe.Accuracy(features, labels, heldOut, heldOutLabels, data.Train.ClassNames.Length);
            return new Score(name, accuracy, data.Test.Count, ScoreSignature.Of(
                name, Invariant($"train:{train.Count}"), Invariant($"test:{data.Test.Count}"), Invariant($"features:{features.shape[1]}"), Invariant($"softmax-l2:{LinearProbe.Penalty}"), Invariant($"steps:{LinearProbe.Steps}")));
        }

        return [Score("accuracy-critic", game.Features), Score("accuracy-untrained", untrained.Features), Score("accuracy-pixels", pictures => pictures.flatten(1))];
    }

    static (Tensor Features, Tensor Labels) Seen(ImageSet set, Func<Tensor, Tensor?> see, ImageGame game)
    {
        var parts = new List<Tensor>();
        for (var first = 0; first < set.Count; first += Rows)
        {
            using var scope = NewDisposeScope();
            var batch = ImageBatch.Of(set, [.. Enumerable.Range(first, Math.Min(Rows, set.Count - first))], CPU);
            parts.Add((see(batch.Images) ?? throw new InvalidInputException($"a {game.Name} has no critic whose features could be read")).MoveToOuterDisposeScope());
        }
        return (cat(parts, 0), tensor(set.Labels.Select(label => (long)label).ToArray()));
    }
}
