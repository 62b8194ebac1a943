using SeqGan.Compute.Simd;

namespace SeqGan.Compute.Highway;

/// <summary>
/// The sizes of a highway layer, and how its kernels share out its features. They keep activations sideways,
/// <c>[features, lanes]</c>: what a feature is in every row of the batch stands side by side, with zeros beyond the last row.
/// </summary>
/// <param name="Batch">Rows of the batch.</param>
/// <param name="Features">Inputs, and outputs.</param>
internal readonly record struct HighwaySize(int Batch, int Features)
{
    const int TilesAPart = 5; // that a thread takes together

    /// <summary>Rows of the batch, filled up to whole tiles' columns.</summary>
    public int Lanes => Tile.Padded(Batch);

    /// <summary>Numbers of an activation, sideways.</summary>
    public int Sideways => Features * Lanes;

    /// <summary>Whole tiles' columns of features.</summary>
    public int Panels => Tile.Padded(Features) / Tile.Columns;

    /// <summary>Features of a group.</summary>
    public int PartSize => TilesAPart * Tile.Rows;

    /// <summary>Groups of features that a thread takes together.</summary>
    public int Parts => (Features + PartSize - 1) / PartSize;

    /// <summary>The features of a group; its last tile may reach beyond the last feature.</summary>
    public (int First, int End) Part(int number) => (number * PartSize, Math.Min((number + 1) * PartSize, Features));
}
