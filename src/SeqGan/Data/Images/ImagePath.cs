using System.Text.RegularExpressions;
using SeqGan.Tokenization;

namespace SeqGan.Data.Images;

/// <summary>Tells what kind of images a path leads to, by the names of the files.</summary>
internal static partial class ImagePath
{
    const string Kinds = "IDX files (train-images-idx3-ubyte), CIFAR files (data_batch_1.bin, train.bin) or PNG files";

    /// <summary>Training images, and test images where there are files of them.</summary>
    /// <exception cref="InvalidInputException">There are no images of a kind that is known, or a file cannot be used.</exception>
    public static (IImageSource Train, IImageSource? Test) Find(string path)
    {
        if (!Path.Exists(path)) throw new InvalidInputException($"{path} is not there; give a folder or file of images, or '{ImageSets.Shapes}'");
        if (!Directory.Exists(path)) return (OfFile(path), null);
        var names = TextFolder.Files(path);
        var files = names.Where(name => !name.Contains('/')).ToArray();
        return Idx(path, files) ?? Cifar(path, files) ?? Png(path, names)
            ?? throw new InvalidInputException($"{path} has no images that are known; give a folder with {Kinds}, other images saved as PNG");
    }

    static IImageSource OfFile(string path)
    {
        var name = Bare(Path.GetFileName(path));
        if (name.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) throw new InvalidInputException($"{path} is one image; give the folder");
        return name.EndsWith(".bin", StringComparison.Ordinal) ? new CifarImages([path], name is "train.bin" or "test.bin" ? 100 : 10, null) : new IdxImages(path, null);
    }

    static (IImageSource, IImageSource?)? Idx(string folder, string[] files)
    {
        string[] images = [.. Unpacked(files).Where(name => IdxName().IsMatch(Bare(name)))];
        if (images.Length == 0) return null;
        var tests = images.Where(name => name.Contains("t10k", StringComparison.Ordinal) || name.Contains("test", StringComparison.Ordinal)).ToArray();
        var trains = images.Except(tests).ToArray();
        if (trains.Length != 1 || tests.Length > 1) throw new InvalidInputException($"{folder} has {trains.Length} IDX file(s) of training images and {tests.Length} of test images ({string.Join(", ", images)}); give one with one of each, or the file");
        var (train, test) = (Read(trains[0]), tests.Length == 0 ? null : Read(tests[0]));
        if (train.Classes > 0 && test?.Classes > 0) train.Classes = test.Classes = Math.Max(train.Classes, test.Classes);
        return (train, test);

        IdxImages Read(string name)
        {
            var labels = Bare(name).Replace("images", "labels").Replace("idx3", "idx1");
            return new IdxImages(Path.Combine(folder, name), Unpacked(files).FirstOrDefault(file => Bare(file) == labels) is { } found ? Path.Combine(folder, found) : null);
        }
    }

    static (IImageSource, IImageSource?)? Cifar(string folder, string[] files)
    {
        var ten = Matching(TenName());
        var trains = ten.Length > 0 ? ten : Matching(HundredName());
        if (trains.Length == 0) return null;
        var classes = ten.Length > 0 ? 10 : 100;
        var tests = Matching(classes == 10 ? TenTestName() : HundredTestName());
        var names = Path.Combine(folder, classes == 10 ? "batches.meta.txt" : "fine_label_names.txt");
        return (Read(trains), tests.Length == 0 ? null : Read(tests));

        string[] Matching(Regex regex) => [.. Unpacked(files).Where(name => regex.IsMatch(Bare(name)))];
        CifarImages Read(string[] found) => new([.. found.Select(name => Path.Combine(folder, name))], classes, File.Exists(names) ? names : null);
    }

    static (IImageSource, IImageSource?)? Png(string folder, IReadOnlyList<string> names)
    {
        string[] roots = [.. names.Where(name => name.EndsWith(".png", StringComparison.OrdinalIgnoreCase)).Select(name => name.Contains('/') ? name[..name.IndexOf('/')] : "").Distinct().Order(StringComparer.Ordinal)];
        return roots switch
        {
            [] => null,
            ["test", "train"] => (PngImages.Of(Path.Combine(folder, "train"))!, PngImages.Of(Path.Combine(folder, "test"))!),
            _ => (PngImages.Of(folder)!, null),
        };
    }

    // Without .gz; of a file that is there both ways the plain one counts.
    static string Bare(string name) => name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name;

    static IEnumerable<string> Unpacked(string[] files) => files.Order(StringComparer.Ordinal).DistinctBy(Bare);

    [GeneratedRegex(@"images[.-]idx3-ubyte$")]
    private static partial Regex IdxName();

    [GeneratedRegex(@"^data_batch.*\.bin$")]
    private static partial Regex TenName();

    [GeneratedRegex(@"^test_batch.*\.bin$")]
    private static partial Regex TenTestName();

    [GeneratedRegex(@"^train\.bin$")]
    private static partial Regex HundredName();

    [GeneratedRegex(@"^test\.bin$")]
    private static partial Regex HundredTestName();
}
