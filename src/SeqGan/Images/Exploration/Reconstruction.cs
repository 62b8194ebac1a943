using SeqGan.Data.Images;
using SeqGan.Reports;
using static TorchSharp.torch;

namespace SeqGan.Images.Exploration;

/// <summary>Images encoded and decoded again: what is lost is what the model does not know of them.</summary>
public static class Reconstruction
{
    /// <summary>Rows of images, each above its reconstructions.</summary>
    /// <param name="game">Whose generator; the game is an <see cref="IEncoder"/> too.</param>
    /// <param name="data">The images; the first of them are taken.</param>
    /// <param name="rows">Rows of images.</param>
    /// <param name="columns">Images of a row.</param>
    /// <returns>A PNG file, and the mean squared difference in values of [-1, 1].</returns>
    /// <exception cref="ArgumentException">The game encodes no images, or these are of another shape.</exception>
    public static (byte[] Png, double Error) Draw(ImageGame game, ImageSet data, int rows, int columns)
    {
        if (game is not IEncoder encoder) throw new ArgumentException($"a {game.Name} encodes no images", nameof(game));
        if (data.Shape != game.Shape) throw new ArgumentException($"the data are {data.Shape}, and the generator makes {game.Shape}", nameof(data));
        rows = Math.Max(1, Math.Min(rows, data.Count / columns));
        columns = Math.Min(columns, data.Count);
        using var scope = NewDisposeScope();
        var images = ImageBatch.Of(data, [.. Enumerable.Range(0, rows * columns)], CPU).Images;
        var again = game.Decode(encoder.Encode(images)); // [rows * columns, channels, height, width]
        var pairs = Enumerable.Range(0, rows).SelectMany(row => new[] { images.narrow(0, row * columns, columns), again.narrow(0, row * columns, columns) });
        return (ImageGrid.ToPng(cat([.. pairs], 0), columns), (images - again).square().mean().item<float>());
    }
}
