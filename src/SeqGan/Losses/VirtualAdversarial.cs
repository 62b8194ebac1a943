using static TorchSharp.torch;

namespace SeqGan.Losses;

/// <summary>
/// Virtual adversarial training (Miyato et al., 2015; 2018, algorithm 1): a prediction must not change where a small step
/// would change it most. It needs no labels.
/// </summary>
/// <remarks>Batch normalisation sees the perturbed rows too: run the classifier in the mode that is wanted.</remarks>
public static class VirtualAdversarial
{
    /// <summary>E KL(p(y | x) || p(y | x + r)) in nats at the r of <see cref="Perturbation"/>; p(y | x) is a constant.</summary>
    /// <param name="classifier"><c>[batch, ...]</c> to logits <c>[batch, classes]</c>.</param>
    /// <param name="samples">x: <c>[batch, ...]</c>.</param>
    /// <param name="noise">Where the search for the direction starts, of N(0, 1): <c>[batch, ...]</c>.</param>
    /// <param name="radius">ε, the length of r.</param>
    /// <param name="iterations">Steps of the search; the paper finds one enough.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Loss(Func<Tensor, Tensor> classifier, Tensor samples, Tensor noise, double radius, int iterations = 1)
    {
        var before = classifier(samples).detach(); // [batch, classes]
        var perturbation = Perturbation(classifier, samples, noise, before, radius, iterations);
        return Divergence(before, classifier(samples + perturbation));
    }

    /// <summary>
    /// r: the direction of length <paramref name="radius"/> that changes each row's prediction most, by power iteration on
    /// the divergence's Hessian, whose product with d is the divergence's gradient at a small step along d (equation 12).
    /// </summary>
    /// <param name="classifier"><c>[batch, ...]</c> to logits <c>[batch, classes]</c>.</param>
    /// <param name="samples">x: <c>[batch, ...]</c>.</param>
    /// <param name="noise">Of N(0, 1): <c>[batch, ...]</c>.</param>
    /// <param name="before">The logits at x, constants: <c>[batch, classes]</c>.</param>
    /// <param name="radius">ε.</param>
    /// <param name="iterations">Steps of the search.</param>
    /// <param name="step">ξ, the length of that small step; far below 1e-3 the gradient drowns in the rounding of float32.</param>
    /// <returns>Constants: <c>[batch, ...]</c>.</returns>
    public static Tensor Perturbation(Func<Tensor, Tensor> classifier, Tensor samples, Tensor noise, Tensor before, double radius, int iterations = 1, double step = 1e-3)
    {
        var direction = Unit(noise.detach());
        for (var i = 0; i < iterations; i++)
        {
            var move = (step * direction).requires_grad_();
            direction = Unit(autograd.grad([Divergence(before, classifier(samples.detach() + move))], [move])[0]);
        }
        return radius * direction;
    }

    // [batch, classes] twice, logits
    static Tensor Divergence(Tensor before, Tensor after)
    {
        var logBefore = before.log_softmax(1);
        return (logBefore.exp() * (logBefore - after.log_softmax(1))).sum(dim: 1).mean();
    }

    // Every row to the length 1; a row of zeros stays.
    static Tensor Unit(Tensor rows)
    {
        var flat = rows.flatten(1); // [batch, elements]
        flat = flat / flat.abs().amax([1], keepdim: true).clamp_min(1e-30); // squares of gradients as small as these would vanish
        return (flat / flat.norm(dim: 1, keepdim: true).clamp_min(1e-30)).reshape(rows.shape);
    }
}
