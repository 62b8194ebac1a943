using SeqGan.Data.Images;
using SeqGan.Text;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images.Classification;

/// <summary>A trained classifier: says what an image shows, and sees it as features.</summary>
public sealed class ImageClassifier : IDisposable
{
    internal const string Player = "classifier";

    const string ShapeFile = "classifier.json";

    readonly ClassifierNetwork _network;

    internal ImageClassifier(ClassifierNetwork network)
    {
        _network = network;
        Features = new ImageFeatures(network.Features, Invariant($"classifier/{network.Features.Architecture}/data:{Shape.Data}/weights:{Fingerprint.Of(network)}"));
    }

    /// <summary>What it is built from.</summary>
    public ClassifierShape Shape => _network.Features.Shape;

    /// <summary>The layer below the classes; freed with the classifier.</summary>
    public ImageFeatures Features { get; }

    /// <summary>Which network it is, for signatures: its layers, the data it has learned from, a hash of its weights.</summary>
    public string Name => Features.Name;

    /// <summary>Whether a run is of a classifier.</summary>
    public static bool IsIn(RunDirectory run) => File.Exists(run.Resolve(ShapeFile));

    /// <summary>Opens the classifier of a run, without its data.</summary>
    /// <param name="run">The run.</param>
    /// <param name="device">Where to compute; default: the CPU.</param>
    /// <exception cref="Tokenization.InvalidInputException">The run has no checkpoint, is none of a classifier, or a file of it is damaged.</exception>
    public static ImageClassifier Open(RunDirectory run, Device? device = null)
    {
        var file = run.Resolve(ShapeFile);
        if (!IsIn(run)) throw new Tokenization.InvalidInputException($"{run.Path} is no run of a classifier: it has no {ShapeFile}; give one that 'seqgan train classifier' has made");
        var checkpoint = run.Checkpoints.Open();
        var shape = RunFile.ReadJson<ClassifierShape>(file, shape =>
        {
            shape.Validate();
            Footprint.Check(shape.Weights);
        });
        var network = new ClassifierNetwork(shape, device);
        try
        {
            RunIdentity.RequireFile(checkpoint.Saved.Identity, ShapeFile, file);
            if (shape.Averaged) checkpoint.LoadAverage(Player, network);
            else checkpoint.Load(Player, network);
            return new ImageClassifier(network);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    internal static IReadOnlyDictionary<string, Action<Stream>> Artifacts(ClassifierShape shape) => new Dictionary<string, Action<Stream>>
    {
        [ShapeFile] = stream => RunFile.WriteJson(stream, shape),
    };

    /// <summary>The probability of each class for each image.</summary>
    /// <param name="images">In [-1, 1]: <c>[batch, channels, height, width]</c>.</param>
    /// <returns>Row by row: [batch, classes].</returns>
    /// <exception cref="ArgumentException">They are of another shape.</exception>
    public float[] Probabilities(Tensor images)
    {
        ImageFeatures.RequireShape(Shape.Image, images);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        _network.eval();
        return nn.functional.softmax(_network.forward(images.to(_network.Features.Device)), 1).cpu().contiguous().data<float>().ToArray();
    }

    /// <summary>The share of the images that are given their own class.</summary>
    /// <param name="set">Labelled images, 1 or more.</param>
    /// <exception cref="ArgumentException">They are of another shape, or have other classes.</exception>
    public double Accuracy(ImageSet set)
    {
        if (set.Count == 0 || set.ClassNames.Length != Shape.Classes.Count) throw new ArgumentException($"there are {set.Count} images of {set.ClassNames.Length} classes for a classifier of {Shape.Classes.Count}", nameof(set));
        var (row, right) = (0, 0);
        foreach (var batch in ImageFeatures.Batches(set, CPU))
        {
            using (batch)
            {
                foreach (var probabilities in Probabilities(batch).Chunk(Shape.Classes.Count))
                    if (Array.IndexOf(probabilities, probabilities.Max()) == set.Labels[row++]) right++;
            }
        }
        return (double)right / set.Count;
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => _network.Dispose();
}
