using SeqGan.Data.Images;
using SeqGan.Formats;
using SeqGan.Images;
using SeqGan.Images.Exploration;
using SeqGan.Images.Networks;
using SeqGan.Reports;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Images.Exploration;

[Collection(OneAtATime.Name)]
public sealed class ExplorationTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    static ImageGame Game(string gan = "gan", Architecture net = Architecture.Dcgan) => ImageGans.Create(gan, ImageGameTests.Shapes(), ImageGameTests.Tiny with { Net = net });

    // The pixels of tile (row, column); tiles are 28 x 28, twice as large, a line between them.
    static byte[] Tile(byte[] png, int row, int column)
    {
        using var stream = new MemoryStream(png);
        var file = PngFile.Read(stream);
        var tile = new byte[28 * 28];
        for (var y = 0; y < 28; y++)
            for (var x = 0; x < 28; x++) tile[28 * y + x] = file.Pixels[(1 + 57 * row + 2 * y) * file.Width + 1 + 57 * column + 2 * x];
        return tile;
    }

    [Fact]
    public void A_spherical_walk_keeps_to_the_circle_in_even_steps()
    {
        var (a, b) = (tensor(new float[] { 2, 0 }, [1, 2]), tensor(new float[] { 0, 2 }, [1, 2]));
        for (var i = 0; i <= 4; i++)
        {
            var point = LatentWalk.Spherical(a, b, i / 4.0).data<float>().ToArray();
            Assert.Equal(2 * Math.Cos(i * Math.PI / 8), point[0], 1e-5);
            Assert.Equal(2 * Math.Sin(i * Math.PI / 8), point[1], 1e-5);
        }
    }

    [Fact]
    public void A_walk_between_lengths_changes_them_evenly_and_straight_lines_stay_straight()
    {
        var between = LatentWalk.Spherical(tensor(new float[] { 1, 0, 1, 1, 3, 0 }, [3, 2]), tensor(new float[] { 3, 0, 1, 1, -1, 0 }, [3, 2]), 0.5);
        Assert.Equal([2, 0, 1, 1, 1, 0], between.data<float>().ToArray().Select(x => Math.Round(x, 5)));
    }

    [Fact]
    public void The_legs_of_a_walk_begin_where_the_last_one_ended()
    {
        using var game = Game();
        var png = LatentWalk.Draw(game, legs: 2, steps: 4, seed: 1);
        Assert.Equal(Tile(png, 0, 3), Tile(png, 1, 0));
        var ends = ImageGrid.ToBytes(game.Generate(3, seed: 1)).Chunk(28 * 28).ToArray();
        Assert.Equal([ends[0], ends[1], ends[2]], [Tile(png, 0, 0), Tile(png, 0, 3), Tile(png, 1, 3)]);
    }

    [Fact]
    public void Arithmetic_takes_the_mean_of_each_term()
    {
        var result = LatentArithmetic.Combine(tensor(new float[] { 1, 2, 3, 4 }, [2, 2]), tensor(new float[] { 1, 1, 1, 3 }, [2, 2]), tensor(new float[] { 10, 0, 20, 0 }, [2, 2]));
        Assert.Equal([2 - 1 + 15, 3 - 2 + 0], result.data<float>().ToArray());
        using var game = Game();
        var png = LatentArithmetic.Draw(game, [4, 9], [0, 0], [0, 0], seed: 1);
        Assert.Equal(Tile(png, 0, 2), Tile(png, 3, 0)); // x - y + y
        Assert.NotEqual(Tile(png, 3, 0), Tile(png, 3, 1));
        Assert.Throws<ArgumentException>(() => LatentArithmetic.Draw(game, [4, 9], [0], [0, 0], seed: 1));
    }

    [Fact]
    public void A_sweep_changes_one_code_alone()
    {
        using var game = Game("cgan");
        var (name, png) = Assert.Single(CodeSweep.Draw(game, rows: 3, steps: 5, seed: 2));
        Assert.Equal("classes", name);
        for (var row = 0; row < 3; row++)
            for (var label = 0; label < 6; label++)
                Assert.Equal(ImageGrid.ToBytes(game.Decode(game.Codes(1, 2, new ImageRequest { Label = label }, first: row))), Tile(png, row, label));
        using var plain = Game();
        Assert.Empty(CodeSweep.Draw(plain, rows: 3, steps: 5, seed: 2));
    }

    [Fact]
    public void Maps_that_are_switched_off_leave_only_what_the_others_draw()
    {
        using var game = Game();
        var codes = game.Codes(3);
        var whole = game.Decode(codes);
        Assert.Equal((2, 4, 8), (game.FeatureLevels, game.MapsOf(1), game.MapsOf(2)));
        // Without any map before the image, all that is left is the last layer's bias.
        var all = game.Decode(codes, new FeatureMaps(1, [.. Enumerable.Range(0, game.MapsOf(1))]));
        var bias = game.Players[0].Weights.named_parameters().Last(one => one.name.EndsWith("bias", StringComparison.Ordinal)).parameter;
        Assert.Equal(MathF.Tanh(bias.item<float>()), all.max().item<float>(), 1e-6f);
        Assert.Equal(MathF.Tanh(bias.item<float>()), all.min().item<float>(), 1e-6f);
        Assert.Equal(whole.data<float>().ToArray(), game.Decode(codes).data<float>().ToArray()); // and nothing is off afterwards

        var ranked = FilterAblation.Rank(game, 1, 3, 0);
        Assert.Equal(game.MapsOf(1), ranked.Count);
        Assert.Equal(ranked.OrderByDescending(one => one.Change), ranked);
        var (map, change) = ranked[0];
        Assert.Equal((game.Decode(codes, new FeatureMaps(1, [map])) - whole).square().mean().item<float>(), change, 1e-7);
    }

    [Fact]
    public void Maps_that_are_not_there_are_refused()
    {
        using var game = Game();
        Assert.Contains("there is no map 4; level 1 has the maps 0 to 3", Assert.Throws<InvalidInputException>(() => FilterAblation.Draw(game, [new FeatureMaps(1, [0, 4])], 2, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("level is 3", Assert.Throws<InvalidInputException>(() => FilterAblation.Rank(game, 3, 2, 0)).Message, StringComparison.Ordinal);
        using var mlp = Game(net: Architecture.Mlp);
        Assert.Contains("train one with net=dcgan", Assert.Throws<InvalidInputException>(() => FilterAblation.Rank(mlp, 1, 2, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Principal_components_find_the_axes_of_an_ellipse()
    {
        // Points of a line of length 3 : 4 with a little across it: variances 25 and 1 times those of cos and sin.
        var angle = arange(100, ScalarType.Float64) * (2 * Math.PI / 100);
        var (along, across) = (5 * angle.cos(), angle.sin());
        var rows = stack([0.6 * along - 0.8 * across + 7, 0.8 * along + 0.6 * across - 3], 1);
        var found = PrincipalComponents.Of(rows, 2);
        Assert.Equal([7.0, -3.0], found.Mean.data<double>().ToArray().Select(x => Math.Round(x, 9)));
        Assert.Equal([0.6, 0.8, 0.8, -0.6], found.Directions.data<double>().ToArray().Select(x => Math.Round(x, 9)));
        Assert.Equal([25 / 26.0, 1 / 26.0], found.Shares.Select(x => Math.Round(x, 12)), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.True(found.Project(rows).allclose(stack([along, -across], 1)));
    }

    [Fact]
    public void Reconstructions_stand_below_their_images()
    {
        using var game = Game("vae");
        var data = ImageGameTests.Shapes().Train;
        var (png, error) = Reconstruction.Draw(game, data, rows: 2, columns: 3);
        var images = ImageBatch.Of(data, [0, 1, 2, 3, 4, 5], CPU).Images;
        var again = game.Decode(((IEncoder)game).Encode(images));
        Assert.Equal((images - again).square().mean().item<float>(), error, 1e-7);
        Assert.Equal(data[4].ToArray(), Tile(png, 2, 1));
        Assert.Equal(ImageGrid.ToBytes(again[4]), Tile(png, 3, 1));
        using var plain = Game();
        Assert.Throws<ArgumentException>(() => Reconstruction.Draw(plain, data, 2, 3));
    }

    [Fact]
    public void A_projection_shows_every_sample_and_every_image()
    {
        using var game = Game();
        var svg = SampleProjection.Draw(game, ImageGameTests.Shapes().Train, 20, seed: 1);
        Assert.Equal(40, svg.Split("<circle").Length - 1);
        Assert.Contains("of the data&apos;s variance", svg, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SampleProjection.Draw(game, ImageGameTests.Shapes(32).Train, 20, seed: 1));
        Assert.Equal("a projection needs 3 images of the data or more, and there are 2; give others (--data)",
            Assert.Throws<InvalidInputException>(() => SampleProjection.Draw(game, ImageGameTests.Shapes().Train.Select([0, 1]), 20, seed: 1)).Message);
    }
}
