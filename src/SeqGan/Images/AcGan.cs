using SeqGan.Data.Images;
using SeqGan.Losses;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>
/// AC-GAN (Odena, Olah and Shlens, ICML 2017): the generator is told a class, and the critic names the class of every image
/// without being told. Both want it to be named rightly (equation 3); a fake claims the class of a real image of the batch.
/// </summary>
internal sealed class AcGan(ImageModel model, ImageSets? data, Device device)
    : Gan(model, data, device, new CodeLayout(model.Options.Latent, Classes: model.RequireClasses()), informed: false, outputs: model.ClassNames.Length)
{
    private protected override Tensor Condition(ImageBatch real) => OneHot(real.Labels); // [batch, classes]

    private protected override TaskLoss CriticTask(ImageBatch real, Tensor condition, Tensor realOutputs, Tensor fakeOutputs) // [batch, classes] twice
    {
        var (onReal, onFake) = (ClassLoss.Loss(realOutputs, real.Labels), ClassLoss.Loss(fakeOutputs, real.Labels));
        return new TaskLoss(Options.ClassWeight * (onReal + onFake), new Scalars
        {
            { "class-loss", onReal.ToDouble() },
            { "class-accuracy", ClassLoss.Accuracy(realOutputs, real.Labels).ToDouble() },
            { "fake-class-loss", onFake.ToDouble() },
        });
    }

    private protected override TaskLoss GeneratorTask(ImageBatch real, Tensor condition, Tensor fakeOutputs) // [batch, classes]
    {
        var loss = ClassLoss.Loss(fakeOutputs, real.Labels);
        return new TaskLoss(Options.ClassWeight * loss, new Scalars { { "class-loss", loss.ToDouble() }, { "class-accuracy", ClassLoss.Accuracy(fakeOutputs, real.Labels).ToDouble() } });
    }
}
