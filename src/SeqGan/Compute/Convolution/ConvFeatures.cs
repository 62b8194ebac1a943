using SeqGan.Compute.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Compute.Convolution;

/// <summary>
/// Embedding, convolutions of several widths, the cut at 0 and the maximum over time as one function on the CPU. A window counts
/// only if it lies inside its sequence; a sequence that is shorter than the filter has one window, padded with zeros. The
/// first maximum takes the gradient; where the cut is at work there is none. It can be differentiated once.
/// </summary>
internal sealed unsafe class ConvFeatures : autograd.SingleTensorFunction<ConvFeatures>
{
    const string Batch = "batch", Bank = "bank";
    const int Filters = 3; // arguments before the first filter's

    /// <inheritdoc/>
    public override string Name => nameof(ConvFeatures);

    /// <summary>The features of sequences.</summary>
    /// <param name="ids">int64: <c>[batch, time]</c>.</param>
    /// <param name="lengths">int64: <c>[batch]</c>.</param>
    /// <param name="embedding">A vector for each id: <c>[vocabulary, embedding]</c>.</param>
    /// <param name="weights">Each kind of filter: <c>[count, embedding, width]</c>.</param>
    /// <param name="biases">Each kind: <c>[count]</c>.</param>
    /// <returns><c>[batch, features]</c></returns>
    public static Tensor Of(Tensor ids, Tensor lengths, Tensor embedding, IEnumerable<Tensor> weights, IEnumerable<Tensor> biases) =>
        apply([ids, lengths, embedding, .. weights.Zip(biases).SelectMany(filter => new[] { filter.First, filter.Second })]);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var tensors = Array.ConvertAll(vars, value => (Tensor)value);
        var (weights, biases) = (tensors.Skip(Filters).Where((_, i) => i % 2 == 0).ToArray(), tensors.Skip(Filters).Where((_, i) => i % 2 == 1).ToArray());
        var bank = new FilterBank((int)tensors[2].shape[1], Array.ConvertAll(weights, weight => ((int)weight.shape[2], (int)weight.shape[0])));
        var batch = new EmbeddedBatch(tensors[0], tensors[1], tensors[2], bank.Widest);
        var (rows, features) = (empty(bank.Floats), empty(batch.Count, bank.Features));
        var positions = empty(batch.Count, bank.Features, ScalarType.Int32);
        using var vectors = Memory(batch.Floats);
        using var place = new TensorMemory<int>(positions, positions.shape);
        ConvForward.Run(bank, batch, vectors.Start, TensorMemory<float>.Addresses(weights), TensorMemory<float>.Addresses(biases), Memory(rows).Start, Memory(features).Start, place.Start);
        GC.KeepAlive(tensors);
        ctx.save_for_backward([batch.Floats, rows, positions]);
        ctx.save_data(Batch, batch);
        ctx.save_data(Bank, bank);
        return features;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var (saved, batch, bank) = (ctx.get_saved_variables(), (EmbeddedBatch)ctx.get_data(Batch)!, (FilterBank)ctx.get_data(Bank)!);
        var kinds = bank.Parts.GroupBy(part => part.Kind).Select(kind => (Count: kind.Sum(part => part.Count), kind.First().Width)).ToArray();
        var weights = Array.ConvertAll(kinds, kind => empty(kind.Count, bank.Embedding, kind.Width));
        var biases = Array.ConvertAll(kinds, kind => empty(kind.Count));
        var embedded = zeros_like(saved[0]);
        using var vectors = Memory(saved[0]);
        using var rows = Memory(saved[1]);
        using var positions = new TensorMemory<int>(saved[2], saved[2].shape);
        using var gradient = Memory(grad_output.contiguous());
        using var slopes = Memory(embedded);
        ConvBackward.Run(bank, batch, vectors.Start, rows.Start, positions.Start, gradient.Start, TensorMemory<float>.Addresses(weights), TensorMemory<float>.Addresses(biases), slopes.Start);
        return [null!, null!, batch.ByToken(slopes.Start), .. weights.Zip(biases).SelectMany(filter => new[] { filter.First, filter.Second })];
    }

    static TensorMemory<float> Memory(Tensor tensor) => new(tensor, tensor.shape);
}
