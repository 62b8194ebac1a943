using SeqGan.Data.Images;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>CGAN (Mirza and Osindero, 2014): generator and critic are told the image's class; a fake claims the class of a real image of the batch.</summary>
internal sealed class ConditionalGan(ImageModel model, ImageSets? data, Device device)
    : Gan(model, data, device, new CodeLayout(model.Options.Latent, Classes: model.RequireClasses()), informed: true, outputs: 0)
{
    private protected override Tensor Condition(ImageBatch real) => OneHot(real.Labels); // [batch, classes]
}
