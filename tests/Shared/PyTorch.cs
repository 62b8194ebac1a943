using System.Diagnostics;

namespace SeqGan.TestSupport;

/// <summary>The real PyTorch, where the machine has one, in a process of its own: what it reads and writes is the truth about its files.</summary>
internal static class PyTorch
{
    static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    static readonly Lazy<string?> _python = new(() => new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(python => Try(python, ".", ["-c", "import torch"]) is (0, _, _)));

    /// <summary>Runs a script; skips the test where there is no PyTorch.</summary>
    /// <param name="folder">The current folder of the script.</param>
    /// <param name="script">Python.</param>
    /// <param name="arguments">Its <c>sys.argv[1:]</c>.</param>
    /// <returns>What it printed.</returns>
    public static string Run(string folder, string script, params string[] arguments)
    {
        Skip.If(_python.Value is null, "no python3 here has torch");
        var (code, output, errors) = Try(_python.Value!, folder, ["-c", script, .. arguments]);
        Assert.True(code == 0, errors);
        return output;
    }

    static (int Code, string Output, string Errors) Try(string python, string folder, IEnumerable<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["OMP_NUM_THREADS"] = "1" },
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            if (process.WaitForExit(_patience)) return (process.ExitCode, output, errors.GetAwaiter().GetResult());
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"python did not end within {_patience}; it wrote: {output}");
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return (-1, "", error.Message); // there is no such program
        }
    }
}
