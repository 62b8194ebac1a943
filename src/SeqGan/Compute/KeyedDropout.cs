using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary>
/// Dropout (Srivastava et al., JMLR 2014) by all threads. libtorch draws each number from one sequence, by one thread, which is a
/// twentieth of a discriminator's step on two; here torch's generator gives one key, and <see cref="Philox"/> the rest.
/// </summary>
internal sealed unsafe class KeyedDropout : autograd.SingleTensorFunction<KeyedDropout>
{
    const int PartSize = 1 << 12; // numbers that a thread draws at a time
    const int Words = 4; // of a block
    const int Side = 8; // blocks that are made side by side

    /// <inheritdoc/>
    public override string Name => nameof(KeyedDropout);

    /// <summary>Leaves out a share of the numbers, and makes the others larger by as much.</summary>
    /// <param name="input">float32 on the CPU, contiguous.</param>
    /// <param name="share">From 0 up to, but not, 1.</param>
    /// <returns>In the input's shape.</returns>
    public static Tensor Of(Tensor input, double share) => apply(input, share);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (input, share) = ((Tensor)vars[0], (double)vars[1]);
        var key = randint(0, long.MaxValue, [1], dtype: ScalarType.Int64).item<long>();
        var factors = empty_like(input);
        Fill(new TensorMemory<float>(factors, factors.shape).Start, (int)input.NumberOfElements, share, (ulong)key);
        ctx.save_for_backward([factors]);
        return input * factors;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output * ctx.get_saved_variables()[0], null!];

    /// <summary>Factors: 0, or 1 / (1 - share).</summary>
    internal static void Fill(float* factors, int count, double share, ulong key)
    {
        var (limit, kept) = ((ulong)(share * (1UL << 32)), (float)(1 / (1 - share)));
        Workers.For((count + PartSize - 1) / PartSize, part =>
        {
            var (first, end) = (part * PartSize, Math.Min((part + 1) * PartSize, count));
            if (Vector512.IsHardwareAccelerated)
                for (; first <= end - Side * Words; first += Side * Words) Fill(factors + first, (uint)first, limit, kept, key);
            var words = stackalloc uint[Words];
            for (; first < end; first += Words)
            {
                (words[0], words[1], words[2], words[3]) = Philox.Block(((uint)first, 0, 0, 0), ((uint)key, (uint)(key >> 32)));
                for (var i = 0; i < Words && first + i < count; i++) factors[first + i] = words[i] < limit ? 0 : kept;
            }
        });
    }

    // The same for eight blocks side by side.
    static void Fill(float* factors, uint first, ulong limit, float kept, ulong key)
    {
        var (a, b, c, d) = Philox.Blocks(Vector512<ulong>.Indices * Words + Vector512.Create((ulong)first), key);
        Vector512<ulong> below = Vector512.Create(limit), number = Vector512.Create((ulong)BitConverter.SingleToUInt32Bits(kept));
        var pairs = stackalloc ulong[2 * Side]; // of two factors each
        (Factors(a) | Factors(b) << 32).Store(pairs);
        (Factors(c) | Factors(d) << 32).Store(pairs + Side);
        for (var block = 0; block < Side; block++) (((ulong*)factors)[2 * block], ((ulong*)factors)[2 * block + 1]) = (pairs[block], pairs[Side + block]);

        Vector512<ulong> Factors(Vector512<ulong> words) => Vector512.AndNot(number, Vector512.LessThan(words, below));
    }
}
