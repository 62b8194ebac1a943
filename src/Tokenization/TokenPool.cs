namespace SeqGan.Tokenization;

/// <summary>One string for each different token: a text of a million lines has few words, and each takes its memory once. For one thread.</summary>
public sealed class TokenPool
{
    readonly HashSet<string> _tokens = new(StringComparer.Ordinal);

    /// <summary>The string with these very characters that was given first.</summary>
    public string Share(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (_tokens.TryGetValue(token, out var first)) return first;
        _tokens.Add(token);
        return token;
    }
}
