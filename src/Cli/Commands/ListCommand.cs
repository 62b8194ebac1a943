using System.CommandLine;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Images;
using SeqGan.Reports;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan list</c>: what can be named on the command line.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = new Command("list", "Lists experiments, GANs, corpora, metrics, and every setting with its default.");
        command.SetAction(_ => Run());
        return command;
    }

    static int Run()
    {
        using var results = Results.Open();
        Section(results, "experiments", ExperimentFiles.Shipped());
        Section(results, "GANs", [("seqgan", "A policy against a discriminator, each an RNN or a CNN, with Monte-Carlo rollouts (Yu et al., AAAI 2017)."), .. ImageGans.All]);
        Section(results, "corpora", Corpora());
        Section(results, "metrics of lines", TextMetric.All.Select(metric => (metric.Name, metric.Description)));
        Section(results, "metrics of image GANs", ImageMetric.All.Select(metric => (metric.Name, metric.Description)));
        Section(results, "metrics of PNG files", SimilarityReport.Metrics);
        Section(results, "settings of seqgan", Defaults(TextExperiment.Defaults));
        Section(results, "settings of image GANs", Defaults(ImageExperiment.Defaults));
        Section(results, "settings of the image classifier", Defaults(ClassifierExperiment.Defaults));
        return 0;
    }

    static void Section(TextWriter results, string title, IEnumerable<(string Name, string Description)> entries)
    {
        var rows = entries.ToArray();
        var width = rows.Select(row => row.Name.Length).DefaultIfEmpty().Max();
        results.WriteLine($"{title}:");
        foreach (var (name, description) in rows) results.WriteLine($"  {name.PadRight(width)}  {description}".TrimEnd());
    }

    static IEnumerable<(string, string)> Corpora()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "corpora");
        if (!Directory.Exists(folder)) return [];
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => Path.GetExtension(path) is ".txt" or ".tsv").Order(StringComparer.Ordinal)
            .Select(path => (Path.Combine("corpora", Path.GetRelativePath(folder, path)), Contents(path)));
    }

    // The tables that come along have a header row.
    static string Contents(string path)
    {
        var lines = TextLines.Read(path);
        return Path.GetExtension(path) == ".txt" ? Invariant($"{lines.Count()} lines") : Invariant($"{lines.Count() - 1} rows of {string.Join(", ", lines.First().Split('\t'))}");
    }

    static IEnumerable<(string, string)> Defaults(IReadOnlyList<object> records) =>
        from record in records
        from property in Keys.Properties(record.GetType())
        select (Keys.Of(property), Binder.Text(property, record));
}
