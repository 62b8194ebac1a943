using SeqGan.Training;
using TorchSharp;
using TorchSharp.PyBridge;

namespace SeqGan.Formats;

/// <summary>The weights of a network in a file for PyTorch and others, under the network's own names.</summary>
public static class WeightsFile
{
    /// <summary>Writes the parameters and buffers, whole or not at all. A file that is there is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">Such as a <see cref="Text.TextGenerator"/>'s policy; it stays as it is.</param>
    /// <param name="format">The file's format.</param>
    /// <exception cref="IOException">It cannot be written; the message names the file.</exception>
    public static void Write(string path, torch.nn.Module network, WeightsFormat format) => AtomicFile.Write(path, stream =>
    {
        if (format == WeightsFormat.Pt) network.save_py(stream, leaveOpen: true);
        else network.save_safetensors(stream, leaveOpen: true);
    });
}
