namespace SeqGan.Formats;

/// <summary>File formats of named tensors.</summary>
public enum WeightsFormat
{
    /// <summary>Numbers and nothing else, for every framework: <c>safetensors.torch.load_file</c> in Python.</summary>
    Safetensors,

    /// <summary>PyTorch's own, a state dict: <c>torch.load(path, weights_only=True)</c> in Python.</summary>
    Pt,
}
