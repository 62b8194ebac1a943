using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace SeqGan.Images.Classification;

/// <summary>Tells networks, and sets of images, apart in signatures.</summary>
internal static class Fingerprint
{
    const int Digits = 8;

    /// <summary>The first digits of the SHA-256 of a network's names and numbers, in the order of its state.</summary>
    public static string Of(nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in network.state_dict())
        {
            sum.AppendData(Encoding.UTF8.GetBytes(name));
            sum.AppendData(tensor.detach().cpu().contiguous().bytes);
        }
        return Convert.ToHexStringLower(sum.GetHashAndReset())[..Digits];
    }

    /// <summary>The first digits of the SHA-256 of facts.</summary>
    public static string Of(IReadOnlyDictionary<string, string> facts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(facts.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $"{fact.Key} = {fact.Value}\n")))))[..Digits];
}
