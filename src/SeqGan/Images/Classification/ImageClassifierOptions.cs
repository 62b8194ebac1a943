using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Images.Classification;

/// <summary>The numbers of an image classifier.</summary>
public sealed record ImageClassifierOptions
{
    const int MaximumEpochs = 100_000;

    /// <summary>The seed from which every random number of the run is derived.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Channels of the first convolution; the others have twice as many.</summary>
    public int Width { get; init; } = 32;

    /// <summary>Features of an image: units of the layer below the classes.</summary>
    public int Features { get; init; } = 128;

    /// <summary>Images a batch.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Epochs of the training.</summary>
    public int Epochs { get; init; } = 2;

    /// <summary>Adam's learning rate.</summary>
    public double Rate { get; init; } = 1e-3;

    /// <summary>Decay of the average of the weights that is evaluated and opened again; 0: none, the weights themselves.</summary>
    public double Average { get; init; } = 0.99;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InvalidInputException">A value is out of range.</exception>
    public void Validate()
    {
        OptionRange.AtLeast("width", Width, 1);
        OptionRange.AtLeast("features", Features, 1);
        OptionRange.AtLeast("batch", Batch, 1);
        if (Epochs is < 0 or > MaximumEpochs) throw new InvalidInputException($"epochs is {Epochs}; give 0 to {MaximumEpochs}");
        if (!(Rate is > 0 and <= 1)) throw new InvalidInputException(Invariant($"rate is {Rate}; give above 0 to 1"));
        if (!(Average is >= 0 and < 1)) throw new InvalidInputException(Invariant($"average is {Average}; give 0 to below 1"));
    }
}
