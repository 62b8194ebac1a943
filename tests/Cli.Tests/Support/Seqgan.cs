using System.Diagnostics;

namespace SeqGan.Cli.Tests.Support;

/// <summary>The real command, in a process of its own.</summary>
internal static class Seqgan
{
    static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "SeqGan.Cli.dll");

    /// <summary>Runs it to its end.</summary>
    public static Outcome Run(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        return End(process, output, errors);
    }

    /// <summary>Runs a bash script in which <c>seqgan</c> is the command: for pipes, devices and mounts.</summary>
    public static Outcome Script(string folder, string script)
    {
        Skip.If(OperatingSystem.IsWindows(), "the script is for a POSIX shell");
        using var process = Launch(folder, "bash", "-c", $"seqgan() {{ dotnet '{Program}' \"$@\"; }}; export -f seqgan\n{script}");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        return End(process, output, errors);
    }

    /// <summary>Starts it with its streams redirected.</summary>
    public static Process Start(string folder, params string[] arguments) => Launch(folder, "dotnet", [Program, .. arguments]);

    static Process Launch(string folder, string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;

    /// <summary>Waits for the end of a process that was started.</summary>
    public static Outcome End(Process process, string output, Task<string> errors)
    {
        if (!process.WaitForExit(_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"seqgan did not end within {_patience}; it wrote: {output}");
        }
        return new Outcome(process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}

/// <summary>How the command ended and what it wrote.</summary>
internal sealed record Outcome(int Code, string Output, string Errors)
{
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Wrong usage or bad input: code 2, nothing on standard output, one line on standard error.</summary>
    public void AssertRefused(params string[] parts) => AssertOneLine(2, parts);

    /// <summary>The machine's fault: code 1, and else as bad input.</summary>
    public void AssertFailed(params string[] parts) => AssertOneLine(1, parts);

    void AssertOneLine(int code, string[] parts)
    {
        Assert.True((Code, Output) == (code, ""), $"code {Code}: {Output}{Errors}");
        var line = Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("seqgan: ", line);
        foreach (var part in parts) Assert.Contains(part, line);
    }
}
