using SeqGan.Compute;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Reports;

/// <summary>
/// A linear classifier on features that others have learned: softmax regression with an L2 penalty on the weights, the features
/// standardised. The problem is convex; Nesterov's accelerated gradient over all rows solves it from zero, without a random number.
/// </summary>
internal static class LinearProbe
{
    public const double Penalty = 1e-3;
    public const int Steps = 300;

    const int PowerSteps = 30;
    const double Margin = 1.1; // power iteration stays below the largest eigenvalue

    /// <summary>The share of the test rows whose likeliest class is theirs.</summary>
    /// <param name="train"><c>[rows, features]</c></param>
    /// <param name="labels">int64: <c>[rows]</c>.</param>
    /// <param name="test"><c>[others, features]</c></param>
    /// <param name="testLabels">int64: <c>[others]</c>.</param>
    /// <param name="classes">How many classes there are.</param>
    public static double Accuracy(Tensor train, Tensor labels, Tensor test, Tensor testLabels, int classes)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (mean, scale) = Standard(train);
        var (weight, bias) = Fit((train - mean).div_(scale), labels, classes);
        return (test - mean).div_(scale).matmul(weight).add(bias).argmax(1).eq(testLabels).to(ScalarType.Float64).mean().ToDouble();
    }

    /// <summary>The weights that minimise E(-log P(label)) + Penalty / 2 |weight|².</summary>
    /// <param name="rows">Centred: <c>[rows, features]</c>.</param>
    /// <param name="labels">int64: <c>[rows]</c>.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="steps">Steps of the descent.</param>
    /// <returns><c>[features, classes]</c> and <c>[classes]</c>.</returns>
    public static (Tensor Weight, Tensor Bias) Fit(Tensor rows, Tensor labels, int classes, int steps = Steps)
    {
        var wanted = nn.functional.one_hot(labels, classes).to(rows.dtype); // [rows, classes]
        var rate = 1 / (0.5 * Math.Max(1, Margin * LargestEigenvalue(rows)) + Penalty); // the Hessian of a softmax is at most 1/2
        var (weight, bias) = (zeros([rows.shape[1], classes], rows.dtype), zeros([classes], rows.dtype));
        var (aheadWeight, aheadBias) = (weight.clone(), bias.clone());
        var pace = 1.0;
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var error = (nn.functional.softmax(rows.matmul(aheadWeight).add(aheadBias), 1) - wanted) / rows.shape[0]; // [rows, classes]
            var (nextWeight, nextBias) = (aheadWeight - rate * (rows.t().matmul(error) + Penalty * aheadWeight), aheadBias - rate * error.sum(dim: 0));
            var next = (1 + Math.Sqrt(1 + 4 * pace * pace)) / 2;
            var momentum = (pace - 1) / next;
            aheadWeight.copy_(nextWeight + momentum * (nextWeight - weight));
            aheadBias.copy_(nextBias + momentum * (nextBias - bias));
            weight.copy_(nextWeight);
            bias.copy_(nextBias);
            pace = next;
        }
        return (weight, bias);
    }

    // A feature that never changes says nothing.
    static (Tensor Mean, Tensor Scale) Standard(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var mean = rows.mean([0], keepdim: true);
        var scale = (rows - mean).square().mean([0], keepdim: true).sqrt();
        return (mean.MoveToOuterDisposeScope(), scale.masked_fill(scale.le(1e-6), 1.0).MoveToOuterDisposeScope());
    }

    // Of rowsᵀ rows / n.
    static double LargestEigenvalue(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var start = new float[rows.shape[1]];
        for (var i = 0; i < start.Length; i++) start[i] = (float)KeyedRandom.Normal(KeyedRandom.Key(0, i));
        var (vector, value) = (tensor(start).to(rows.dtype), 0.0);
        for (var step = 0; step < PowerSteps; step++)
        {
            vector = rows.t().matmul(rows.matmul(vector)) / rows.shape[0];
            value = vector.norm().ToDouble();
            if (value == 0) return 0;
            vector /= value;
        }
        return value;
    }
}
