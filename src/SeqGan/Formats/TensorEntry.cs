using static TorchSharp.torch;

namespace SeqGan.Formats;

/// <summary>A tensor that a file describes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its sizes; empty for a single number.</param>
/// <param name="Begin">Where its bytes begin among the data.</param>
/// <param name="End">Where they end.</param>
internal sealed record TensorEntry(string Name, ScalarType Type, long[] Shape, long Begin, long End);
