namespace SeqGan.Text.Filters;

/// <summary>A rule under the name of its option, with the lines that it refused.</summary>
internal sealed class FilterRule(string name, Func<Candidate, bool> accepts)
{
    public string Name => name;

    public long Refused { get; set; }

    public bool Accepts(Candidate line) => accepts(line);
}
