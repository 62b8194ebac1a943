using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>Draws tokens from logits by the inverse of the cumulative distribution, with uniform numbers given from outside.</summary>
internal static class TokenSampler
{
    // Rows are drawn in slices whose temporaries stay in a core's cache.
    const long SliceElements = 1 << 19;

    /// <summary>One token a row.</summary>
    /// <param name="logits"><c>[rows, vocab]</c></param>
    /// <param name="temperature">Logits are divided by it.</param>
    /// <param name="uniforms">A number in [0, 1) for each row.</param>
    public static long[] Draw(Tensor logits, double temperature, double[] uniforms)
    {
        var (rows, vocabulary) = (logits.shape[0], logits.shape[1]);
        var tokens = new long[rows];
        var slice = Math.Max(1, SliceElements / vocabulary);
        for (long first = 0; first < rows; first += slice)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(slice, rows - first);
            var drawn = Draw(logits.narrow(0, first, count), temperature, tensor(uniforms[(int)first..(int)(first + count)], [count, 1], device: logits.device));
            drawn.cpu().data<long>().CopyTo(tokens.AsSpan((int)first, (int)count));
        }
        return tokens;
    }

    // The first id whose cumulative probability exceeds u times the total: an id of probability 0 is never it.
    static Tensor Draw(Tensor logits, double temperature, Tensor uniforms)
    {
        var cumulative = (temperature == 1 ? logits : logits / temperature).softmax(-1).cumsum(-1, ScalarType.Float64); // [rows, vocab]
        var total = cumulative.narrow(1, -1, 1); // [rows, 1]
        return cumulative.le(uniforms * total).sum(1);
    }
}
