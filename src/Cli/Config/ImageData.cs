using SeqGan.Cli.Output;
using SeqGan.Data.Images;

namespace SeqGan.Cli.Config;

/// <summary>The images that an experiment names: drawn sets by their names, others by their paths.</summary>
internal static class ImageData
{
    /// <summary>The name of a drawn set, or the full path of files.</summary>
    /// <exception cref="InvalidInputException">Nothing is named, or it is not there.</exception>
    public static string Locate(Settings settings, string data, string folder) => data switch
    {
        "" => throw new InvalidInputException($"this experiment brings no images; give {ImageSets.Shapes}, or a folder or file of images with --data"),
        ImageSets.Shapes or ImageSets.Ring => data,
        _ => DataFiles.Locate("data", data, folder, settings.Find("data")?.Place),
    };

    /// <summary>What messages call it.</summary>
    public static string Name(string data) => Path.IsPathRooted(data) ? Human.Short(data) : data;

    /// <summary>Reads or draws the images.</summary>
    /// <exception cref="InvalidInputException">They are not usable.</exception>
    public static ImageSets Read(string data, ImageSetOptions options) => Human.Wait($"reading the images: {Name(data)}", () => ImageSets.Open(data, options));
}
