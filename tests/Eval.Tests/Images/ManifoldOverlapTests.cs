namespace SeqGan.Eval.Tests.Images;

public sealed class ManifoldOverlapTests
{
    static ManifoldOverlap Slow(FeatureSet real, FeatureSet fake, int k, int densityK)
    {
        double Radius(FeatureSet set, int i, int neighbour) =>
            Enumerable.Range(0, set.Count).Where(j => j != i).Select(j => SomeFeatures.Distance(set, i, set, j)).Order().ElementAt(neighbour - 1);
        var (reals, fakes) = (Enumerable.Range(0, real.Count).ToArray(), Enumerable.Range(0, fake.Count).ToArray());
        bool InReal(int i, int j, int neighbour) => SomeFeatures.Distance(real, i, fake, j) <= Radius(real, i, neighbour);
        return new(
            fakes.Average(j => reals.Any(i => InReal(i, j, k)) ? 1.0 : 0),
            reals.Average(i => fakes.Any(j => SomeFeatures.Distance(real, i, fake, j) <= Radius(fake, j, k)) ? 1.0 : 0),
            fakes.Average(j => reals.Count(i => InReal(i, j, densityK)) / (double)densityK),
            reals.Average(i => fakes.Any(j => InReal(i, j, densityK)) ? 1.0 : 0));
    }

    [Fact]
    public void Points_on_a_line_can_be_worked_by_hand()
    {
        // Balls of 1 around 0..3; of 9.5 around 0.5 and of 1 around the others: 0.5 lies in those of 0 and 1.
        FeatureSet real = new([0, 1, 2, 3], 1), fake = new([0.5f, 10, 11, 12], 1);
        Assert.Equal(new ManifoldOverlap(1 / 4.0, 1, 2 / 4.0, 2 / 4.0), ManifoldOverlap.Of(real, fake, 1, 1));
        // The other way round: all of 0..3 lie in the ball of 0.5 alone, to which 0 is the nearest.
        Assert.Equal(new ManifoldOverlap(1, 1 / 4.0, 4 / 4.0, 1 / 4.0), ManifoldOverlap.Of(fake, real, 1, 1));
    }

    [Fact]
    public void Points_of_a_plane_can_be_worked_by_hand()
    {
        // The corners of a square of side 2, whose second neighbours are at 2: (1, 1) lies in all four balls, (3, 0) in that of (2, 0).
        FeatureSet real = new([0, 0, 2, 0, 0, 2, 2, 2], 2), fake = new([1, 1, 3, 0, 0, 5, 9, 9], 2);
        Assert.Equal(new ManifoldOverlap(2 / 4.0, 1, 5 / (2 * 4.0), 1), ManifoldOverlap.Of(real, fake, 2, 2));
        // With k 3 the corners reach along their diagonals, to 8^½: (3, 0) lies in the ball of (2, 2) too, and still not in that of (0, 0).
        Assert.Equal(new ManifoldOverlap(2 / 4.0, 1, 6 / (3 * 4.0), 1), ManifoldOverlap.Of(real, fake, 3, 3));
    }

    [Fact]
    public void A_ball_holds_its_border()
    {
        FeatureSet real = new([0, 1], 1);
        Assert.Equal(new ManifoldOverlap(1 / 2.0, 1, 1 / 2.0, 1 / 2.0), ManifoldOverlap.Of(real, new([2, 5], 1), 1, 1));
    }

    [Fact]
    public void Equal_sets_overlap_wholly()
    {
        // Each ball holds its own sample and the k neighbours.
        var set = SomeFeatures.Random(100, 6, 1);
        Assert.Equal(new ManifoldOverlap(1, 1, 6 / 5.0, 1), ManifoldOverlap.Of(set, set));
    }

    [Fact]
    public void Sets_far_apart_do_not_overlap()
    {
        Assert.Equal(new ManifoldOverlap(0, 0, 0, 0), ManifoldOverlap.Of(SomeFeatures.Random(50, 3, 2), SomeFeatures.Random(40, 3, 3, offset: 9)));
    }

    [Theory]
    [InlineData(37, 50, 3, 3, 5)] // neither blocks nor panels are full
    [InlineData(64, 20, 9, 2, 7)]
    [InlineData(40, 40, 1, 5, 3)]
    public void Sets_overlap_as_in_loops_over_all_pairs(int reals, int fakes, int width, int k, int densityK)
    {
        var (real, fake) = (SomeFeatures.Random(reals, width, 4), SomeFeatures.Random(fakes, width, 5, offset: 0.4));
        var (expected, found) = (Slow(real, fake, k, densityK), ManifoldOverlap.Of(real, fake, k, densityK));
        Assert.Equal(expected.Precision, found.Precision, 1e-12);
        Assert.Equal(expected.Recall, found.Recall, 1e-12);
        Assert.Equal(expected.Density, found.Density, 1e-12);
        Assert.Equal(expected.Coverage, found.Coverage, 1e-12);
        Assert.InRange(found.Precision, 0.01, 0.99); // else the samples show nothing
    }

    [Fact]
    public void Precision_is_recall_the_other_way_round_and_threads_change_nothing()
    {
        var (real, fake) = (SomeFeatures.Random(150, 4, 6), SomeFeatures.Random(110, 4, 7, offset: 0.2));
        var (found, turned) = (ManifoldOverlap.Of(real, fake, threads: 1), ManifoldOverlap.Of(fake, real, threads: 1));
        Assert.Equal((found.Precision, found.Recall), (turned.Recall, turned.Precision));
        Assert.Equal(found, ManifoldOverlap.Of(real, fake, threads: 5));
        Assert.Equal(found, ManifoldOverlap.Of(real, fake));
    }

    [Fact]
    public void Scores_say_how_they_were_computed()
    {
        var (real, fake) = (SomeFeatures.Random(30, 4, 8), SomeFeatures.Random(20, 4, 9));
        var (precision, recall, density, coverage) = ManifoldOverlap.Of(real, fake, 3, 5);
        var scores = ManifoldOverlap.Scores(real, fake, "small-cnn-1", "test");
        Assert.Equal([("precision", precision, 20), ("recall", recall, 20), ("density", density, 20), ("coverage", coverage, 20)], scores.Select(score => (score.Name, score.Value, score.Samples)));
        Assert.Equal($"recall|refs:30(test)|samples:20|extractor:small-cnn-1|features:4|k:3|seqgan:{ScoreSignature.Version}", scores[1].Signature);
        Assert.Equal($"density|refs:30(test)|samples:20|extractor:small-cnn-1|features:4|k:5|seqgan:{ScoreSignature.Version}", scores[2].Signature);
    }

    [Fact]
    public void Sets_that_do_not_fit_are_refused()
    {
        var set = SomeFeatures.Random(5, 2, 10);
        Assert.Equal("neighbours: of 5 samples none has 5 others; give 6 or more", Assert.Throws<ArgumentException>(() => ManifoldOverlap.Of(set, set)).Message);
        Assert.Throws<ArgumentException>(() => ManifoldOverlap.Of(set, SomeFeatures.Random(5, 3, 11), 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ManifoldOverlap.Of(set, set, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ManifoldOverlap.Of(set, set, 1, 0));
    }
}
