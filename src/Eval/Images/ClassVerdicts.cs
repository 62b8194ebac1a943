namespace SeqGan.Eval;

/// <summary>What a classifier says of generated samples: whether they look like something, whether like everything there is, and whether like what was asked for.</summary>
public static class ClassVerdicts
{
    /// <summary>The probability from which on a verdict is confident.</summary>
    public const double Confident = 0.8;

    /// <summary>
    /// <c>confident</c>, the share of the samples to which some class is given with probability <see cref="Confident"/> or more,
    /// and <c>classes</c>, the number of classes that occur among these.
    /// </summary>
    /// <param name="probabilities">Row by row: <c>[samples, classes]</c>.</param>
    /// <param name="classes">Classes of a row.</param>
    /// <param name="classifier">Which classifier, for the signature.</param>
    /// <exception cref="ArgumentException">There is no sample, or the rows do not fit the classes or are no distributions.</exception>
    public static Score[] Scores(ReadOnlySpan<float> probabilities, int classes, string classifier)
    {
        var samples = Rows(probabilities, classes);
        var confident = 0;
        var seen = new bool[classes];
        for (var row = 0; row < samples; row++)
        {
            var (likeliest, probability) = Likeliest(probabilities.Slice(row * classes, classes));
            if (probability < Confident) continue;
            confident++;
            seen[likeliest] = true;
        }
        string Signature(string name) => ScoreSignature.Of(name, FormattableString.Invariant($"samples:{samples}"), FormattableString.Invariant($"at:{Confident}"), FormattableString.Invariant($"of:{classes}"), $"classifier:{classifier}");
        return [new("confident", (double)confident / samples, samples, Signature("confident")), new("classes", seen.Count(one => one), samples, Signature("classes"))];
    }

    /// <summary><c>class-accuracy</c>: the share of the samples whose likeliest class is the one that was asked for.</summary>
    /// <param name="probabilities">Row by row: <c>[samples, classes]</c>.</param>
    /// <param name="classes">Classes of a row.</param>
    /// <param name="asked">The class that was asked for, of each sample.</param>
    /// <param name="classifier">Which classifier, for the signature.</param>
    /// <exception cref="ArgumentException">There is no sample, the numbers do not fit each other, or a row is no distribution.</exception>
    public static Score Accuracy(ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> asked, string classifier)
    {
        var samples = Rows(probabilities, classes);
        if (asked.Length != samples) throw new ArgumentException($"class verdicts: {asked.Length} classes were asked for, and there are {samples} samples");
        var right = 0;
        for (var row = 0; row < samples; row++)
            if (Likeliest(probabilities.Slice(row * classes, classes)).Class == asked[row]) right++;
        return new("class-accuracy", (double)right / samples, samples, ScoreSignature.Of("class-accuracy", FormattableString.Invariant($"samples:{samples}"), FormattableString.Invariant($"of:{classes}"), $"classifier:{classifier}"));
    }

    static int Rows(ReadOnlySpan<float> probabilities, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (probabilities.Length == 0 || probabilities.Length % classes != 0) throw new ArgumentException($"class verdicts: {probabilities.Length} probabilities are no rows of {classes}");
        InceptionScore.RequireDistributions("class verdicts", probabilities, classes);
        return probabilities.Length / classes;
    }

    static (int Class, float Probability) Likeliest(ReadOnlySpan<float> row)
    {
        var likeliest = 0;
        for (var i = 1; i < row.Length; i++)
            if (row[i] > row[likeliest]) likeliest = i;
        return (likeliest, row[likeliest]);
    }
}
