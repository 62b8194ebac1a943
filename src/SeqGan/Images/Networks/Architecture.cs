namespace SeqGan.Images.Networks;

/// <summary>What the networks of an image GAN are made of.</summary>
public enum Architecture
{
    /// <summary>Fully connected layers, as in the classic MNIST example; for points of a plane too.</summary>
    Mlp,

    /// <summary>Strided and transposed convolutions (Radford, Metz and Chintala, ICLR 2016).</summary>
    Dcgan,
}
