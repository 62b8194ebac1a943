namespace SeqGan.Tokenization;

/// <summary>Text of a field, which may hold line breaks, as a line of a corpus.</summary>
static class OneLine
{
    /// <summary>The text with each run of line breaks as one blank.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny('\r', '\n')) return text;
        return string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }
}
