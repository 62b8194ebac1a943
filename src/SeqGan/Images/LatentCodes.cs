using SeqGan.Compute;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>Codes from keyed random numbers: code i is a function of the seed and i, whatever is asked for.</summary>
internal static class LatentCodes
{
    /// <param name="layout">What a code is made of.</param>
    /// <param name="shares">How often each attribute is 1.</param>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="device">Where the tensor is made.</param>
    /// <returns><c>[count, code]</c></returns>
    public static Tensor Draw(CodeLayout layout, double[] shares, int first, int count, long seed, ImageRequest? request, Device device)
    {
        Check(layout, request ??= new());
        var numbers = new float[checked(count * layout.Width)];
        for (var row = 0; row < count; row++)
        {
            var i = first + row;
            var code = numbers.AsSpan(row * layout.Width, layout.Width);
            var noise = code[..layout.Noise];
            var attributes = code.Slice(layout.Noise + layout.Classes, layout.Attributes);
            var continuous = code[^layout.Continuous..];
            for (var k = 0; k < noise.Length; k++) noise[k] = (float)KeyedRandom.Normal(Key(seed, Part.Noise, i, k));
            if (layout.Classes > 0) code[layout.Noise + (request.Label ?? i % layout.Classes)] = 1;
            for (var k = 0; k < attributes.Length; k++) attributes[k] = request.Attributes?[k] ?? (KeyedRandom.Uniform(Key(seed, Part.Attributes, i, k)) < shares[k] ? 1 : 0);
            for (var k = 0; k < continuous.Length; k++) continuous[k] = (float)(request.Continuous?[k] ?? 2 * KeyedRandom.Uniform(Key(seed, Part.Continuous, i, k)) - 1);
        }
        return tensor(numbers, [count, layout.Width], device: device);
    }

    static ulong Key(long seed, Part part, int index, int k) => KeyedRandom.Key(KeyedRandom.Key((ulong)seed, (long)part), index, k);

    static void Check(CodeLayout layout, ImageRequest request)
    {
        if (request.Label is { } label && (uint)label >= (uint)layout.Classes) throw new ArgumentException($"there are {layout.Classes} classes, and no class {label}", nameof(request));
        if (request.Attributes is { } attributes && (attributes.Count != layout.Attributes || attributes.Any(one => one is not (0 or 1)))) throw new ArgumentException($"give {layout.Attributes} attributes, each 0 or 1", nameof(request));
        if (request.Continuous is { } continuous && continuous.Count != layout.Continuous) throw new ArgumentException($"give {layout.Continuous} continuous codes, not {continuous.Count}", nameof(request));
    }

    // What a random number is for.
    enum Part
    {
        Noise,
        Attributes,
        Continuous,
    }
}
