using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>The weights of a stack of recurrent layers, named and drawn as in PyTorch: uniform in ±1/√hidden, layer by layer.</summary>
internal static class Recurrent
{
    public static IEnumerable<(string Name, Parameter Parameter)> Weights(long gates, long inputs, long hidden, long layers, bool bias, bool bidirectional, Device? device, ScalarType? dtype)
    {
        var directions = bidirectional ? 2 : 1;
        for (var layer = 0L; layer < layers; layer++)
            for (var direction = 0; direction < directions; direction++)
            {
                var suffix = $"_l{layer}{(direction == 1 ? "_reverse" : "")}";
                var width = layer == 0 ? inputs : hidden * directions;
                yield return ("weight_ih" + suffix, Uniform(hidden, [gates * hidden, width], device, dtype));
                yield return ("weight_hh" + suffix, Uniform(hidden, [gates * hidden, hidden], device, dtype));
                if (!bias) continue;
                yield return ("bias_ih" + suffix, Uniform(hidden, [gates * hidden], device, dtype));
                yield return ("bias_hh" + suffix, Uniform(hidden, [gates * hidden], device, dtype));
            }
    }

    public static Parameter Uniform(long hidden, long[] shape, Device? device, ScalarType? dtype)
    {
        var bound = hidden > 0 ? 1 / Math.Sqrt(hidden) : 0;
        var weight = new Parameter(torch.empty(shape, dtype, device));
        init.uniform_(weight, -bound, bound);
        return weight;
    }

    /// <summary>A state of zeros beside an input: [layers · directions, batch, hidden].</summary>
    public static Tensor Zeros(Tensor input, bool batchFirst, long rows, long hidden)
    {
        var batch = input.shape[batchFirst ? 0 : 1];
        return torch.zeros([rows, batch, hidden], input.dtype, input.device);
    }
}
