using SeqGan.Compute;

namespace SeqGan.Tests.Compute;

public sealed class BlasKernelsTests
{
    [Theory]
    [InlineData(6, 0xCF, true, true, "SkylakeX")] // Emerald Rapids
    [InlineData(6, 0xB7, false, true, "Haswell")] // Raptor Lake
    [InlineData(19, 0x01, true, true, "SkylakeX")] // Diamond Rapids
    [InlineData(6, 0xB7, false, false, null)]
    [InlineData(6, 0x8F, true, true, null)] // Sapphire Rapids, which OpenBLAS 0.3.21 knows
    [InlineData(6, 0xAD, true, true, null)] // Granite Rapids, which it does not know, and goes by the instructions
    [InlineData(15, 0x04, false, false, null)] // a Pentium 4
    public void Those_of_Intels_that_it_takes_for_a_Pentium_4_are_named(int family, int model, bool avx512, bool avx2, string? kernels) =>
        Assert.Equal(kernels, BlasKernels.For(new Processor(true, family, model, avx512, false), avx512, avx2));

    [Fact]
    public void Others_are_left_to_it()
    {
        Assert.Null(BlasKernels.For(new Processor(false, 26, 0xCF, true, false), true, true)); // Zen 5
        Assert.Null(BlasKernels.For(null, false, false));
    }
}
