using System.Runtime.Intrinsics;
using SeqGan.Compute.Simd;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary>
/// Adam (Kingma and Ba, 2015) in one pass over memory: a weight, its gradient and its two moments are read once, and the
/// weight and the moments written once: 28 bytes and about 15 flops a weight, where operations on whole tensors move 100. A
/// gradient that comes as factors is not even formed (<see cref="FactoredAdam"/>).
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
    public override Tensor? step(Func<Tensor>? closure = null) => closure is null ? Step([]) : base.step(closure);

    /// <summary>A step where some weights have their gradients as factors.</summary>
    /// <param name="factored">Those gradients; libtorch has none for these weights.</param>
    public Tensor? Step(IReadOnlyList<FactoredGradient> factored)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var targets = Targets(factored);
        if (!Array.TrueForAll(targets, target => target.IsReached))
        {
            foreach (var target in targets) target.Factors?.AddTo(target.Weight, target.Number);
            return base.step();
        }
        var parts = Array.ConvertAll(targets, Parts).SelectMany(some => some).ToArray();
        Workers.For(parts.Length, () => FactoredAdam.Scratch(factored), (number, scratch) => parts[number](scratch));
        GC.KeepAlive((targets, factored));
        return null;
    }

    // The weights that have a gradient of either kind.
    Target[] Targets(IReadOnlyList<FactoredGradient> factored)
    {
        var places = factored.SelectMany(gradient => gradient.Weights.Select((place, number) => (place, (gradient, number)))).ToDictionary();
        var (dictionary, weights, targets) = (state_dict(), this.parameters().ToArray(), new List<Target>());
        foreach (var (options, indices) in dictionary.Options.Zip(dictionary.StateIndexRef))
        {
            foreach (var index in indices)
            {
                var target = new Target(weights[index], weights[index].grad, (State)dictionary.State[index], (Options)options);
                if (target.Gradient is null && places.Count > 0 && TensorMemory<float>.Reaches(target.Weight) && places.TryGetValue(GradientFactors.PlaceOf(target.Weight), out var factors))
                    target = target with { Factors = factors.gradient, Number = factors.number };
                if (target.Gradient is not null || target.Factors is not null) targets.Add(target);
            }
        }
        return [.. targets];
    }

    // What a thread does at a time, with memory of its own.
    static Action<AlignedFloats>[] Parts(Target target)
    {
        var (numbers, rule) = (target.Numbers, new AdamRule(target.Options, ++target.State.step));
        if (target.Factors is { } factors)
        {
            var update = new FactoredAdam(factors, target.Number, numbers, rule);
            return [.. Enumerable.Range(0, update.Parts).Select<int, Action<AlignedFloats>>(part => scratch => update.Run(part, scratch))];
        }
        var (gradient, count) = ((nint)Start(target.Gradient!), target.Weight.NumberOfElements);
        return
        [
            .. Enumerable.Range(0, (int)((count + PartSize - 1) / PartSize)).Select<int, Action<AlignedFloats>>(part => _ =>
            {
                var first = (nint)part * PartSize;
                Update(numbers.From(first), (float*)gradient + first, (int)Math.Min(PartSize, count - first), rule);
            }),
        ];
    }

    static void Update(AdamNumbers numbers, float* gradient, int count, AdamRule rule)
    {
        if (Vector512.IsHardwareAccelerated) rule.Update<Lanes16>(numbers, gradient, count);
        else if (Vector256.IsHardwareAccelerated) rule.Update<Lanes8>(numbers, gradient, count);
        else rule.Update<Lanes1>(numbers, gradient, count);
    }

    static float* Start(Tensor tensor) => new TensorMemory<float>(tensor, tensor.shape).Start;

    /// <summary>A weight to be updated, with its gradient of one kind or the other.</summary>
    sealed record Target(Parameter Weight, Tensor? Gradient, State State, Options Options)
    {
        public FactoredGradient? Factors { get; init; }

        public int Number { get; init; } // which of the factors' weights

        public bool IsReached => Options is { weight_decay: 0, amsgrad: false, maximize: false } && TensorMemory<float>.Reaches(Weight)
            && (Gradient is null || TensorMemory<float>.Reaches(Gradient)) && TensorMemory<float>.Reaches(State.exp_avg!) && TensorMemory<float>.Reaches(State.exp_avg_sq!);

        public AdamNumbers Numbers => new(Start(Weight), Start(State.exp_avg!), Start(State.exp_avg_sq!));
    }
}
