using System.Globalization;
using System.Text;
using SeqGan.Reports;
using SeqGan.Tokenization;
using SeqGan.Training;

namespace SeqGan.Images.Comparison;

/// <summary>
/// GANs under one budget, each with several seeds, as Lucic et al. ("Are GANs created equal?", NeurIPS 2018) compare them: a folder with
/// the runs and compare.json, compare.csv and compare.svg, which are written anew whenever a run has ended. Runs that are there
/// already are not repeated.
/// </summary>
public sealed class GanComparison
{
    /// <summary>The file of the results.</summary>
    public const string FileName = "compare.json";

    /// <summary>The folder of the classifier whose features are used, where one is trained.</summary>
    public const string ClassifierFolder = "classifier";

    readonly List<ComparedRun> _runs;

    GanComparison(string folder, ComparisonTerms terms, double? floor, List<ComparedRun> runs) => (Folder, Terms, Floor, _runs) = (folder, terms, floor, runs);

    /// <summary>Where it is kept.</summary>
    public string Folder { get; }

    /// <summary>What the runs have in common.</summary>
    public ComparisonTerms Terms { get; }

    /// <summary>The distance of as many training images, which no generator needs to go below; null: there are no test images.</summary>
    public double? Floor { get; }

    /// <summary>The runs that have ended, in the order in which they did.</summary>
    public IReadOnlyList<ComparedRun> Runs => _runs;

    /// <summary>Refuses a folder that holds anything but a comparison that was begun.</summary>
    /// <exception cref="InvalidInputException">It does.</exception>
    public static void RequireUsable(string folder)
    {
        if (File.Exists(Path.Combine(folder, FileName))) return;
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).All(entry => Path.GetFileName(entry) == ClassifierFolder || AtomicFile.IsTemporary(entry))) return;
        RunDirectory.RequireNew(folder);
    }

    /// <summary>Begins a comparison, or goes on with the one that is there.</summary>
    /// <param name="folder">A new folder, or one with a comparison.</param>
    /// <param name="terms">What the runs have in common.</param>
    /// <param name="floor">The distance of training images.</param>
    /// <exception cref="InvalidInputException">The comparison that is there is of other terms, or its file is damaged.</exception>
    public static GanComparison Open(string folder, ComparisonTerms terms, double? floor)
    {
        RequireUsable(folder);
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(folder);
            var comparison = new GanComparison(folder, terms, floor, []);
            comparison.Write();
            return comparison;
        }
        var saved = RunFile.ReadJson<Saved>(file, saved =>
        {
            if (saved.Runs.Any(run => run is null || run.Frechet is < 0)) throw new InvalidInputException("it holds a run that is none");
        });
        terms.RequireSame(saved.Terms, file);
        return new GanComparison(folder, terms, floor, [.. saved.Runs]);
    }

    /// <summary>The folder of a run.</summary>
    public string RunFolder(string gan, long seed) => Path.Combine(Folder, Invariant($"{gan}-{seed}"));

    /// <summary>Makes a new folder for a run; one that did not end is thrown away, for its time was another.</summary>
    public RunDirectory Begin(string gan, long seed)
    {
        var folder = RunFolder(gan, seed);
        if (RunDirectory.IsBegun(folder)) Directory.Delete(folder, recursive: true);
        return RunDirectory.OpenOrCreate(folder);
    }

    /// <summary>Takes in a run that has ended, and writes the files.</summary>
    public void Add(ComparedRun run)
    {
        _runs.Add(run);
        Write();
    }

    void Write()
    {
        AtomicFile.Write(Path.Combine(Folder, FileName), stream => RunFile.WriteJson(stream, new Saved(Terms, Floor, [.. _runs])));
        AtomicFile.WriteText(Path.Combine(Folder, "compare.csv"), ToCsv());
        if (Standings().Any(one => one.Distances.Count > 0)) AtomicFile.WriteText(Path.Combine(Folder, "compare.svg"), ToSvg());
    }

    /// <summary>A row for each GAN: mean, deviation over the seeds (n - 1), best and worst distance, mean steps and seconds by the budget's clock; lower is better.</summary>
    public string ToTable()
    {
        List<string[]> rows = [["gan", "runs", "mean", "deviation", "best", "worst", "steps", Terms.Clock == BudgetClock.Cpu ? "cpu-seconds" : "seconds"]];
        foreach (var one in Standings()) rows.Add([one.Gan, one.Count, Number(one.Mean), Number(one.Deviation), Number(one.Best), Number(one.Worst), Invariant($"{one.Steps:F0}"), Invariant($"{one.Runs.Average(run => Terms.Clock == BudgetClock.Cpu ? run.CpuSeconds : run.Seconds):F1}")]);
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var table = new StringBuilder();
        foreach (var row in rows) table.Append(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column])))).Append('\n');
        if (Floor is { } floor) table.Append(CultureInfo.InvariantCulture, $"(as many training images: {floor:F4})\n");
        return table.ToString();
    }

    string ToCsv()
    {
        var csv = new StringBuilder("gan,seed,frechet,steps,seconds,cpu-seconds,fault,signature\n");
        foreach (var run in _runs) csv.Append(CultureInfo.InvariantCulture, $"{run.Gan},{run.Seed},{run.Frechet:R},{run.Steps},{run.Seconds:F3},{run.CpuSeconds:F3},{(run.Fault is null ? "" : '"' + run.Fault.Replace("\"", "\"\"") + '"')},{run.Signature}\n");
        return csv.ToString();
    }

    string ToSvg() => new DotChart(
        $"Frechet distance, {Terms.Time} of training", "lower is better", Terms.Extractor,
        [.. Standings().Where(one => one.Distances.Count > 0).Select(one => new ChartDot(one.Gan, one.Distances, one.Mean!.Value, one.Deviation ?? 0))]).ToSvg();

    IEnumerable<Standing> Standings() => _runs.GroupBy(run => run.Gan).Select(runs => new Standing(runs.Key, [.. runs]));

    static string Number(double? value) => value is { } number ? Invariant($"{number:F4}") : "-";

    sealed record Saved(ComparisonTerms Terms, double? Floor, ComparedRun[] Runs);

    // One GAN over its seeds.
    sealed record Standing(string Gan, ComparedRun[] Runs)
    {
        public IReadOnlyList<double> Distances { get; } = [.. Runs.Where(run => run.Frechet is not null).Select(run => run.Frechet!.Value)];

        // Told beside those that came to no end.
        public string Count => Distances.Count == Runs.Length ? Invariant($"{Runs.Length}") : Invariant($"{Distances.Count} of {Runs.Length}");

        public double? Mean => Distances.Count > 0 ? Distances.Average() : null;

        public double? Deviation => Distances.Count > 1 ? Math.Sqrt(Distances.Sum(one => Math.Pow(one - Mean!.Value, 2)) / (Distances.Count - 1)) : null;

        public double? Best => Distances.Count > 0 ? Distances.Min() : null;

        public double? Worst => Distances.Count > 0 ? Distances.Max() : null;

        public double Steps => Runs.Average(run => run.Steps);
    }
}
