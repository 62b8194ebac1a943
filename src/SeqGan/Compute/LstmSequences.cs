using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary>
/// An LSTM over whole sequences in libtorch's graph (Hochreiter and Schmidhuber, 1997, with the forget gate of Gers et al.,
/// 2000; gates in torch's order). Eight sequences are read through all of time by one thread: no barrier at each step.
/// </summary>
/// <remarks>A token costs 8 hidden (hidden + inputs) flops, and twice that on the way back.</remarks>
internal sealed unsafe class LstmSequences : autograd.SingleTensorFunction<LstmSequences>
{
    /// <inheritdoc/>
    public override string Name => nameof(LstmSequences);

    /// <summary>Whether what a pass over inputs <c>[batch, time, inputs]</c> keeps can be read in place (<see cref="TensorMemory{T}.Reaches"/>).</summary>
    public static bool Reaches(Tensor inputs, int hidden) =>
        (double)(inputs.shape[0] + Tile.Rows) * (inputs.shape[1] + 1) * (LstmGates.Count * Tile.Padded(hidden) + Tile.Padded((int)inputs.shape[2])) <= int.MaxValue / sizeof(float);

    /// <param name="ctx">Keeps what was computed on the way.</param>
    /// <param name="vars">Inputs <c>[batch, time, inputs]</c>, weights <c>[4 hidden, inputs]</c> and <c>[4 hidden, hidden]</c>, biases <c>[4 hidden]</c> twice.</param>
    /// <returns>Hidden states: <c>[batch, time, hidden]</c>.</returns>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var inputs = ((Tensor)vars[0]).contiguous();
        var weights = vars.Skip(1).Select(weight => ((Tensor)weight).contiguous()).ToList();
        using var gates = new LstmGates(weights[0], weights[1], weights[2], weights[3]);
        var (batch, time, tiles) = ((int)inputs.shape[0], (int)inputs.shape[1], ((int)inputs.shape[0] + Tile.Rows - 1) / Tile.Rows);
        var hidden = empty(batch, time, gates.Hidden);
        var rows = zeros(tiles, time + 1, Tile.Rows, gates.Stride); // the state before each step, then its input
        var opened = empty(tiles, time, Tile.Rows, LstmGates.Count * gates.Units); // the gates after their functions
        var cells = zeros(tiles, time + 1, Tile.Rows, gates.Units);
        if (Vector512.IsHardwareAccelerated) Forward<Lanes16>(gates, inputs, hidden, rows, opened, cells);
        else if (Vector256.IsHardwareAccelerated) Forward<Lanes8>(gates, inputs, hidden, rows, opened, cells);
        else Forward<Lanes1>(gates, inputs, hidden, rows, opened, cells);
        ctx.save_for_backward([.. weights, rows, opened, cells]);
        ctx.save_data("shape", (batch, time));
        return hidden;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        var (batch, time) = ((int, int))ctx.get_data("shape")!;
        using var gates = new LstmGates(saved[0], saved[1], saved[2], saved[3]);
        List<Tensor> gradients = [empty(batch, time, gates.Inputs), empty_like(saved[0]), empty_like(saved[1]), empty_like(saved[2]), empty_like(saved[3])];
        var pass = new Backward(gates, grad_output.contiguous(), saved[4], saved[5], saved[6], gradients);
        if (Vector512.IsHardwareAccelerated) pass.Run<Lanes16>();
        else if (Vector256.IsHardwareAccelerated) pass.Run<Lanes8>();
        else pass.Run<Lanes1>();
        return gradients;
    }

    /// <summary>The forward pass with registers of one width.</summary>
    internal static void Forward<T>(LstmGates gates, Tensor inputs, Tensor hidden, Tensor rows, Tensor opened, Tensor cells) where T : unmanaged, ILanes<T>
    {
        var (batch, time) = ((int)inputs.shape[0], (int)inputs.shape[1]);
        int tiles = (int)rows.shape[0], stride = gates.Stride, units = gates.Units, width = LstmGates.Count * units;
        using var inputMemory = new TensorMemory<float>(inputs, batch, time, gates.Inputs);
        using var hiddenMemory = new TensorMemory<float>(hidden, batch, time, gates.Hidden);
        using var rowMemory = new TensorMemory<float>(rows, tiles, time + 1, Tile.Rows, stride);
        using var openedMemory = new TensorMemory<float>(opened, tiles, time, Tile.Rows, width);
        using var cellMemory = new TensorMemory<float>(cells, tiles, time + 1, Tile.Rows, units);
        float* from = inputMemory.Start, to = hiddenMemory.Start, row = rowMemory.Start, gate = openedMemory.Start, cell = cellMemory.Start;
        Workers.For(tiles, tile =>
        {
            var count = Math.Min(Tile.Rows, batch - tile * Tile.Rows);
            for (var t = 0; t < time; t++)
            {
                var before = row + ((nint)tile * (time + 1) + t) * Tile.Rows * stride;
                for (var r = 0; r < count; r++)
                    new ReadOnlySpan<float>(from + ((nint)(tile * Tile.Rows + r) * time + t) * gates.Inputs, gates.Inputs).CopyTo(new Span<float>(before + r * stride + units, gates.Inputs));
                var (own, old) = ((nint)(gate + ((nint)tile * time + t) * Tile.Rows * width), (nint)(cell + ((nint)tile * (time + 1) + t) * Tile.Rows * units));
                gates.Apply<T>(before, (float*)own);
                for (var r = 0; r < count; r++)
                {
                    var after = before + (Tile.Rows + r) * stride;
                    gates.Open<T>((float*)own + r * width, (float*)old + r * units, (float*)old + (Tile.Rows + r) * units, after);
                    new ReadOnlySpan<float>(after, gates.Hidden).CopyTo(new Span<float>(to + ((nint)(tile * Tile.Rows + r) * time + t) * gates.Hidden, gates.Hidden));
                }
            }
        });
    }

    /// <summary>The way back through time.</summary>
    internal sealed class Backward(LstmGates gates, Tensor gradient, Tensor rows, Tensor opened, Tensor cells, List<Tensor> results)
    {
        /// <summary>Fills the gradients, with registers of one width.</summary>
        public void Run<T>() where T : unmanaged, ILanes<T>
        {
            var (batch, time) = ((int)gradient.shape[0], (int)gradient.shape[1]);
            int tiles = (int)rows.shape[0], stride = gates.Stride, units = gates.Units, width = LstmGates.Count * units;
            using var gradientMemory = new TensorMemory<float>(gradient, batch, time, gates.Hidden);
            using var rowMemory = new TensorMemory<float>(rows, tiles, time + 1, Tile.Rows, stride);
            using var openedMemory = new TensorMemory<float>(opened, tiles, time, Tile.Rows, width);
            using var cellMemory = new TensorMemory<float>(cells, tiles, time + 1, Tile.Rows, units);
            using var inputMemory = new TensorMemory<float>(results[0], batch, time, gates.Inputs);
            using var weights = Rows();
            using var steps = new AlignedFloats((long)tiles * time * Tile.Rows * width).Clear(); // gradients of the gates: [tiles, time, 8, 4 units]
            float* from = gradientMemory.Start, row = rowMemory.Start, gate = openedMemory.Start, cell = cellMemory.Start, to = inputMemory.Start;
            Workers.For(tiles, () => new AlignedFloats(Tile.Rows * (stride + units)), (tile, scratch) =>
            {
                float* back = scratch.Clear().Start, memory = back + Tile.Rows * stride; // of [hidden, input]; of the cells
                var count = Math.Min(Tile.Rows, batch - tile * Tile.Rows);
                for (var t = time - 1; t >= 0; t--)
                {
                    var own = steps.Start + ((nint)tile * time + t) * Tile.Rows * width;
                    for (var r = 0; r < count; r++)
                    {
                        var outer = from + ((nint)(tile * Tile.Rows + r) * time + t) * gates.Hidden;
                        for (var unit = 0; unit < gates.Hidden; unit++) back[r * stride + unit] += outer[unit];
                        var old = cell + (((nint)tile * (time + 1) + t) * Tile.Rows + r) * units;
                        Close<T>(gate + (((nint)tile * time + t) * Tile.Rows + r) * width, old, old + Tile.Rows * units, back + r * stride, memory + r * units, own + r * width, units);
                    }
                    new Span<float>(back, Tile.Rows * stride).Clear();
                    for (var column = 0; column < stride; column += Tile.Columns)
                        Tile.Multiply<T>(own, width, 1, weights.Start + column, stride, width, back + column, stride, back + column, stride);
                    for (var r = 0; r < count; r++)
                        new ReadOnlySpan<float>(back + r * stride + units, gates.Inputs).CopyTo(new Span<float>(to + ((nint)(tile * Tile.Rows + r) * time + t) * gates.Inputs, gates.Inputs));
                }
            });
            Store<T>(steps, row, tiles, time);
        }

        // Through h = o tanh c and c = f c' + i g, then through the gates' functions.
        static void Close<T>(float* gates, float* old, float* cell, float* hidden, float* memory, float* to, int units) where T : unmanaged, ILanes<T>
        {
            var one = T.Of(1);
            for (var unit = 0; unit < units; unit += T.Count)
            {
                T input = T.Load(gates + unit), forget = T.Load(gates + units + unit), candidate = T.Load(gates + 2 * units + unit), output = T.Load(gates + 3 * units + unit);
                T outer = T.Load(hidden + unit), bent = LaneMath.Tanh(T.Load(cell + unit));
                var inner = T.Load(memory + unit) + outer * output * (one - bent * bent);
                (inner * candidate * input * (one - input)).Store(to + unit);
                (inner * T.Load(old + unit) * forget * (one - forget)).Store(to + units + unit);
                (inner * input * (one - candidate * candidate)).Store(to + 2 * units + unit);
                (outer * bent * output * (one - output)).Store(to + 3 * units + unit);
                (inner * forget).Store(memory + unit);
            }
        }

        // The weights row by row, as the product on the way back reads them: [4 units, stride].
        AlignedFloats Rows()
        {
            var width = LstmGates.Count * gates.Units;
            var weights = new AlignedFloats((long)width * gates.Stride).Clear();
            for (var column = 0; column < width; column++)
                for (var k = 0; k < gates.Panels.Depth; k++)
                    weights.Start[(nint)column * gates.Stride + k] = gates.Panels[column / Tile.Columns][(nint)k * Tile.Columns + column % Tile.Columns];
            return weights;
        }

        // Gradients of the weights: the gates' gradients, transposed, times the rows that they were computed from.
        void Store<T>(AlignedFloats steps, float* rows, int tiles, int time) where T : unmanaged, ILanes<T>
        {
            int stride = gates.Stride, units = gates.Units, width = LstmGates.Count * units;
            using var sums = new AlignedFloats((long)width * stride).Clear();
            var biases = new float[width];
            Workers.For(width / Tile.Rows, part =>
            {
                for (var tile = 0; tile < tiles; tile++)
                {
                    var own = steps.Start + (nint)tile * time * Tile.Rows * width + part * Tile.Rows;
                    for (var column = 0; column < stride; column += Tile.Columns)
                    {
                        var to = sums.Start + (nint)part * Tile.Rows * stride + column;
                        Tile.Multiply<T>(own, 1, width, rows + (nint)tile * (time + 1) * Tile.Rows * stride + column, stride, time * Tile.Rows, to, stride, to, stride);
                    }
                    for (var step = 0; step < time * Tile.Rows; step++)
                        for (var one = 0; one < Tile.Rows; one++) biases[part * Tile.Rows + one] += own[(nint)step * width + one];
                }
            });
            using var inputWeight = new TensorMemory<float>(results[1], LstmGates.Count * gates.Hidden, gates.Inputs);
            using var stateWeight = new TensorMemory<float>(results[2], LstmGates.Count * gates.Hidden, gates.Hidden);
            using var inputBias = new TensorMemory<float>(results[3], LstmGates.Count * gates.Hidden);
            using var stateBias = new TensorMemory<float>(results[4], LstmGates.Count * gates.Hidden);
            for (var gate = 0; gate < LstmGates.Count; gate++)
                for (var unit = 0; unit < gates.Hidden; unit++)
                {
                    var (from, to) = (gate * units + unit, gate * gates.Hidden + unit);
                    new ReadOnlySpan<float>(sums.Start + (nint)from * stride, gates.Hidden).CopyTo(new Span<float>(stateWeight.Start + (nint)to * gates.Hidden, gates.Hidden));
                    new ReadOnlySpan<float>(sums.Start + (nint)from * stride + units, gates.Inputs).CopyTo(new Span<float>(inputWeight.Start + (nint)to * gates.Inputs, gates.Inputs));
                    (inputBias.Start[to], stateBias.Start[to]) = (biases[from], biases[from]);
                }
        }
    }
}
