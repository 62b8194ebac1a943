using SeqGan.Images.Networks;
using SeqGan.Reports;
using SeqGan.Tokenization;
using static TorchSharp.torch;

namespace SeqGan.Images.Exploration;

/// <summary>
/// A DCGAN's images with some of the generator's feature maps switched off (Radford, Metz and Chintala, 2016, section 6.3.1): what is
/// missing then is what these maps draw.
/// </summary>
public static class FilterAblation
{
    /// <summary>How much the images change without each map of a level.</summary>
    /// <param name="game">Whose generator.</param>
    /// <param name="level">The level, from 1, the maps before the image.</param>
    /// <param name="images">Images that are compared.</param>
    /// <param name="seed">Their seed.</param>
    /// <returns>The maps with their mean squared change, the largest first.</returns>
    /// <exception cref="InvalidInputException">The generator has no such level.</exception>
    public static IReadOnlyList<(int Map, double Change)> Rank(ImageGame game, int level, int images, long seed)
    {
        using var scope = NewDisposeScope();
        var codes = game.Codes(images, seed);
        var whole = game.Decode(codes);
        double Change(int map)
        {
            using var inner = NewDisposeScope();
            return (game.Decode(codes, new FeatureMaps(level, [map])) - whole).square().mean().item<float>();
        }
        return [.. Enumerable.Range(0, Maps(game, level)).Select(map => (Map: map, Change: Change(map))).OrderByDescending(one => one.Change).ThenBy(one => one.Map)];
    }

    /// <summary>Images as they are, and below them without each of the sets of maps, a row each.</summary>
    /// <param name="game">Whose generator.</param>
    /// <param name="off">What is switched off, row by row.</param>
    /// <param name="images">Images of a row.</param>
    /// <param name="seed">Their seed.</param>
    /// <returns>A PNG file.</returns>
    /// <exception cref="InvalidInputException">The generator has no such maps.</exception>
    public static byte[] Draw(ImageGame game, IReadOnlyList<FeatureMaps> off, int images, long seed)
    {
        using var scope = NewDisposeScope();
        foreach (var maps in off) Check(game, maps);
        var codes = game.Codes(images, seed);
        var rows = off.Select(maps => game.Decode(codes, maps)).Prepend(game.Decode(codes));
        return ImageGrid.ToPng(cat([.. rows], 0), images);
    }

    /// <summary>How many maps a level has.</summary>
    /// <exception cref="InvalidInputException">The generator has no such level.</exception>
    static int Maps(ImageGame game, int level)
    {
        if (game.FeatureLevels == 0) throw new InvalidInputException($"the generator of this {game.Name} has no feature maps; train one with net=dcgan");
        if (level < 1 || level > game.FeatureLevels) throw new InvalidInputException($"level is {level}; the generator has the levels 1, before the image, to {game.FeatureLevels}");
        return game.MapsOf(level);
    }

    static void Check(ImageGame game, FeatureMaps maps)
    {
        var count = Maps(game, maps.Level);
        if (maps.Maps.FirstOrDefault(map => map < 0 || map >= count, -1) is >= 0 and var wrong) throw new InvalidInputException($"there is no map {wrong}; level {maps.Level} has the maps 0 to {count - 1}");
        if (maps.Maps.Any(map => map < 0)) throw new InvalidInputException($"there is no map below 0; level {maps.Level} has the maps 0 to {count - 1}");
    }
}
