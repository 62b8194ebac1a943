using SeqGan.Tokenization;

namespace SeqGan.Images;

/// <summary>Which GANs have a use for the options that not all have one for.</summary>
internal static class OptionUse
{
    static readonly ImageGanOptions _defaults = new();

    static readonly (string Name, Func<ImageGanOptions, object> Value, Func<string, bool> Used)[] _options =
    [
        ("loss", options => options.Loss, gan => gan is not ("vae" or "began")),
        ("critic-steps", options => options.CriticSteps, gan => gan is not "vae"),
        ("critic-rate", options => options.CriticRate, gan => gan is not "vae"),
        ("penalty", options => options.Penalty, gan => gan is not ("vae" or "began")),
        ("weight-clip", options => options.WeightClip, gan => gan is not ("vae" or "began")),
        ("class-weight", options => options.ClassWeight, gan => gan is "acgan" or "semigan"),
        ("categories", options => options.Categories, gan => gan is "infogan"),
        ("continuous", options => options.Continuous, gan => gan is "infogan"),
        ("category-weight", options => options.CategoryWeight, gan => gan is "infogan"),
        ("continuous-weight", options => options.ContinuousWeight, gan => gan is "infogan"),
        ("labelled", options => options.Labelled, gan => gan is "semigan"),
        ("feature-matching", options => options.FeatureMatching, gan => gan is "semigan"),
        ("virtual-adversarial", options => options.VirtualAdversarial, gan => gan is "semigan"),
        ("virtual-adversarial-radius", options => options.VirtualAdversarialRadius, gan => gan is "semigan"),
        ("class-conditional", options => options.ClassConditional, gan => gan is "lapgan"),
        ("pixel-variance", options => options.PixelVariance, gan => gan is "vae"),
        ("diversity", options => options.Diversity, gan => gan is "began"),
        ("balance-rate", options => options.BalanceRate, gan => gan is "began"),
    ];

    /// <exception cref="InvalidInputException">An option differs from its default, and the GAN has no use for it.</exception>
    public static void Require(string gan, ImageGanOptions options)
    {
        foreach (var (name, value, used) in _options)
            if (!used(gan) && !value(options).Equals(value(_defaults))) throw new InvalidInputException($"{name} is nothing that gan={gan} has a use for; leave it out");
    }
}
