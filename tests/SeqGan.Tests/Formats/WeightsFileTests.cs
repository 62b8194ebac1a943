using SeqGan.Formats;
using SeqGan.Tests.Support;
using SeqGan.TestSupport;
using TorchSharp.PyBridge;

namespace SeqGan.Tests.Formats;

[Collection(OneAtATime.Name)]
public sealed class WeightsFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Weights_come_back_as_they_went()
    {
        using var policy = Some.Policy();
        using var other = Some.Policy(seed: 2);
        File.WriteAllText(_folder["weights"], "what was there before");
        WeightsFile.Write(_folder["weights"], policy, WeightsFormat.Safetensors);
        other.load_safetensors(_folder["weights"]);
        foreach (var (name, tensor) in policy.state_dict()) Assert.Equal(tensor.bytes.ToArray(), other.state_dict()[name].bytes.ToArray());
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [SkippableTheory]
    [InlineData(SeqGan.Text.NetworkKind.Rnn)]
    [InlineData(SeqGan.Text.NetworkKind.Cnn)]
    public void PyTorch_reads_the_same_numbers(SeqGan.Text.NetworkKind kind)
    {
        using var policy = Some.Policy(Some.Shape() with { Kind = kind });
        WeightsFile.Write(_folder["weights.pt"], policy, WeightsFormat.Pt);
        var printed = PyTorch.Run(_folder.Path, """
            import torch
            for name, tensor in torch.load("weights.pt", weights_only=True).items(): print(name, list(tensor.shape), tensor.numpy().tobytes().hex())
            """);
        var expected = policy.state_dict().Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}] {Convert.ToHexStringLower(entry.Value.bytes)}\n");
        Assert.Equal(string.Concat(expected), printed);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        using var policy = Some.Policy();
        foreach (var format in Enum.GetValues<WeightsFormat>())
            Assert.Contains(_folder["nowhere/weights"], Assert.ThrowsAny<IOException>(() => WeightsFile.Write(_folder["nowhere/weights"], policy, format)).Message, StringComparison.Ordinal);
    }
}
