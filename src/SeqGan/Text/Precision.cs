namespace SeqGan.Text;

/// <summary>In what the factors of large products are kept. Weights, sums, losses and updates are fp32 in any case.</summary>
public enum Precision
{
    /// <summary>bf16 on a CPU that multiplies it faster than fp32, else fp32; a run writes down what it was.</summary>
    Auto,

    /// <summary>24 bits of precision.</summary>
    Fp32,

    /// <summary>8 bits of precision, and the range of fp32: less than half the time on processors that multiply them.</summary>
    Bf16,
}
