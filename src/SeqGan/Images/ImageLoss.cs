namespace SeqGan.Images;

/// <summary>What the players of an image GAN strive for.</summary>
public enum ImageLoss
{
    /// <summary>The original game (Goodfellow et al., 2014, equation 1).</summary>
    Minimax,

    /// <summary>The original game with the generator's other loss (Goodfellow et al., 2014, section 3).</summary>
    NonSaturating,

    /// <summary>LSGAN (Mao et al., 2017).</summary>
    LeastSquares,

    /// <summary>WGAN with clipped weights (Arjovsky, Chintala and Bottou, 2017).</summary>
    Wgan,

    /// <summary>WGAN with a gradient penalty (Gulrajani et al., 2017).</summary>
    WganGp,

    /// <summary>A gradient penalty around the data (Kodali et al., 2017).</summary>
    Dragan,

    /// <summary>The hinge loss with spectral normalisation: SN-GAN (Miyato et al., 2018).</summary>
    Hinge,

    /// <summary>A margin as wide as the samples differ: LS-GAN (Qi, 2017).</summary>
    LossSensitive,
}
