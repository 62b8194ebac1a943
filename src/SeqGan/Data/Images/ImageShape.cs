using System.Text.Json.Serialization;

namespace SeqGan.Data.Images;

/// <summary>The size of an image.</summary>
/// <param name="Channels">1: grey; 3: red, green and blue.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Pixels of a row.</param>
public sealed record ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Values of an image, each pixel counted once a channel: bytes in memory.</summary>
    [JsonIgnore]
    public int Pixels => checked(Channels * Height * Width);

    /// <summary>As messages show it, e.g. <c>3 x 32 x 32</c>.</summary>
    public override string ToString() => Invariant($"{Channels} x {Height} x {Width}");
}
