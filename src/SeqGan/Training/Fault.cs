namespace SeqGan.Training;

/// <summary>What the system or a reader has to say of a file, fit for the middle of a line that names the file already.</summary>
internal static class Fault
{
    public static string Of(Exception error)
    {
        if (error is UnauthorizedAccessException) return "permission denied";
        var message = error.Message.ReplaceLineEndings(" ");
        var path = message.IndexOf(" : '", StringComparison.Ordinal); // .NET adds the path: "No space left on device : '...'"
        return Lower(path < 0 ? message : message[..path]).TrimEnd('.');
    }

    static string Lower(string text) => text.Length > 1 && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
