using static TorchSharp.torch;

namespace SeqGan.Training;

/// <summary>
/// The running average of a network's parameters, which is steadier than they are (Yazıcı et al., ICLR 2019), and of its buffers:
/// a batch norm's mean and variance belong to the weights before it.
/// </summary>
/// <param name="network">The network.</param>
internal sealed class WeightAverage(nn.Module network) : IDisposable
{
    const string Updates = "updates";

    /// <summary>The averages by the names of parameters and buffers, and how often they followed; empty before the first update.</summary>
    public Dictionary<string, Tensor> Tensors { get; private set; } = [];

    /// <summary>
    /// average = d * average + (1 - d) * weights, where d is min(decay, (1 + n) / (10 + n)) after n updates, so that the first weights are
    /// soon forgotten, as in TensorFlow's ExponentialMovingAverage.
    /// </summary>
    public void Follow(double decay)
    {
        using var noGrad = no_grad();
        if (Tensors.Count == 0) Tensors = CopyOfWeights();
        var updates = Tensors[Updates].item<long>();
        var slow = Math.Min(decay, (1.0 + updates) / (10.0 + updates));
        foreach (var (name, weight) in Weights()) Tensors[name].mul_(slow).add_(weight, alpha: 1 - slow);
        Tensors[Updates].fill_(updates + 1);
    }

    /// <summary>Takes over what was saved.</summary>
    /// <exception cref="InvalidDataException">Its tensors are not those of the network.</exception>
    public void Restore(Dictionary<string, Tensor> saved)
    {
        if (Tensors.Count == 0) Tensors = CopyOfWeights();
        NamedTensors.Copy(saved, Tensors);
    }

    /// <summary>Puts the averages into the network for good.</summary>
    public void Settle() => Put(Tensors);

    /// <summary>Puts the averages into the network until the result is disposed of.</summary>
    public IDisposable Use() => new Exchange(this);

    public void Dispose() => Free(Tensors);

    // In no dispose scope.
    Dictionary<string, Tensor> CopyOfWeights()
    {
        using var scope = NewDisposeScope();
        return Weights().Append((Name: Updates, Weight: zeros(1L, ScalarType.Int64))).ToDictionary(one => one.Name, one => one.Weight.detach().clone().DetachFromDisposeScope());
    }

    // Counts of batches are no weights.
    IEnumerable<(string Name, Tensor Weight)> Weights() => network.named_parameters().Select(one => (one.name, (Tensor)one.parameter))
        .Concat(network.named_buffers().Where(one => one.buffer.is_floating_point()).Select(one => (one.name, one.buffer)));

    // The network's weights become those of the same names.
    void Put(Dictionary<string, Tensor> weights)
    {
        using var noGrad = no_grad();
        foreach (var (name, weight) in Weights()) weight.copy_(weights[name]);
    }

    static void Free(Dictionary<string, Tensor> tensors)
    {
        foreach (var tensor in tensors.Values) tensor.Dispose();
    }

    // The live weights wait beside it.
    sealed class Exchange : IDisposable
    {
        readonly WeightAverage _average;
        readonly Dictionary<string, Tensor> _live;

        public Exchange(WeightAverage average)
        {
            (_average, _live) = (average, average.CopyOfWeights());
            average.Put(average.Tensors);
        }

        public void Dispose()
        {
            _average.Put(_live);
            Free(_live);
        }
    }
}
