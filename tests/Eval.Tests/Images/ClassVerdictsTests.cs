namespace SeqGan.Eval.Tests.Images;

public sealed class ClassVerdictsTests
{
    // Confident in 0, in 2 and in 0 (just so), and twice undecided.
    static readonly float[] _probabilities =
    [
        0.95f, 0.03f, 0.02f,
        0.4f, 0.35f, 0.25f,
        0.1f, 0.05f, 0.85f,
        0.81f, 0.09f, 0.1f,
        0.11f, 0.79f, 0.1f,
    ];

    [Fact]
    public void Only_confident_verdicts_count()
    {
        var scores = ClassVerdicts.Scores(_probabilities, 3, "some/net");
        Assert.Equal(["confident", "classes"], scores.Select(score => score.Name));
        Assert.Equal([3 / 5.0, 2.0], scores.Select(score => score.Value));
        Assert.All(scores, score => Assert.Equal(5, score.Samples));
        Assert.Equal($"confident|samples:5|at:0.8|of:3|classifier:some/net|seqgan:{ScoreSignature.Version}", scores[0].Signature);
    }

    [Fact]
    public void Accuracy_compares_the_likeliest_class_with_the_one_asked_for()
    {
        var score = ClassVerdicts.Accuracy(_probabilities, 3, [0, 0, 0, 1, 1], "net");
        Assert.Equal(("class-accuracy", 3 / 5.0, 5), (score.Name, score.Value, score.Samples));
        Assert.Equal($"class-accuracy|samples:5|of:3|classifier:net|seqgan:{ScoreSignature.Version}", score.Signature);
    }

    [Fact]
    public void Numbers_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ClassVerdicts.Scores([], 3, "net"));
        Assert.Throws<ArgumentException>(() => ClassVerdicts.Scores(_probabilities, 4, "net"));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassVerdicts.Scores(_probabilities, 0, "net"));
        Assert.Throws<ArgumentException>(() => ClassVerdicts.Accuracy(_probabilities, 3, [0], "net"));
        float[] broken = [.. _probabilities[..3], float.NaN, 0.5f, 0.5f];
        Assert.Contains("class verdicts: row 1 is no distribution", Assert.Throws<ArgumentException>(() => ClassVerdicts.Scores(broken, 3, "net")).Message);
        Assert.Throws<ArgumentException>(() => ClassVerdicts.Accuracy(broken, 3, [0, 0], "net"));
    }
}
