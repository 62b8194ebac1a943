using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>A trained discriminator: says how real sequences look.</summary>
public sealed class TextDiscriminator : IDisposable
{
    const string ShapeFile = "discriminator.json";

    /// <summary>Takes a network, and owns it.</summary>
    public TextDiscriminator(Discriminator discriminator) => Discriminator = discriminator;

    /// <summary>The network.</summary>
    public Discriminator Discriminator { get; }

    internal IReadOnlyDictionary<string, Action<Stream>> Artifacts => new Dictionary<string, Action<Stream>>
    {
        [ShapeFile] = stream => RunFile.WriteJson(stream, Discriminator.Shape),
    };

    /// <summary>Opens the discriminator of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="phase">The phase at whose end the weights were saved (<c>discriminator</c>, <c>adversarial</c>); null: the newest weights.</param>
    /// <param name="device">Where to compute; default: the CPU.</param>
    /// <param name="step">The weights as they were after this step of the run, where a checkpoint of it was kept; null: by the phase.</param>
    /// <exception cref="Tokenization.InvalidInputException">The run has no such checkpoint, or a file of it is missing or damaged.</exception>
    public static TextDiscriminator Open(RunDirectory run, string? phase = null, Device? device = null, long? step = null)
    {
        var checkpoint = run.Checkpoints.Open(phase, step);
        var shape = RunFile.ReadJson<DiscriminatorShape>(run.Resolve(ShapeFile), shape =>
        {
            shape.Validate();
            Footprint.Check(shape.Weights);
        });
        var discriminator = Discriminator.Create(shape, device);
        try
        {
            checkpoint.Load("discriminator", discriminator);
        }
        catch
        {
            discriminator.Dispose();
            throw;
        }
        return new TextDiscriminator(discriminator);
    }

    /// <summary>The probability that each sequence is real, without dropout.</summary>
    /// <param name="sequences">Ids of 1 or more tokens each, the end token included as in training.</param>
    /// <exception cref="ArgumentException">A sequence is empty or longer than the discriminator's time, or has an id outside its vocabulary.</exception>
    public double[] Verdicts(IReadOnlyList<int[]> sequences)
    {
        var (time, vocabulary) = (Discriminator.Shape.Time, (uint)Discriminator.Shape.Vocabulary);
        foreach (var sequence in sequences)
        {
            if (sequence.Length == 0 || sequence.Length > time) throw new ArgumentException($"a sequence has {sequence.Length} tokens; the discriminator reads 1 to {time}", nameof(sequences));
            if (Array.Exists(sequence, id => (uint)id >= vocabulary)) throw new ArgumentException($"a sequence has an id outside the vocabulary of {vocabulary}", nameof(sequences));
        }
        Discriminator.eval();
        using var noGrad = no_grad();
        var verdicts = new double[sequences.Count];
        Discriminator.Judge(sequences as int[][] ?? [.. sequences], verdicts);
        return verdicts;
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => Discriminator.Dispose();
}
