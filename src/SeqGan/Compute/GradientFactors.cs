using SeqGan.Compute.Simd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Compute;

/// <summary>
/// Open during a backward pass, it takes gradients of weights as factors from the layers that have them so, for an optimiser that forms a tile
/// of the product where it needs it: the whole gradient is neither written nor read. Elsewhere gradients are libtorch's own.
/// </summary>
internal sealed class GradientFactors : IDisposable
{
    [ThreadStatic]
    static GradientFactors? _current; // a backward pass on the CPU stays on its caller's thread

    readonly GradientFactors? _outer = _current;
    readonly List<FactoredGradient> _all = [];

    public GradientFactors() => _current = this;

    /// <summary>What a layer may leave its factors with; null: nobody asks for them.</summary>
    public static GradientFactors? Current => _current;

    /// <summary>The gradients that came as factors.</summary>
    public IReadOnlyList<FactoredGradient> All => _all;

    /// <summary>Takes in a layer's factors; the tensors belong to this from now on.</summary>
    /// <inheritdoc cref="FactoredGradient(nint[], Tensor, Tensor)"/>
    public void Add(nint[] weights, Tensor slopes, Tensor inputs) =>
        _all.Add(new FactoredGradient(weights, slopes.DetachFromDisposeScope(), inputs.detach().DetachFromDisposeScope()));

    /// <summary>
    /// Ends the backward pass. A gradient that is not whole in its factors, because the weight has one from elsewhere too, becomes libtorch's own, and
    /// all of them do if kernels cannot read some other one; factors of weights that are not trained are dropped.
    /// </summary>
    /// <param name="trained">The weights that are.</param>
    public void Close(Parameter[] trained)
    {
        _current = _outer;
        if (_all.Count == 0) return;
        var places = trained.Where(TensorMemory<float>.Reaches).ToDictionary(PlaceOf);
        var reached = trained.All(parameter => parameter.grad is not { } gradient || TensorMemory<float>.Reaches(gradient));
        var once = _all.SelectMany(gradient => gradient.Weights).GroupBy(weight => weight).Where(same => same.Count() == 1).Select(same => same.Key).ToHashSet();
        foreach (var gradient in _all.ToArray())
        {
            if (reached && Array.TrueForAll(gradient.Weights, weight => once.Contains(weight) && places.TryGetValue(weight, out var parameter) && parameter.grad is null)) continue;
            for (var weight = 0; weight < gradient.Weights.Length; weight++)
                if (places.TryGetValue(gradient.Weights[weight], out var parameter)) gradient.AddTo(parameter, weight);
            _all.Remove(gradient);
            gradient.Dispose();
        }
    }

    /// <summary>What tells weights apart: a saved tensor's wrapper is another one than the parameter's, the memory is the same.</summary>
    public static unsafe nint PlaceOf(Tensor weight) => (nint)new TensorMemory<float>(weight, weight.shape).Start;

    public void Dispose()
    {
        _current = _outer;
        foreach (var gradient in _all) gradient.Dispose();
    }
}
