using static TorchSharp.torch;

namespace SeqGan.Training;

/// <summary>
/// The running average of a network's parameters, which is steadier than they are (Yazıcı et al., ICLR 2019), and of its buffers:
/// a batch norm's mean and variance belong to the weights before it.
/// </summary>
/// <param name="network">The network.</param>
internal sealed class WeightAverage(nn.Module network) : IDisposable
{
    /// <summary>The averages by the names of parameters and buffers; empty before the first update.</summary>
    public Dictionary<string, Tensor> Tensors { get; private set; } = [];

    /// <summary>average = decay * average + (1 - decay) * weights; it begins as the weights after the first update.</summary>
    public void Follow(double decay)
    {
        using var noGrad = no_grad();
        if (Tensors.Count == 0) Tensors = CopyOfWeights();
        else foreach (var (name, weight) in Weights()) Tensors[name].mul_(decay).add_(weight, alpha: 1 - decay);
    }

    /// <summary>Takes over what was saved.</summary>
    /// <exception cref="InvalidDataException">Its tensors are not those of the network.</exception>
    public void Restore(Dictionary<string, Tensor> saved)
    {
        if (Tensors.Count == 0) Tensors = CopyOfWeights();
        NamedTensors.Copy(saved, Tensors);
    }

    /// <summary>Puts the averages into the network until the result is disposed of.</summary>
    public IDisposable Use() => new Exchange(this);

    public void Dispose() => Free(Tensors);

    // In no dispose scope.
    Dictionary<string, Tensor> CopyOfWeights()
    {
        using var scope = NewDisposeScope();
        return Weights().ToDictionary(one => one.Key, one => one.Value.detach().clone().DetachFromDisposeScope());
    }

    // Counts of batches are no weights.
    Dictionary<string, Tensor> Weights() => network.named_parameters().Select(one => (one.name, (Tensor)one.parameter))
        .Concat(network.named_buffers().Where(one => one.buffer.is_floating_point()).Select(one => (one.name, one.buffer)))
        .ToDictionary(one => one.name, one => one.Item2);

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
            NamedTensors.Copy(average.Tensors, average.Weights());
        }

        public void Dispose()
        {
            NamedTensors.Copy(_live, _average.Weights());
            Free(_live);
        }
    }
}
