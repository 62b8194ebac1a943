namespace SeqGan.Text;

/// <summary>The random weights with which a discriminator's highway begins.</summary>
public enum HighwayWeights
{
    /// <summary>N(0, 0.1) cut at two deviations like the filters' weights, biases 0.1, and -2 for the gate, so that it lets most of the features pass (Srivastava et al., 2015, section 2.2).</summary>
    Normal,

    /// <summary>All within ±sqrt(3 / features), the gate's bias too: TensorFlow's default, which the published code of SeqGAN leaves as it is (its gate bias of -2 is set to 0 where it is called).</summary>
    Uniform,
}
