namespace SeqGan.Tokenization;

/// <summary>
/// The user's file, text or setting cannot be used. The message is one line that says what is wrong, where, and what to do; show it as it is.
/// </summary>
public sealed class InvalidInputException : Exception
{
    /// <param name="message">One line: what, where, what to do.</param>
    /// <param name="inner">What brought it to light, for a verbose report.</param>
    public InvalidInputException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
