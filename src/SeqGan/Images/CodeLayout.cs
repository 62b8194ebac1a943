namespace SeqGan.Images;

/// <summary>What a generator's code is made of, in this order.</summary>
/// <param name="Noise">Numbers of N(0, 1).</param>
/// <param name="Classes">A class or category: as many numbers, of which one is 1 and the others 0.</param>
/// <param name="Attributes">Attributes, each 0 or 1.</param>
/// <param name="Continuous">Codes in [-1, 1].</param>
public sealed record CodeLayout(int Noise, int Classes = 0, int Attributes = 0, int Continuous = 0)
{
    /// <summary>All of them.</summary>
    public int Width => Noise + Condition;

    /// <summary>All but the noise: what an image is conditioned on.</summary>
    public int Condition => Classes + Attributes + Continuous;
}
