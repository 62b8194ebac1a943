using SeqGan.Compute;
using SeqGan.Data.Images;
using SeqGan.Eval;
using SeqGan.Images.Networks;
using SeqGan.Images.Objectives;
using SeqGan.Losses;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>
/// Semi-supervised learning with a GAN (Salimans et al., NeurIPS 2016, section 5): the critic is a classifier that learns from
/// a few labelled images, from many without labels, which are of some class, and from fakes, which are of none. The generator
/// matches the features of real images (section 3.1). Virtual adversarial training (Miyato et al., 2018) may help the critic.
/// </summary>
/// <remarks>
/// All images of a step pass the critic side by side: batch norm would give real and fake batches of their own the same means,
/// which the generator is to match, and the averages by which the classifier is judged would be those of no batch it has learned from.
/// </remarks>
internal sealed class SemiGan : ImageGame
{
    const int Chunk = 256;

    readonly Objective _objective;
    readonly Player<ImageGenerator> _generator;
    readonly Player<ImageReader> _critic;
    readonly ImageSet? _test;
    readonly IBatches<ImageBatch>? _labelled;

    /// <summary>Builds the networks from torch's generator, which the base has seeded.</summary>
    public SemiGan(ImageModel model, ImageSets? data, Device device) : base(model, data, device, new CodeLayout(model.Options.Latent))
    {
        var classes = model.RequireClasses();
        if (data is not null)
        {
            var set = Labelled(data.Train, Options);
            _labelled = new ImageBatches(set, Math.Min(Options.Batch, set.Count), Key(Options, Purpose.LabelledOrder), device);
            _test = data.Test;
        }
        _objective = Objective.Of(Options);
        RequireMemory(ImageGenerator.Weights(Networks, Layout.Width) + ImageReader.Weights(Networks, classes, _objective.Normalization));
        var generator = ImageGenerator.Create(Networks, Layout.Width, device);
        var critic = new ImageReader(Networks, classes, _objective.Normalization, device);
        _generator = new("generator", generator, _objective.Optimizer(generator.parameters(), Options.GeneratorRate)) { ClipNorm = ClipNorm, Decay = Options.Average };
        _critic = new("critic", critic, _objective.Optimizer(critic.parameters(), Options.CriticRate)) { ClipNorm = ClipNorm };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Player> Players => [_generator, _critic];

    private protected override IEnumerable<Player> Makers => [_generator];

    /// <inheritdoc/>
    public override IEnumerable<Turn> Schedule()
    {
        var criticSteps = CriticSteps(_objective);
        return Rounds(() =>
        [
            Turn.Steps("critic", criticSteps, number => Criticise(_labelled!.At(number), Real.At(number))),
            Turn.Steps("generator", Real, 1, Match),
        ]);
    }

    // The critic names the classes of labelled images, and tells those without a label from fakes.
    Scalars Criticise(ImageBatch labelled, ImageBatch real)
    {
        var critic = _critic.Module;
        critic.train();
        Tensor fake;
        using (no_grad()) fake = Fake(real.Count);
        var all = critic.forward(cat([labelled.Images, real.Images, fake], 0)); // [labelled + batch + batch, classes]
        var logits = all.narrow(0, 0, labelled.Count);
        var verdicts = SemiSupervised.RealLogit(all.narrow(0, labelled.Count, 2 * real.Count)); // [batch + batch]
        var classes = SemiSupervised.Labelled(logits, labelled.Labels);
        var loss = Options.ClassWeight * classes + _objective.Critic(
            images => SemiSupervised.RealLogit(critic.forward(images)),
            new(real.Images, verdicts.narrow(0, 0, real.Count)), new(fake, verdicts.narrow(0, real.Count, real.Count)));
        if (Options.VirtualAdversarial > 0) loss += Options.VirtualAdversarial * Smoothness(real.Images);
        var scalars = _critic.Minimize(loss);
        _objective.Constrain(critic);
        scalars.Add("class-loss", classes.ToDouble());
        scalars.Add("class-accuracy", ClassLoss.Accuracy(logits, labelled.Labels).ToDouble());
        return scalars;
    }

    // What a small step may change of the classes, by the averages of batch norm, which these images must not change.
    Tensor Smoothness(Tensor images)
    {
        _critic.Module.eval();
        var loss = VirtualAdversarial.Loss(_critic.Module.forward, images, randn_like(images), Options.VirtualAdversarialRadius);
        _critic.Module.train();
        return loss;
    }

    // The generator's fakes have, on average, the features of real images; or they deceive the critic.
    Scalars Match(ImageBatch real)
    {
        var (critic, images) = (_critic.Module, cat([real.Images, Fake(real.Count)], 0));
        if (!Options.FeatureMatching) return _generator.Minimize(_objective.Generator(SemiSupervised.RealLogit(critic.forward(images)).narrow(0, real.Count, real.Count)));
        var features = critic.Features(images); // [batch + batch, features]
        return _generator.Minimize(SemiSupervised.FeatureMatching(features.narrow(0, 0, real.Count), features.narrow(0, real.Count, real.Count)));
    }

    Tensor Fake(long count)
    {
        _generator.Module.train();
        return _generator.Module.forward(randn(count, Layout.Noise, device: Device));
    }

    private protected override Tensor Make(Tensor codes) => _generator.Module.forward(codes);

    /// <inheritdoc/>
    public override Tensor Features(Tensor images) => Apply(images, _critic.Module.Features);

    /// <inheritdoc/>
    public override Evaluation Evaluate(string phase)
    {
        var evaluation = base.Evaluate(phase);
        return _test is { Count: > 0 } test ? evaluation with { Scores = [.. evaluation.Scores, Accuracy(test)] } : evaluation;
    }

    // The share of held-out images whose class the critic names rightly.
    Score Accuracy(ImageSet test)
    {
        using var noGrad = no_grad();
        _critic.Module.eval();
        var right = 0L;
        foreach (var rows in Enumerable.Range(0, test.Count).Chunk(Chunk))
        {
            using var scope = NewDisposeScope();
            var batch = ImageBatch.Of(test, rows, Device);
            right += _critic.Module.forward(batch.Images).argmax(1).eq(batch.Labels).sum().ToInt64();
        }
        _critic.Module.train();
        return new Score("accuracy", (double)right / test.Count, test.Count, Invariant($"accuracy|images:test|classes:{test.ClassNames.Length}|labelled:{(Options.Labelled == 0 ? "all" : Invariant($"{Options.Labelled}"))}"));
    }

    /// <summary>The images that keep their labels.</summary>
    internal static ImageSet Labelled(ImageSet train, ImageGanOptions options) => LabelledImages.Of(train, options.Labelled, Key(options, Purpose.Labels));

    internal static ulong Key(ImageGanOptions options, Purpose purpose) => KeyedRandom.Key((ulong)options.Seed, (long)purpose);

    /// <summary>What the game's own random numbers are for: a part of their keys, beside those of all image games.</summary>
    internal enum Purpose
    {
        Labels = 100,
        LabelledOrder,
    }
}
