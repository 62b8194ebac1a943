using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary>
/// Adam (Kingma and Ba, 2015) in one pass over memory: a weight, its gradient and its two moments are read once, and the
/// weight and the moments written once: 28 bytes and about 15 flops a weight, where operations on whole tensors move 100.
/// </summary>
/// <remarks>
/// The state is Adam's own, so that checkpoints do not tell them apart, and results agree with it to rounding. Where a
/// weight is not contiguous float32 on the CPU, and with weight decay, amsgrad or maximize, Adam itself does the step.
/// </remarks>
/// <param name="parameters">What it trains.</param>
/// <param name="lr">The learning rate.</param>
/// <param name="beta1">Decay of the gradients' running mean.</param>
/// <param name="beta2">Decay of their squares' running mean.</param>
internal sealed unsafe class FusedAdam(IEnumerable<Parameter> parameters, double lr, double beta1 = 0.9, double beta2 = 0.999)
    : Adam(parameters, lr, beta1, beta2)
{
    const int PartSize = 1 << 14; // weights that a thread updates at a time

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var tensors = new List<(Tensor Weight, Tensor Gradient, State State, Options Options)>();
        var (dictionary, weights) = (state_dict(), this.parameters().ToArray());
        foreach (var (options, indices) in dictionary.Options.Zip(dictionary.StateIndexRef))
            foreach (var index in indices)
                if (weights[index].grad is { } gradient) tensors.Add((weights[index], gradient, (State)dictionary.State[index], (Options)options));
        if (closure is not null || !tensors.TrueForAll(one => IsPlain(one.Options) && Reaches(one.Weight, one.Gradient, one.State))) return base.step(closure);

        var parts = new List<Part>();
        foreach (var (weight, gradient, state, options) in tensors)
        {
            state.step++;
            var rates = new Rates(options, state.step);
            float* w = Start(weight), g = Start(gradient), m = Start(state.exp_avg!), v = Start(state.exp_avg_sq!);
            for (long first = 0; first < weight.NumberOfElements; first += PartSize)
                parts.Add(new Part(w + first, g + first, m + first, v + first, (int)Math.Min(PartSize, weight.NumberOfElements - first), rates));
        }
        Workers.For(parts.Count, part => Update(parts[part]));
        GC.KeepAlive(tensors);
        return null;
    }

    static bool IsPlain(Options options) => options is { weight_decay: 0, amsgrad: false, maximize: false };

    static bool Reaches(Tensor weight, Tensor gradient, State state) =>
        TensorMemory<float>.Reaches(weight) && TensorMemory<float>.Reaches(gradient) && TensorMemory<float>.Reaches(state.exp_avg!) && TensorMemory<float>.Reaches(state.exp_avg_sq!);

    static float* Start(Tensor tensor) => new TensorMemory<float>(tensor, tensor.shape).Start;

    static void Update(Part part)
    {
        if (Vector512.IsHardwareAccelerated) Update<Lanes16>(part);
        else if (Vector256.IsHardwareAccelerated) Update<Lanes8>(part);
        else Update<Lanes1>(part);
    }

    /// <summary>Updates a part's weights and moments.</summary>
    internal static void Update<T>(Part part) where T : unmanaged, ILanes<T>
    {
        var i = 0;
        for (; i <= part.Count - T.Count; i += T.Count) Update<T>(part, i);
        for (; i < part.Count; i++) Update<Lanes1>(part, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Update<T>(in Part part, int i) where T : unmanaged, ILanes<T>
    {
        ref readonly var rates = ref part.Rates;
        var gradient = T.Load(part.Gradient + i);
        var mean = T.MultiplyAdd(T.Of(rates.Beta1), T.Load(part.Mean + i), T.Of(rates.Rest1) * gradient);
        var square = T.MultiplyAdd(T.Of(rates.Beta2), T.Load(part.Square + i), T.Of(rates.Rest2) * gradient * gradient);
        var root = T.MultiplyAdd(T.Sqrt(square), T.Of(rates.RootScale), T.Of(rates.Epsilon));
        mean.Store(part.Mean + i);
        square.Store(part.Square + i);
        T.MultiplyAdd(T.Of(rates.Step), mean / root, T.Load(part.Weight + i)).Store(part.Weight + i);
    }

    /// <summary>Weights one after another, with what belongs to them.</summary>
    internal readonly struct Part(float* weight, float* gradient, float* mean, float* square, int count, Rates rates)
    {
        public readonly float* Weight = weight, Gradient = gradient, Mean = mean, Square = square;
        public readonly int Count = count;
        public readonly Rates Rates = rates;
    }

    /// <summary>The factors of a step: <c>w += Step * m / (RootScale * sqrt(v) + Epsilon)</c>.</summary>
    internal readonly struct Rates(Options options, long step)
    {
        public readonly float Beta1 = (float)options.beta1!.Value, Rest1 = (float)(1 - options.beta1!.Value);
        public readonly float Beta2 = (float)options.beta2!.Value, Rest2 = (float)(1 - options.beta2!.Value);
        public readonly float RootScale = (float)(1 / Math.Sqrt(1 - Math.Pow(options.beta2!.Value, step)));
        public readonly float Epsilon = (float)options.eps!.Value;
        public readonly float Step = (float)(-options.LearningRate!.Value / (1 - Math.Pow(options.beta1!.Value, step)));
    }
}
