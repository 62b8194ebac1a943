namespace SeqGan.Text.Benchmarks;

/// <summary>What a computation cannot do without.</summary>
/// <param name="Flops">Floating-point operations in fp32; a multiplication with an addition is two.</param>
/// <param name="Bytes">Memory traffic of passes that no product can hide.</param>
/// <param name="Products">Besides <paramref name="Flops"/>: operations of the discriminator's products, whose factors may be bf16.</param>
public readonly record struct Work(double Flops, double Bytes = 0, double Products = 0)
{
    /// <summary>One after the other.</summary>
    public static Work operator +(Work first, Work second) => new(first.Flops + second.Flops, first.Bytes + second.Bytes, first.Products + second.Products);

    /// <summary>The same several times.</summary>
    public static Work operator *(double times, Work work) => new(times * work.Flops, times * work.Bytes, times * work.Products);

    /// <summary>The least time: each kind of work after the other at its rate.</summary>
    /// <param name="gflops">10^9 operations a second in fp32.</param>
    /// <param name="gbytes">10^9 bytes a second.</param>
    /// <param name="products">10^9 operations a second in the discriminator's products.</param>
    public double Seconds(double gflops, double gbytes, double products) => Flops / (gflops * 1e9) + Bytes / (gbytes * 1e9) + Products / (products * 1e9);
}
