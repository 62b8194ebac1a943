namespace SeqGan.Reports;

/// <summary>A metric of <see cref="ImageReport"/>.</summary>
public sealed record ImageMetric
{
    internal const string ClassAccuracy = "class-accuracy", Inception = "inception", Frechet = "frechet", Kid = "kid";

    ImageMetric(string name, string description, bool ofVerdicts) => (Name, Description, OfVerdicts) = (name, description, ofVerdicts);

    /// <summary>What it is called; its scores are called so too, or have this in their names.</summary>
    public string Name { get; }

    /// <summary>What it is, in a line.</summary>
    public string Description { get; }

    /// <summary>Whether it is of a classifier's verdicts; the others are of the features of any network.</summary>
    public bool OfVerdicts { get; }

    /// <summary>All, in the order in which they are reported.</summary>
    public static IReadOnlyList<ImageMetric> All { get; } =
    [
        new("confident", "The share of images to which a classifier gives some class with 0.8 or more.", true),
        new("classes", "How many classes occur among these.", true),
        new(ClassAccuracy, "The share of images that show the class that was asked for.", true),
        new(Inception, "The Inception Score's formula over the classifier's classes, 10 splits: classifier-inception, and its deviation.", true),
        new(Frechet, "The Frechet distance to real images (FID's formula) in a network's features.", false),
        new(Kid, "The unbiased kernel distance to real images (KID's formula); its mean over 100 subsets, and the deviation.", false),
        new("precision", "The share of images that lie among the real ones (3 nearest neighbours): quality.", false),
        new("recall", "The share of real images that lie among the generated ones: variety.", false),
        new("density", "In how many real images' surroundings (5 nearest neighbours) an image lies, over 5.", false),
        new("coverage", "The share of real images with a generated one in their surroundings.", false),
    ];
}
