using SeqGan.Text;
using SeqGan.Tokenization;

namespace SeqGan.Images;

/// <summary>What an image GAN needs at the very least: what cannot fit is refused in one line, before anything of that size is made.</summary>
internal static class ImageFootprint
{
    const int Copies = 4; // weight, gradient, Adam's two moments
    const int Visible = 64; // pixels to which a grid blows up small images

    /// <summary>The networks of a game.</summary>
    /// <param name="model">The game.</param>
    /// <param name="weights">How many numbers they learn; not an integer, for sizes may be absurd.</param>
    /// <param name="trained">Whether they are to be trained, and not opened to be used.</param>
    /// <exception cref="InvalidInputException">They do not fit into memory.</exception>
    public static void Check(ImageModel model, double weights, bool trained)
    {
        try
        {
            Footprint.Check(trained ? Copies * weights : weights);
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException(Invariant($"{model.Gan} of width {model.Options.Width}: {error.Message}; give a smaller width, latent or size"), error);
        }
    }

    /// <summary>The grid of an evaluation, which is one array, as the codes of its images are.</summary>
    /// <param name="model">The game.</param>
    /// <param name="layout">Its codes.</param>
    /// <exception cref="InvalidInputException">No array is so long.</exception>
    public static void CheckGrid(ImageModel model, CodeLayout layout)
    {
        var (shape, samples) = (model.Shape, model.Options.EvaluationSamples);
        var rows = layout.Classes > 0 ? layout.Classes : layout.Attributes > 0 ? layout.Attributes + 1 : (int)Math.Ceiling(Math.Sqrt(samples));
        var (columns, scale) = ((samples + rows - 1) / rows, Math.Max(1, Visible / shape.Height));
        var bytes = shape.Channels * (rows * (scale * shape.Height + 1.0) + 1) * (columns * (scale * shape.Width + 1.0) + 1);
        if (Math.Max(bytes, (double)rows * columns * layout.Width) > Array.MaxLength)
            throw new InvalidInputException(Invariant($"evaluation-samples is {samples}, and so many images of {shape} are too large for one grid; give fewer"));
    }
}
