using System.Runtime.CompilerServices;
using SeqGan.Compute.Simd;
using TorchSharp.Modules;

namespace SeqGan.Compute;

/// <summary>A step of Adam (Kingma and Ba, 2015, algorithm 1), its factors taken together: <c>w += Step * m / (RootScale * sqrt(v) + Epsilon)</c>.</summary>
/// <param name="options">The rates.</param>
/// <param name="step">The number of the step, from 1.</param>
internal readonly unsafe struct AdamRule(Adam.Options options, long step)
{
    readonly float _beta1 = (float)options.beta1!.Value, _rest1 = (float)(1 - options.beta1!.Value);
    readonly float _beta2 = (float)options.beta2!.Value, _rest2 = (float)(1 - options.beta2!.Value);
    readonly float _rootScale = (float)(1 / Math.Sqrt(1 - Math.Pow(options.beta2!.Value, step)));
    readonly float _epsilon = (float)options.eps!.Value;
    readonly float _step = (float)(-options.LearningRate!.Value / (1 - Math.Pow(options.beta1!.Value, step)));

    /// <summary>Updates weights one after another, and their moments.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<T>(AdamNumbers numbers, float* gradient, int count) where T : unmanaged, ILanes<T>
    {
        var i = 0;
        for (; i <= count - T.Count; i += T.Count) Update<T>(numbers, i, gradient);
        for (; i < count; i++) Update<Lanes1>(numbers, i, gradient);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Update<T>(AdamNumbers numbers, nint i, float* gradient) where T : unmanaged, ILanes<T>
    {
        var slope = T.Load(gradient + i);
        var mean = T.MultiplyAdd(T.Of(_beta1), T.Load(numbers.Mean + i), T.Of(_rest1) * slope);
        var square = T.MultiplyAdd(T.Of(_beta2), T.Load(numbers.Square + i), T.Of(_rest2) * slope * slope);
        var root = T.MultiplyAdd(T.Sqrt(square), T.Of(_rootScale), T.Of(_epsilon));
        mean.Store(numbers.Mean + i);
        square.Store(numbers.Square + i);
        T.MultiplyAdd(T.Of(_step), mean / root, T.Load(numbers.Weight + i)).Store(numbers.Weight + i);
    }
}

/// <summary>Weights in memory, the gradients' running means and those of their squares.</summary>
internal readonly unsafe struct AdamNumbers(float* weight, float* mean, float* square)
{
    public readonly float* Weight = weight, Mean = mean, Square = square;

    /// <summary>Those from some place on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AdamNumbers From(nint first) => new(Weight + first, Mean + first, Square + first);
}
