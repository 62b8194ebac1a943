using System.Globalization;
using System.Text;
using SeqGan.Data;
using SeqGan.Eval;
using SeqGan.Text;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Reports;

/// <summary>The report of a run on text: its policies by every score, over temperatures, and in their own words; and what its discriminator has learned.</summary>
/// <param name="Scores">The policies side by side, maximum likelihood first.</param>
/// <param name="Frontiers">Quality against diversity over temperatures.</param>
/// <param name="Samples">Lines of each policy.</param>
/// <param name="Discriminator">The scores of <see cref="DiscriminatorReport"/>; none where no discriminator was trained.</param>
public sealed record RunReport(SideBySide Scores, IReadOnlyList<Frontier> Frontiers, IReadOnlyList<(string System, IReadOnlyList<string> Lines)> Samples, IReadOnlyList<Score> Discriminator)
{
    const int Shown = 8; // lines of a policy

    /// <summary>Measures all of it.</summary>
    /// <param name="run">The run; phases that it did not play are left out.</param>
    /// <param name="corpus">Where the references and the held-out lines come from.</param>
    /// <param name="oracle">Who knows the truth; null: the run is on text.</param>
    /// <param name="samples">Lines of each policy at each temperature; two or more.</param>
    /// <param name="seed">Their seed.</param>
    /// <param name="device">Where the scores at temperature 1 are computed; default: the CPU.</param>
    /// <exception cref="InvalidInputException">The run has closed no phase, a file of it is damaged, or the corpus has no test lines.</exception>
    public static RunReport Measure(RunDirectory run, Corpus corpus, Oracle? oracle, int samples, long seed, torch.Device? device = null) => new(
        PolicyScores.Of(run, corpus, oracle, samples, seed, device),
        oracle is null ? TextFrontier.Measure(run, corpus, samples, seed) : [OracleFrontier.Measure(run, oracle, corpus, samples, seed)],
        [.. Sweep.Of<(string, IReadOnlyList<string>)>(run, (title, generator) => [(title, [.. generator.Generate(Shown, seed: seed)])])],
        DiscriminatorReport.Scores(run, corpus, oracle, samples, seed, device));

    /// <summary>What it says of the games beside maximum likelihood, a sentence or a paragraph each.</summary>
    public IEnumerable<string> Verdicts => [.. Verdict.Of(Scores), .. Frontiers.SelectMany(Verdict.Of)];

    /// <summary>The report as files: report.md, the scores as CSV, and for each frontier its points as CSV and its curves as SVG; the learning curves too, where the run was evaluated.</summary>
    /// <param name="run">The run.</param>
    /// <param name="title">What the report calls it.</param>
    /// <param name="command">The command that made the report.</param>
    public IReadOnlyDictionary<string, string> Files(RunDirectory run, string title, string command)
    {
        var files = new Dictionary<string, string> { ["scores.csv"] = Scores.ToCsv() };
        foreach (var frontier in Frontiers)
        {
            files[$"{frontier.Name}.csv"] = frontier.ToCsv();
            files[$"{frontier.Name}.svg"] = frontier.ToSvg();
        }
        if (LearningCurves.Draw(run) is { } curves) files["curves.svg"] = curves;
        files["report.md"] = Markdown(run, title, command, files.Keys.Where(name => name.EndsWith(".svg", StringComparison.Ordinal)));
        return files;
    }

    string Markdown(RunDirectory run, string title, string command, IEnumerable<string> pictures)
    {
        var text = new StringBuilder($"# {title}\n\n    {command}\n\n");
        foreach (var (fact, value) in RunEnvironment.Facts(run)) text.Append($"- {fact}: {value}\n");
        foreach (var (phase, seconds) in RunHistory.Seconds(run)) text.Append(CultureInfo.InvariantCulture, $"- phase {phase}: {seconds:F0} s\n");
        text.Append("\n## What it shows\n\n");
        foreach (var verdict in Verdicts.DefaultIfEmpty("The run has played no game: there is nothing beside maximum likelihood.")) text.Append($"- {verdict}\n");
        text.Append($"\n## Scores\n\n{Scores.ToMarkdown()}\nLines of one writer do not depend on each other; what intervals cannot show is that another seed of training makes another writer.\n");
        foreach (var signature in Scores.Scores.Select(one => one.Score.Signature).Distinct()) text.Append($"\n    {signature}");
        text.Append("\n\n## Quality and diversity\n\n");
        foreach (var frontier in Frontiers) text.Append($"```\n{frontier.ToTable()}```\n\n");
        foreach (var picture in pictures) text.Append($"![{Path.GetFileNameWithoutExtension(picture)}]({picture})\n");
        if (Discriminator.Count > 0)
        {
            text.Append("\n## The discriminator\n\nauc: how probable it is that it finds a line that it was trained on, or one that it has never seen, more real than one of the policy's; 0.5 is guessing. verdict: its mean on such lines.\n\n");
            text.Append($"```\n{new ScoreReport(Discriminator).ToTable()}\n```\n");
        }
        foreach (var (system, lines) in Samples) text.Append($"\n## {system} writes\n\n{string.Concat(lines.Select(line => $"    {line}\n"))}");
        return text.ToString();
    }
}
