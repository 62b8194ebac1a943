using System.Runtime.Intrinsics.X86;
using SeqGan.Compute;

namespace SeqGan.Tests.Compute;

public sealed class ProcessorTests
{
    [Fact]
    public void It_is_what_the_kernel_says()
    {
        const string Kernel = "/proc/cpuinfo";
        if (!File.Exists(Kernel) || !X86Base.IsSupported) return;
        var lines = File.ReadLines(Kernel).TakeWhile(line => line.Length > 0).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].Trim(), pair => pair[^1].Trim());
        var flags = lines["flags"].Split(' ');
        Assert.Equal(
            new Processor(lines["vendor_id"] == "GenuineIntel", Of("cpu family"), Of("model"), flags.Contains("avx512_bf16"), flags.Contains("amx_bf16")),
            Processor.Current);

        int Of(string name) => int.Parse(lines[name], System.Globalization.CultureInfo.InvariantCulture);
    }
}
