using SeqGan.Data.Images;
using SeqGan.Losses;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>
/// InfoGAN (Chen et al., NeurIPS 2016): the generator's code holds a category and continuous numbers, and a second head of the
/// critic, Q, must read both from the fake. Both players are rewarded by the bound on the codes' information (equation 6), so
/// that the codes come to mean something without any label.
/// </summary>
/// <remarks>
/// Q's Gaussian has the variance 1, as in the published code for MNIST: its cost has a least value, which one with a variance of
/// its own has not (a code that is read exactly would pay without limit, and outweigh the game).
/// </remarks>
internal sealed class InfoGan(ImageModel model, ImageSets? data, Device device)
    : Gan(model with { ClassNames = [] }, data, device, LayoutOf(model.Options), informed: false, outputs: LayoutOf(model.Options).Condition) // categories are no classes of the data
{
    private protected override Tensor Condition(ImageBatch real) // [batch, categories + continuous]
    {
        var categories = randint(Layout.Classes, [real.Count], int64, Device);
        var continuous = rand(real.Count, Layout.Continuous, device: Device) * 2 - 1;
        return cat([OneHot(categories), continuous], 1);
    }

    private protected override TaskLoss CriticTask(ImageBatch real, Tensor condition, Tensor realOutputs, Tensor fakeOutputs) => Read(condition, fakeOutputs);

    private protected override TaskLoss GeneratorTask(ImageBatch real, Tensor condition, Tensor fakeOutputs) => Read(condition, fakeOutputs);

    // What Q pays for reading the codes of fakes, [batch, categories + continuous], from its outputs for them: logits, then means.
    TaskLoss Read(Tensor condition, Tensor outputs)
    {
        var (logits, categories) = (outputs.narrow(1, 0, Layout.Classes), condition.narrow(1, 0, Layout.Classes).argmax(1));
        var categorical = MutualInformation.Categorical(logits, categories);
        var continuous = MutualInformation.Continuous(condition.narrow(1, Layout.Classes, Layout.Continuous), outputs.narrow(1, Layout.Classes, Layout.Continuous));
        return new TaskLoss(Options.CategoryWeight * categorical + Options.ContinuousWeight * continuous, new Scalars
        {
            { "category-loss", categorical.ToDouble() },
            { "category-accuracy", ClassLoss.Accuracy(logits, categories).ToDouble() },
            { "continuous-loss", continuous.ToDouble() },
        });
    }

    static CodeLayout LayoutOf(ImageGanOptions options) => new(options.Latent, Classes: options.Categories, Continuous: options.Continuous);
}
