using SeqGan.Compute;

namespace SeqGan.Tests.Compute;

public sealed class Bfloat16Tests
{
    [Fact]
    public void What_the_processor_says_is_what_the_kernel_says()
    {
        const string Kernel = "/proc/cpuinfo";
        if (!File.Exists(Kernel)) return;
        var flags = File.ReadLines(Kernel).FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? [];
        Assert.Equal(flags.Contains("avx512bw") && (flags.Contains("avx512_bf16") || flags.Contains("amx_bf16")), Bfloat16.IsFast);
    }
}
