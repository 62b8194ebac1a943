using System.CommandLine;
using System.Globalization;
using System.Text;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Data.Images;
using SeqGan.Images;
using SeqGan.Images.Exploration;
using SeqGan.Images.Networks;
using SeqGan.Reports;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan explore</c>: pictures that show what a generator of images has learned.</summary>
internal static class ExploreCommand
{
    const int ShownMaps = 7, Neighbours = 3;

    static readonly Argument<string> _run = new("run") { Description = "The run's directory." };

    static readonly Argument<string> _what = new Argument<string>("what")
    {
        Description = "walk: from code to code. arithmetic: --from minus --minus plus --plus. sweep: one code after the other, where there are any. ablate: without some feature maps. project: samples and data on the plane of most variance. reconstruct: images of the data, and below them what becomes of them encoded and decoded.",
    }.AcceptOnlyFromAmong("walk", "arithmetic", "sweep", "ablate", "project", "reconstruct");

    static readonly Option<string> _out = new("--out") { Description = "The folder that the pictures go to. Default: explore/ in the run.", HelpName = "FOLDER" };
    static readonly Option<int?> _rows = Numbers.Whole("--rows", "Rows of a picture. Default: 8.");
    static readonly Option<int?> _columns = Numbers.Whole("--columns", "Images of a row. Default: 10.");
    static readonly Option<long> _seed = Numbers.Whole("--seed", "Another seed gives other images.", 0);
    static readonly Option<int?> _step = Numbers.Whole("--step", "The generator as it was after this step of the run, where a checkpoint of it was kept.");
    static readonly Option<string> _data = new("--data") { Description = "project, reconstruct: other images than those of the run.", HelpName = "PATH" };
    static readonly Option<string> _from = Term("--from", "arithmetic: numbers of images, such as 3,14,15.");
    static readonly Option<string> _minus = Term("--minus", "arithmetic: what is taken away; as many.");
    static readonly Option<string> _plus = Term("--plus", "arithmetic: what is added; as many.");
    static readonly Option<int?> _level = Numbers.Whole("--level", "ablate: which maps, 1 those before the image. Default: 2, as the paper; 1 where there is no other.");
    static readonly Option<string> _maps = Term("--maps", "ablate: the maps that are switched off together. Default: one after the other, those with the largest effect shown.");

    // What each of them looks at, besides the run's step.
    static readonly Dictionary<string, Option[]> _uses = new()
    {
        ["walk"] = [_rows, _columns, _seed],
        ["arithmetic"] = [_rows, _columns, _seed, _from, _minus, _plus],
        ["sweep"] = [_rows, _columns, _seed],
        ["ablate"] = [_columns, _seed, _level, _maps],
        ["project"] = [_seed, _data],
        ["reconstruct"] = [_rows, _columns, _data],
    };

    public static Command Create()
    {
        var command = new Command("explore", "Draws what a generator of images has learned.") { _run, _what, _out, _rows, _columns, _seed, _step, _data, _from, _minus, _plus, _level, _maps };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        var what = parsed.GetRequiredValue(_what);
        parsed.Refuse(_uses.Values.SelectMany(options => options).Except(_uses[what]), $"is nothing that {what} looks at; leave it out");
        var (rows, columns) = (Count(parsed, _rows, 8, 1), Count(parsed, _columns, 10, 2));
        var run = RunDirectory.Open(parsed.GetRequiredValue(_run));
        Compute.Threads.Use();
        using var game = ImageGeneration.Open(run, parsed.GetValue(_step));
        var folder = OutFolder.Create(parsed.GetValue(_out), run.Resolve("explore"));
        var seed = parsed.GetValue(_seed);
        using var results = Results.Open();
        foreach (var (name, bytes) in Pictures(parsed, run, game, rows, columns, seed, results))
        {
            var file = Path.Combine(folder, name);
            AtomicFile.Write(file, stream => stream.Write(bytes));
            results.WriteLine(Human.Short(file));
        }
        return 0;
    }

    static IEnumerable<(string Name, byte[] Bytes)> Pictures(ParseResult parsed, RunDirectory run, ImageGame game, int rows, int columns, long seed, TextWriter results) => parsed.GetRequiredValue(_what) switch
    {
        "walk" => [("walk.png", LatentWalk.Draw(game, rows, columns, seed))],
        "arithmetic" => Arithmetic(parsed, game, rows, columns, seed),
        "sweep" => Sweep(game, rows, columns, seed),
        "project" => [("project.svg", Project(game, Data(parsed, run, game), seed))],
        "reconstruct" => Reconstruct(parsed, run, game, rows, columns, results),
        _ => Ablate(parsed, game, columns, seed, results),
    };

    static IEnumerable<(string, byte[])> Arithmetic(ParseResult parsed, ImageGame game, int rows, int columns, long seed)
    {
        Option<string>[] terms = [_from, _minus, _plus];
        var numbers = terms.Select(term => Whole(parsed, term)).ToArray();
        if (numbers.All(term => term is null))
        {
            Human.Say(Invariant($"these are the images to choose from: 0 to {columns - 1} in the first row, and so on; then give --from, --minus and --plus, {Neighbours} images each"));
            using var scope = torch.NewDisposeScope();
            return [("numbers.png", ImageGrid.ToPng(game.Generate(rows * columns, seed), columns))];
        }
        if (numbers.Any(term => term?.Length != numbers[0]?.Length)) throw new InvalidInputException("arithmetic needs --from, --minus and --plus with as many images each, such as --from 3,14,15 --minus 9,2,6 --plus 5,35,8");
        return [("arithmetic.png", LatentArithmetic.Draw(game, numbers[0]!, numbers[1]!, numbers[2]!, seed))];
    }

    static IEnumerable<(string, byte[])> Sweep(ImageGame game, int rows, int columns, long seed)
    {
        if (game.Layout.Condition == 0) throw new InvalidInputException($"the generator of this {game.Name} is given nothing but noise; sweep is for those with classes, attributes or codes: cgan, acgan, infogan, attribute");
        return CodeSweep.Draw(game, rows, columns, seed).Select(picture => ($"sweep-{picture.Name}.png", picture.Png));
    }

    static IEnumerable<(string, byte[])> Ablate(ParseResult parsed, ImageGame game, int columns, long seed, TextWriter results)
    {
        var level = parsed.GetValue(_level) ?? Math.Clamp(game.FeatureLevels, 1, 2);
        if (Whole(parsed, _maps) is { } maps) return [("ablate.png", FilterAblation.Draw(game, [new FeatureMaps(level, maps)], columns, seed))];
        var ranked = Human.Wait("switching off one map after the other", () => FilterAblation.Rank(game, level, 64, seed));
        results.WriteLine("map  change");
        foreach (var (map, change) in ranked) results.WriteLine(Invariant($"{map,3}  {change:F4}"));
        return [("ablate.png", FilterAblation.Draw(game, [.. ranked.Take(ShownMaps).Select(one => new FeatureMaps(level, [one.Map]))], columns, seed))];
    }

    static IEnumerable<(string, byte[])> Reconstruct(ParseResult parsed, RunDirectory run, ImageGame game, int rows, int columns, TextWriter results)
    {
        if (game is not IEncoder) throw new InvalidInputException($"a {game.Name} encodes no images; reconstruct is for those with an encoder: vae, bigan");
        var (png, error) = Reconstruction.Draw(game, Data(parsed, run, game), (rows + 1) / 2, columns);
        results.WriteLine(Invariant($"mean squared error {error:F4}, of values from -1 to 1"));
        return [("reconstruct.png", png)];
    }

    static byte[] Project(ImageGame game, ImageSet data, long seed)
    {
        const int Points = 500;
        return Encoding.UTF8.GetBytes(SampleProjection.Draw(game, data, Points, seed));
    }

    static ImageSet Data(ParseResult parsed, RunDirectory run, ImageGame game)
    {
        var data = parsed.GetValue(_data);
        var set = ImageExperiment.ImagesOf(run, data).Train;
        return set.Shape == game.Shape ? set : throw new InvalidInputException($"{Line.Of(data ?? "")}: the images are {set.Shape}, and the run's {game.Shape}; give images of that shape");
    }

    static int Count(ParseResult parsed, Option<int?> option, int otherwise, int least)
    {
        const int Most = 1000;
        var count = parsed.GetValue(option) ?? otherwise;
        return count >= least && count <= Most ? count : throw new InvalidInputException(Invariant($"{option.Name} is {count}; give {least} to {Most}"));
    }

    static Option<string> Term(string name, string description) => new(name) { Description = description, HelpName = "N,N,..." };

    static int[]? Whole(ParseResult parsed, Option<string> option)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : throw new InvalidInputException($"{option.Name}: '{Line.Of(text)}' is no list of whole numbers; give them as 3,14,15"))];
    }
}
