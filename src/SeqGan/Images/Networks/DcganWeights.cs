using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Images.Networks;

/// <summary>DCGAN's initial weights: N(0, 0.02), and N(1, 0.02) for the scales of batch norms; biases 0.</summary>
internal static class DcganWeights
{
    const double Deviation = 0.02;

    public static void Initialize(nn.Module network)
    {
        foreach (var module in network.modules())
        {
            var (weight, bias, mean) = module switch
            {
                Linear linear => (linear.weight, linear.bias, 0.0),
                Conv2d convolution => (convolution.weight, convolution.bias, 0.0),
                ConvTranspose2d convolution => (convolution.weight, convolution.bias, 0.0),
                BatchNorm2d norm => (norm.weight, norm.bias, 1.0),
                _ => (null, null, 0.0),
            };
            if (weight is not null) nn.init.normal_(weight, mean, Deviation);
            if (bias is not null) nn.init.zeros_(bias);
        }
    }
}
