using System.CommandLine;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Images;
using SeqGan.Reports;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan generate</c> for image runs: a file for each image, or one grid.</summary>
internal static class ImageGeneration
{
    const int Block = 256, Usual = 64, MostOfGrid = 10_000, MostOfFolder = 1_000_000; // whose names have six digits
    const string Grid = ".png";

    static readonly Option<string> _out = new("--out") { Description = "Images: a new folder for one PNG file each, by class where there are classes; or a file .png for one grid.", HelpName = "PATH" };
    static readonly Option<string> _label = new("--label") { Description = "Images: of this class alone; its name or its number.", HelpName = "CLASS" };
    static readonly Option<string[]> _attributes = new("--attributes") { Description = "Images: with these attributes and no others; 'none' for none of them.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };

    public static IReadOnlyList<Option> Options { get; } = [_out, _label, _attributes];

    public static int Run(ParseResult parsed, RunDirectory run, int? count, long seed, long? step)
    {
        var path = parsed.GetValue(_out) ?? throw new InvalidInputException("images need a place; give --out FOLDER for a file each, or --out FILE.png for one grid");
        var grid = Path.GetExtension(path).Equals(Grid, StringComparison.OrdinalIgnoreCase);
        Require(path, grid);
        var (images, least, most) = (count ?? Usual, grid ? 1 : 0, grid ? MostOfGrid : MostOfFolder);
        if (images < least || images > most) throw new InvalidInputException(Invariant($"-n is {images}; give {least} to {most} {(grid ? "images of a grid" : "images")}"));
        using var game = Open(run, step);
        var request = new ImageRequest { Label = Label(parsed.GetValue(_label), game), Attributes = Attributes(parsed.GetValue(_attributes), game) };
        if (grid) WriteGrid(game, path, images, seed, request);
        else WriteFolder(game, path, images, seed, request);
        return 0;
    }

    /// <summary>Opens the game of a run whose images can be looked at.</summary>
    /// <exception cref="InvalidInputException">It makes points, or cannot be opened.</exception>
    public static ImageGame Open(RunDirectory run, long? step)
    {
        var game = ImageGans.Open(run, step);
        if (!game.MakesPoints) return game;
        game.Dispose();
        throw new InvalidInputException($"{Human.Short(run.Path)} makes points, not images; 'seqgan evaluate' scores them");
    }

    static void WriteGrid(ImageGame game, string path, int count, long seed, ImageRequest request)
    {
        using var scope = torch.NewDisposeScope();
        var file = request == new ImageRequest() ? game.Grid(count, seed) : ImageGrid.ToPng(game.Generate(count, seed, request));
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    // A folder a class, so that it can be read as data with classes.
    static void WriteFolder(ImageGame game, string folder, int count, long seed, ImageRequest request)
    {
        Directory.CreateDirectory(folder);
        for (var start = 0; start < count; start += Block)
        {
            using var scope = torch.NewDisposeScope();
            var length = Math.Min(Block, count - start);
            var (bytes, size) = (ImageGrid.ToBytes(game.Decode(game.Codes(length, seed, request, start))), game.Shape.Pixels);
            for (var i = 0; i < length; i++)
            {
                var place = Directory.CreateDirectory(Path.Combine(folder, ClassOf(game, request, start + i))).FullName;
                var image = ImageGrid.ToPng(game.Shape, bytes.AsSpan(i * size, size), columns: 1, border: 0);
                AtomicFile.Write(Path.Combine(place, Invariant($"{start + i:D6}{Grid}")), stream => stream.Write(image));
            }
        }
    }

    static string ClassOf(ImageGame game, ImageRequest request, int index)
    {
        if (game.Layout.Classes == 0) return "";
        var label = request.Label ?? index % game.Layout.Classes;
        return game.Layout.Classes == game.ClassNames.Count ? FolderOf(game.ClassNames[label], label) : Invariant($"{label}");
    }

    /// <summary>The folder of a class: its name, where it is a plain file name; else its number, for data from elsewhere may call it ../../x.</summary>
    internal static string FolderOf(string name, int label) =>
        name is "" or "." or ".." || name.Any(sign => sign is '/' or '\\' || char.IsControl(sign)) || name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) ? Invariant($"{label}") : name;

    static void Require(string path, bool grid)
    {
        if (path.Length == 0) throw new InvalidInputException("--out has no name; give a folder, or a file .png");
        var parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (!Directory.Exists(parent)) throw new InvalidInputException($"--out: there is no folder {Line.Of(parent ?? path)}; make it first");
        if (grid ? Directory.Exists(path) : File.Exists(path)) throw new InvalidInputException($"--out: {Line.Of(path)} is a {(grid ? "folder" : "file")}; give another name");
        if (!grid && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()) throw new InvalidInputException($"--out: the folder {Line.Of(path)} is not empty; give another name");
    }

    static int? Label(string? asked, ImageGame game)
    {
        if (asked is null) return null;
        if (game.Layout.Classes == 0) throw new InvalidInputException($"--label: a {game.Name} is told no class; leave it out, or train a GAN with classes");
        var named = game.Layout.Classes == game.ClassNames.Count ? game.ClassNames.ToList().IndexOf(asked) : -1;
        if (named >= 0) return named;
        if (int.TryParse(asked, out var number) && number >= 0 && number < game.Layout.Classes) return number;
        var known = game.Layout.Classes == game.ClassNames.Count ? string.Join(", ", game.ClassNames) : $"0 to {game.Layout.Classes - 1}";
        throw new InvalidInputException($"--label: there is no class '{Line.Of(asked)}'; there are {known}");
    }

    static int[]? Attributes(string[]? asked, ImageGame game)
    {
        if (asked is null or []) return null;
        if (game.Layout.Attributes == 0) throw new InvalidInputException($"--attributes: a {game.Name} is told no attributes; leave it out, or train a GAN with attributes");
        var names = game.AttributeNames.ToList();
        var set = new int[game.Layout.Attributes];
        foreach (var name in asked.SelectMany(one => one.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(name => name != "none"))
        {
            if (names.IndexOf(name) is not (>= 0 and var k)) throw new InvalidInputException($"--attributes: there is no attribute '{Line.Of(name)}'; there are {string.Join(", ", names)}");
            set[k] = 1;
        }
        return set;
    }
}
