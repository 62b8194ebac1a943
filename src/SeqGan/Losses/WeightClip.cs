using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>Weight clipping (Arjovsky et al., 2017, algorithm 1): a critic with bounded weights is Lipschitz for some constant.</summary>
public static class WeightClip
{
    /// <summary>Cuts every parameter to -bound..bound, in place, outside autograd. Buffers stay as they are.</summary>
    /// <param name="module">The critic, after its optimiser's step.</param>
    /// <param name="bound">The paper's is 0.01.</param>
    public static void Apply(nn.Module module, double bound = 0.01)
    {
        using var _ = no_grad();
        foreach (var parameter in module.parameters()) parameter.clamp_(-bound, bound);
    }
}
