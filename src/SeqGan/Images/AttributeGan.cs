using SeqGan.Data.Images;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>
/// A GAN of attributes: generator and critic are told a vector of 0 and 1 for each image, as CGAN's are told a class (Mirza and
/// Osindero, 2014; of attributes, Gauthier, 2014); a fake claims the attributes of a real image of the batch.
/// </summary>
internal sealed class AttributeGan(ImageModel model, ImageSets? data, Device device)
    : Gan(model, data, device, new CodeLayout(model.Options.Latent, Attributes: model.RequireAttributes()), informed: true, outputs: 0)
{
    private protected override Tensor Condition(ImageBatch real) => real.Attributes; // [batch, attributes]
}
