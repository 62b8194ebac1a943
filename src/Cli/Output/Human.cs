using Spectre.Console;

namespace SeqGan.Cli.Output;

/// <summary>Standard error, where a person reads: progress, hints and errors. Plain lines when it is no terminal.</summary>
internal static class Human
{
    public static IAnsiConsole Console { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });

    /// <summary>Whether bars can be drawn.</summary>
    public static bool IsLive => !System.Console.IsErrorRedirected && Console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>A line as it is, without markup or wrapping. Where nobody can be told, the work goes on all the same.</summary>
    public static void Say(string line)
    {
        try
        {
            if (IsLive) Console.Write(new Spectre.Console.Text(line + "\n"));
            else System.Console.Error.WriteLine(line);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // standard error is closed, or its disk full
        }
    }

    /// <summary>A path as a person would type it here: relative where it lies below the current folder.</summary>
    public static string Short(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>Work of unknown length, with a spinner on a terminal.</summary>
    public static T Wait<T>(string what, Func<T> work) => IsLive ? Console.Status().Start(Markup.Escape(what), _ => work()) : work();
}
