using SeqGan.Data.Images;
using SeqGan.Images;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Images;

[Collection(OneAtATime.Name)]
public sealed class LaplacianPyramidTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public LaplacianPyramidTests() => manual_seed(6);

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(1, 28, 28)]
    [InlineData(3, 32, 32)]
    [InlineData(3, 96, 96)]
    [InlineData(1, 28, 64)]
    [InlineData(2, 30, 14)]
    public void A_pyramid_collapses_to_the_image_it_was_built_of(int channels, int height, int width)
    {
        var images = randn(2, channels, height, width);
        var shapes = LaplacianPyramid.Shapes(new ImageShape(channels, height, width));
        var pyramid = LaplacianPyramid.Build(images, shapes.Count - 1);
        Assert.Equal(shapes.Select(shape => (shape.Height, shape.Width)), pyramid.Select(level => ((int)level.shape[2], (int)level.shape[3])));
        Assert.InRange((LaplacianPyramid.Collapse(pyramid) - images).abs().max().ToDouble(), 0, 1e-5);
    }

    [Theory]
    [InlineData(28, "7 14 28")]
    [InlineData(32, "8 16 32")]
    [InlineData(96, "12 24 48 96")]
    [InlineData(14, "7 14")]
    [InlineData(30, "15 30")]
    public void Sides_are_halved_while_they_are_even_and_7_remain(int side, string sides) =>
        Assert.Equal(sides, string.Join(' ', LaplacianPyramid.Shapes(new ImageShape(1, side, side)).Select(shape => shape.Height)));

    [Theory]
    [InlineData(12, 12)]
    [InlineData(29, 29)]
    [InlineData(28, 27)]
    [InlineData(1, 2)]
    public void Sides_that_cannot_be_halved_are_refused(int height, int width) =>
        Assert.Contains("sides are even and 14 or more", Assert.Throws<InvalidInputException>(() => LaplacianPyramid.Shapes(new ImageShape(1, height, width))).Message, StringComparison.Ordinal);

    [Fact]
    public void Down_is_the_mean_of_four_pixels_and_up_of_those_around()
    {
        var image = tensor(new[] { 1f, 2, 3, 4, 5, 6, 7, 8 }, [1, 1, 2, 4]);
        Assert.Equal([3.5f, 5.5f], LaplacianPyramid.Down(image).data<float>().ToArray());
        // A row of 0 3 becomes 0 0 3 3, and each the mean of itself and its neighbours.
        Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3], LaplacianPyramid.Up(tensor(new[] { 0f, 3 }, [1, 1, 1, 2])).data<float>().ToArray());
    }

    [Fact]
    public void What_has_no_detail_has_no_differences()
    {
        var pyramid = LaplacianPyramid.Build(full([1, 1, 28, 28], 0.25f), 2);
        Assert.Equal(0.25, pyramid[0].mean().ToDouble(), 1e-7);
        Assert.InRange(pyramid.Skip(1).Max(level => level.abs().max().ToDouble()), 0, 1e-7);
    }
}
