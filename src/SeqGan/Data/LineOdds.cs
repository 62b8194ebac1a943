namespace SeqGan.Data;

/// <summary>
/// The odds with which training lines are drawn: the weight of the line times n^-power, with n the lines of its label or source.
/// Each label's share is then that of n^(1 - power), the usual smoothing of imbalanced corpora.
/// </summary>
/// <param name="options">The balance.</param>
/// <param name="isFolder">Whether there are sources to count.</param>
internal sealed class LineOdds(CorpusOptions options, bool isFolder)
{
    readonly LineGroups? _labels = options.Label.Length > 0 ? new() : null;
    readonly LineGroups? _sources = isFolder ? new() : null;
    readonly List<double>? _weights = options.Weight.Length > 0 ? [] : null;

    /// <summary>Notes the next training line.</summary>
    public void Add(in CorpusLine line)
    {
        _labels?.Add(line.Label!);
        _sources?.Add(line.Source);
        _weights?.Add(line.Weight);
    }

    /// <summary>The draws; null where all odds are equal, so that each line is met once an epoch.</summary>
    public WeightedDraw? ToDraw()
    {
        var groups = options.Balance switch { LineBalance.Label => _labels, LineBalance.Source => _sources, _ => null };
        if ((groups?.Count ?? _weights?.Count ?? 0) == 0) return null;
        double[] odds = [.. Enumerable.Range(0, groups?.Count ?? _weights!.Count).Select(i => (_weights?[i] ?? 1) * (groups is null ? 1 : Math.Pow(groups.SizeOf(i), -options.BalancePower)))];
        return odds.All(one => one == odds[0]) ? null : new WeightedDraw(odds);
    }

    /// <summary>What a report says of labels, sources and the balance.</summary>
    public IEnumerable<(string Fact, string Value)> Facts()
    {
        if (_labels is not null) yield return ("training lines by label", _labels.ToString());
        if (_sources is not null) yield return ("training lines by source", _sources.ToString());
        string?[] parts = [
            options.Balance == LineBalance.None ? null : Invariant($"{options.Balance.ToString().ToLowerInvariant()}, power {options.BalancePower}"),
            _weights is null ? null : "by weight",
        ];
        var balance = string.Join(", ", parts.Where(part => part is not null));
        if (balance.Length > 0) yield return ("balance", balance);
    }
}
