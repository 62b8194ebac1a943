using SeqGan.Reports;
using SeqGan.Text;
using SeqGan.Tokenization;

namespace SeqGan.Images;

/// <summary>What an image GAN needs at the very least: what cannot fit is refused in one line, before anything of that size is made.</summary>
internal static class ImageFootprint
{
    const int Copies = 4; // weight, gradient, Adam's two moments

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
    /// <param name="rows">Rows of the grid; 0: about as many as columns.</param>
    /// <exception cref="InvalidInputException">No array is so long.</exception>
    public static void CheckGrid(ImageModel model, CodeLayout layout, int rows)
    {
        var (shape, samples) = (model.Shape, model.Options.EvaluationSamples);
        var columns = rows == 0 ? 0 : (samples + rows - 1) / rows;
        var count = rows == 0 ? samples : rows * columns;
        if (Math.Max(ImageGrid.Bytes(shape, count, columns), (double)count * layout.Width) > Array.MaxLength)
            throw new InvalidInputException(Invariant($"evaluation-samples is {samples}, and so many images of {shape} are too large for one grid; give fewer"));
    }
}
