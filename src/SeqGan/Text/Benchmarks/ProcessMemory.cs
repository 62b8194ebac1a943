using System.Globalization;

namespace SeqGan.Text.Benchmarks;

/// <summary>What of this process is in memory, in bytes, by Linux's /proc (proc(5)); null where the system has none.</summary>
internal static class ProcessMemory
{
    const string Status = "/proc/self/status", Reset = "/proc/self/clear_refs", ResetPeak = "5";

    /// <summary>The resident size.</summary>
    public static long? Resident => Read("VmRSS:");

    /// <summary>The largest resident size since the process began, or since it was forgotten.</summary>
    public static long? Peak => Read("VmHWM:");

    /// <summary>Lets the peak start from what is resident now.</summary>
    /// <returns>Whether the system could.</returns>
    public static bool ForgetPeak()
    {
        try
        {
            if (File.Exists(Reset)) File.WriteAllText(Reset, ResetPeak);
            return File.Exists(Reset);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // some containers refuse it
        }
    }

    static long? Read(string field)
    {
        if (!File.Exists(Status)) return null;
        var line = File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
        return line is null ? null : long.Parse(line[field.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) << 10; // in KiB
    }
}
