using SeqGan.Data.Images;

namespace SeqGan.Tests.Data.Images;

public sealed class ShapeImagesTests
{
    static ImageSets Open(ImageSetOptions options) => ImageSets.Open(ImageSets.Shapes, options);

    static string[] Images(ImageSet set) => [.. Enumerable.Range(0, set.Count).Select(i => Convert.ToHexString(set[i]))];

    [Fact]
    public void Each_image_is_a_function_of_the_seed_and_its_number()
    {
        var few = Images(Open(new() { ShapeCount = 50, TestShare = 0 }).Train);
        Assert.Equal(few, Images(Open(new() { ShapeCount = 80, TestShare = 0 }).Train)[..50]);
        Assert.NotEqual(few[0], Images(Open(new() { ShapeCount = 50, TestShare = 0, ShapeSeed = 2 }).Train)[0]);
        Assert.Equal(50, few.Distinct().Count());
    }

    [Fact]
    public void Classes_and_attributes_are_balanced_and_named()
    {
        var sets = Open(new() { ShapeCount = 2000 });
        Assert.Equal(2000, sets.Train.Count + sets.Test.Count);
        Assert.InRange(sets.Test.Count, 140, 260);
        Assert.Equal(new ImageShape(1, 28, 28), sets.Train.Shape);
        Assert.Equal(["circle", "square", "triangle", "cross", "bar", "diamond"], sets.Train.ClassNames);
        Assert.Equal(["filled", "large", "bright", "left", "top", "paired"], sets.Train.AttributeNames);
        var train = sets.Train;
        Assert.All(train.Labels.CountBy(label => label), pair => Assert.InRange(pair.Value, train.Count / 6 * 0.75, train.Count / 6 * 1.25));
        for (var k = 0; k < 6; k++) Assert.InRange(Enumerable.Range(0, train.Count).Count(i => train.Attributes[i * 6 + k] == 1), train.Count * 0.45, train.Count * 0.55);
        Assert.Equal("2000 of seed 1", sets.Provenance["shapes"]);
    }

    [Theory]
    [InlineData(28, 1)]
    [InlineData(32, 3)]
    public void Attributes_are_seen_in_the_pixels(int size, int channels)
    {
        var set = Open(new() { ShapeCount = 300, TestShare = 0, Size = size, Channels = channels }).Train;
        Assert.Equal(new ImageShape(channels, size, size), set.Shape);
        var sums = new double[6, 2];
        var counts = new int[6, 2];
        for (var i = 0; i < set.Count; i++)
        {
            // Of the strongest channel: the brightest value, and where the ink lies (a single figure of at least half of that value).
            double[] value = [.. Enumerable.Range(0, size * size).Select(p => (double)Enumerable.Range(0, channels).Max(c => set[i][c * size * size + p]))];
            var ink = Enumerable.Range(0, size * size).Where(p => value[p] > 80).ToArray();
            Assert.InRange(ink.Length, 5, size * size / 2);
            Assert.InRange(value.Max(), set.Attributes[i * 6 + 2] == 1 ? 180 : 90, set.Attributes[i * 6 + 2] == 1 ? 255 : 160);
            if (set.Attributes[i * 6 + 5] == 1) continue;
            Assert.Equal(set.Attributes[i * 6 + 3] == 1, ink.Average(p => p % size + 0.5) < size / 2.0);
            Assert.Equal(set.Attributes[i * 6 + 4] == 1, ink.Average(p => p / size + 0.5) < size / 2.0);
            for (var k = 0; k < 2; k++)
            {
                sums[k, set.Attributes[i * 6 + k]] += ink.Length;
                counts[k, set.Attributes[i * 6 + k]]++;
            }
        }
        for (var k = 0; k < 2; k++) Assert.True(sums[k, 1] / counts[k, 1] > 1.25 * sums[k, 0] / counts[k, 0]); // filled, large: more ink
    }

    // Area of the ink of a large filled figure against its radius of 1: pi, 1.6^2, 3 sqrt(3) / 4, 4 x 0.72 - 0.72^2, 4 x 0.45, 2.
    [Theory]
    [InlineData(Figure.Circle, 3.14159)]
    [InlineData(Figure.Square, 2.56)]
    [InlineData(Figure.Triangle, 1.29904)]
    [InlineData(Figure.Cross, 2.3616)]
    [InlineData(Figure.Bar, 1.8)]
    [InlineData(Figure.Diamond, 2)]
    internal void Figures_have_their_areas_however_they_are_turned(Figure figure, double area)
    {
        const int Side = 400;
        foreach (var angle in new[] { 0, 0.2, 1.1 })
        {
            var shape = new ShapeFigure(figure, filled: true, x: 0.5, y: 0.5, radius: 0.25, angle, stroke: 0.01);
            var inside = Enumerable.Range(0, Side * Side).Count(p => shape.Distance((p % Side + 0.5) / Side, (p / Side + 0.5) / Side) < 0);
            Assert.InRange(inside / (double)(Side * Side) * 16, area * 0.99, area * 1.01);
        }
    }
}
