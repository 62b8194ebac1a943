using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>
/// Networks that own their weights. TorchSharp's Linear and convolutions take theirs out of the dispose scope in which they are made; those of
/// an Embedding and of recurrent layers would be freed with that scope, and a state dict then leaves them out without a word.
/// </summary>
internal static class OwnWeights
{
    /// <summary>Takes a network's weights out of any dispose scope.</summary>
    /// <param name="network">A network that was just made.</param>
    public static T Of<T>(T network) where T : nn.Module
    {
        foreach (var weight in network.parameters()) weight.DetachFromDisposeScope();
        return network;
    }
}
