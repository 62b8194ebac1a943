namespace SeqGan.Cli.Config;

/// <summary>Foreign text made fit for a message of one line.</summary>
internal static class Line
{
    const int Longest = 80;

    public static string Of(string text)
    {
        var line = new string([.. text.Take(Longest).Select(c => char.IsControl(c) ? ' ' : c)]);
        return text.Length > Longest ? line + "..." : line;
    }
}
