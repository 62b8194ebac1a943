using SeqGan.Data.Images;
using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Images;

/// <summary>What a game's networks are built from, so that a run can be opened again without its data.</summary>
/// <param name="Gan">The game: one of <see cref="ImageGans.All"/>.</param>
/// <param name="Shape">The images.</param>
/// <param name="ClassNames">The classes of the data.</param>
/// <param name="AttributeNames">The attributes of the data.</param>
/// <param name="AttributeShares">How often each of them is 1.</param>
/// <param name="Options">The numbers.</param>
internal sealed record ImageModel(string Gan, ImageShape Shape, string[] ClassNames, string[] AttributeNames, double[] AttributeShares, ImageGanOptions Options)
{
    /// <summary>The file of a run that holds it.</summary>
    public const string File = "image-model.json";

    const int MaximumSide = 4096, MaximumNames = 100_000;

    /// <summary>Of the images to learn from.</summary>
    /// <exception cref="InvalidInputException">A class or an attribute has a name that cannot be a file's.</exception>
    public static ImageModel Of(string gan, ImageSets data, ImageGanOptions options)
    {
        var (set, width) = (data.Train, data.Train.AttributeNames.Length);
        var ones = new long[width];
        for (var i = 0; i < set.Attributes.Length; i++) ones[i % width] += set.Attributes[i];
        var model = new ImageModel(gan, set.Shape, set.ClassNames, set.AttributeNames, [.. ones.Select(count => (double)count / set.Count)], options);
        model.RequireNames();
        return model;
    }

    /// <summary>Reads a run's.</summary>
    /// <exception cref="InvalidInputException">It is missing or damaged.</exception>
    public static ImageModel Read(RunDirectory run) => RunFile.ReadJson<ImageModel>(run.Resolve(File), model => model.Validate());

    /// <summary>How many classes there are.</summary>
    /// <exception cref="InvalidInputException">The images have none.</exception>
    public int RequireClasses() => ClassNames.Length > 1 ? ClassNames.Length : throw new InvalidInputException("the images have no classes; use data with labels, or gan=gan");

    /// <summary>How many attributes there are.</summary>
    /// <exception cref="InvalidInputException">The images have none.</exception>
    public int RequireAttributes() => AttributeNames.Length > 0 ? AttributeNames.Length : throw new InvalidInputException("the images have no attributes; use data with attributes, such as shapes, or gan=gan");

    void Validate()
    {
        if (Shape.Channels is not (1 or 3) || Shape.Height is < 1 or > MaximumSide || Shape.Width is < 1 or > MaximumSide) throw new InvalidInputException($"images of {Shape} are not of this world");
        if (AttributeShares.Length != AttributeNames.Length || !AttributeShares.All(share => share is >= 0 and <= 1)) throw new InvalidInputException($"there are {AttributeNames.Length} attributes and {AttributeShares.Length} shares of them");
        if (ClassNames.Length > MaximumNames || AttributeNames.Length > MaximumNames) throw new InvalidInputException($"there are {ClassNames.Length} classes and {AttributeNames.Length} attributes; {MaximumNames} is the limit");
        RequireNames();
        Options.Validate();
    }

    void RequireNames()
    {
        foreach (var (what, names) in new[] { ("class", ClassNames), ("attribute", AttributeNames) })
            if (Array.FindIndex(names, name => !FileName.IsSound(name)) is >= 0 and var wrong) throw new InvalidInputException(Invariant($"the name of {what} {wrong} cannot be a file's: {FileName.Rule}"));
    }
}
