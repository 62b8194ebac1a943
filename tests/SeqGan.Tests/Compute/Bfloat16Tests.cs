using SeqGan.Compute;

namespace SeqGan.Tests.Compute;

public sealed class Bfloat16Tests
{
    [Theory]
    [InlineData(true, true, false, false)] // Emerald Rapids without its tiles, as some hosts lend it
    [InlineData(true, true, true, true)]
    [InlineData(true, false, true, true)]
    [InlineData(false, true, false, true)] // Zen 4
    [InlineData(false, false, false, false)]
    public void Bf16_pays_with_tiles_or_where_its_unit_is_not_half(bool intel, bool avx512, bool amx, bool fast) =>
        Assert.Equal(fast, Bfloat16.IsFastOn(new Processor(intel, 6, 207, avx512, amx)));

    [Fact]
    public void Without_a_known_processor_it_does_not() => Assert.False(Bfloat16.IsFastOn(null));

    [Fact]
    public void Of_this_processor_it_says_what_the_kernel_says()
    {
        const string Kernel = "/proc/cpuinfo";
        if (!File.Exists(Kernel)) return;
        var flags = File.ReadLines(Kernel).FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? [];
        var intel = File.ReadLines(Kernel).Any(line => line.EndsWith(": GenuineIntel", StringComparison.Ordinal));
        Assert.Equal(flags.Contains("avx512bw") && (flags.Contains("amx_bf16") || (flags.Contains("avx512_bf16") && !intel)), Bfloat16.IsFast);
    }
}
