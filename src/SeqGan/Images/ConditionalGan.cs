using SeqGan.Data.Images;
using SeqGan.Tokenization;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>CGAN (Mirza and Osindero, 2014): generator and critic are told the image's class; a fake claims the class of a real image of the batch.</summary>
internal sealed class ConditionalGan(ImageModel model, ImageSets? data, Device device)
    : Gan(model, data, device, new CodeLayout(model.Options.Latent, Classes: Required(model)), informed: true, outputs: 0)
{
    private protected override Tensor Condition(ImageBatch real) => nn.functional.one_hot(real.Labels, Layout.Classes).to(ScalarType.Float32); // [batch, classes]

    static int Required(ImageModel model) =>
        model.ClassNames.Length > 1 ? model.ClassNames.Length : throw new InvalidInputException("the images have no classes; use data with labels, or gan=gan");
}
