using SeqGan.Data.Images;
using SeqGan.Tokenization;

namespace SeqGan.Images.Networks;

/// <summary>The sizes of a game's networks.</summary>
/// <param name="Architecture">What they are made of.</param>
/// <param name="Image">What goes in and comes out.</param>
/// <param name="Width">Channels of the layer next to the image (dcgan), or units of a layer (mlp).</param>
public sealed record NetworkShape(Architecture Architecture, ImageShape Image, int Width)
{
    const int FewestLevels = 2, SmallestMap = 4;

    /// <summary>How often a dcgan halves the image: twice, and on while the map stays at 4 or more.</summary>
    internal int Levels => Math.Min(LevelsOf(Image.Height), LevelsOf(Image.Width));

    /// <summary>The smallest map of a dcgan: rows and columns.</summary>
    internal (int Height, int Width) SmallestMapSize => (Image.Height >> Levels, Image.Width >> Levels);

    /// <summary>Channels of a dcgan's map that was halved <paramref name="level"/> times, from 1.</summary>
    internal int Channels(int level) => Width << (level - 1);

    /// <exception cref="InvalidInputException">The sizes make no network.</exception>
    public void Validate()
    {
        if (Width < 1) throw new InvalidInputException($"width is {Width}; give 1 or more");
        if (Architecture == Architecture.Dcgan && Levels < FewestLevels)
            throw new InvalidInputException($"a dcgan needs images whose sides can be divided by 4, and these are {Image.Width} x {Image.Height}; resize them (size), or choose net=mlp");
    }

    static int LevelsOf(int side)
    {
        var levels = 0;
        while (side % 2 == 0 && (side / 2 >= SmallestMap || levels < FewestLevels)) (side, levels) = (side / 2, levels + 1);
        return levels;
    }
}
