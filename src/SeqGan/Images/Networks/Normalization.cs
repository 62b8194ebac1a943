namespace SeqGan.Images.Networks;

/// <summary>What keeps a discriminator's layers in range.</summary>
public enum Normalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Batch norm (of a dcgan; not at its input).</summary>
    Batch,

    /// <summary>Every weight divided by its largest singular value (Miyato et al., ICLR 2018).</summary>
    Spectral,
}
