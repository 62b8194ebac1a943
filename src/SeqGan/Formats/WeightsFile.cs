using SeqGan.Tokenization;
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

    /// <summary>Reads the tensors of a file in either format, told by its first bytes: onto the CPU, into the caller's dispose scope.</summary>
    /// <exception cref="InvalidInputException">It cannot be read, is damaged, or holds something besides tensors and plain values.</exception>
    public static Dictionary<string, torch.Tensor> Read(string path) => IsStateDict(path) ? StateDictFile.Read(path) : SafetensorsFile.Read(path);

    // A zip archive, or a bare pickle, of which the reader says what is wrong with it. The header of safetensors begins at byte 8.
    static bool IsStateDict(string path) => CheckedFile.Read(path, stream =>
    {
        Span<byte> start = stackalloc byte[9];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start is [(byte)'P', (byte)'K', ..] or [0x80, ..] && start[^1] != '{';
    }, "give a file of torch.save or safetensors");
}
