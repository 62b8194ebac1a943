namespace SeqGan.Cli.Config;

/// <summary>The known word that somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary>The closest of the known words, or null when none is close: more than a third of the letters are wrong.</summary>
    public static string? To(string word, IEnumerable<string> known) =>
        known.Select(one => (Word: one, Distance: Distance(word, one)))
            .Where(one => one.Distance <= Math.Max(1, Math.Max(word.Length, one.Word.Length) / 3))
            .OrderBy(one => one.Distance).ThenBy(one => one.Word, StringComparer.Ordinal)
            .Select(one => one.Word).FirstOrDefault();

    /// <summary><c>; did you mean 'x'?</c>, or else the whole choice.</summary>
    public static string Hint(string word, IReadOnlyCollection<string> known) =>
        To(word, known) is { } meant ? $"; did you mean '{meant}'?" : $"; there are: {string.Join(", ", known)}";

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one word into the other (restricted Damerau-Levenshtein).</summary>
    public static int Distance(string a, string b)
    {
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            (before, last, row) = (last, row, before);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
        }
        return row[b.Length];
    }
}
