using SeqGan.Compute.Simd;

namespace SeqGan.Tests.Compute.Simd;

public sealed class LanesTests
{
    [Fact]
    public void Sixteen_lanes_compute_what_one_does() => Agrees<Lanes16>();

    [Fact]
    public void Eight_lanes_compute_what_one_does() => Agrees<Lanes8>();

    [Fact]
    public void One_lane_computes_what_mathematics_does() => Agrees<Lanes1>();

    static unsafe void Agrees<T>() where T : unmanaged, ILanes<T>
    {
        float[] values = [-1e9f, -200, -104.5f, -87.3f, -20.25f, -3, -1, -1e-3f, 0, 1e-3f, 0.5f, 1, 2.75f, 20, 80, 88];
        var results = new float[16];
        void Apply(Func<T, T> function)
        {
            fixed (float* from = values, to = results)
                for (var i = 0; i < values.Length; i += T.Count) function(T.Load(from + i)).Store(to + i);
        }
        void Expect(Func<double, double> function, double relative, double absolute)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var expected = function(values[i]);
                Assert.InRange(results[i], expected - Math.Abs(expected) * relative - absolute, expected + Math.Abs(expected) * relative + absolute);
            }
        }
        Apply(LaneMath.Exp);
        Expect(Math.Exp, 4e-6, 1.2e-38);
        Assert.Equal(0, results[0]);
        Assert.Equal(0, results[1]);
        Apply(LaneMath.Sigmoid);
        Expect(x => 1 / (1 + Math.Exp(-x)), 4e-6, 2e-38);
        Apply(LaneMath.Tanh);
        Expect(Math.Tanh, 3e-7, 1.5e-7);
        Apply(x => T.Max(x, T.Of(-1)) * T.Of(2) - T.Of(1) / T.Of(4));
        Expect(x => Math.Max(x, -1) * 2 - 0.25, 1e-7, 0);
        Apply(T.Floor);
        Expect(Math.Floor, 0, 0);

        fixed (float* from = values)
        {
            double sum = 0, largest = double.NegativeInfinity;
            for (var i = 3; i < 3 + Math.Min(T.Count, 8); i++) (sum, largest) = (sum + values[i], Math.Max(largest, values[i]));
            if (T.Count < 16)
            {
                Assert.Equal(sum, T.Load(from + 3).Sum(), 1e-4);
                Assert.Equal(largest, T.Load(from + 3).Largest());
            }
            else
            {
                Assert.Equal(88, T.Load(from).Largest());
                Assert.InRange(T.Load(from).Sum(), values.Sum(value => (double)value) - 128, values.Sum(value => (double)value) + 128);
            }
        }
    }

    [Fact]
    public unsafe void Integers_become_floats_and_floats_integers()
    {
        Converts<Lanes16>();
        Converts<Lanes8>();
        Converts<Lanes1>();

        static void Converts<T>() where T : unmanaged, ILanes<T>
        {
            int[] integers = [0, 1, -1, 7, 1 << 23, -(1 << 24) - 2, int.MinValue, 1 << 30, 3, 4, 5, 6, 8, 9, 10, int.MaxValue], whole = new int[16];
            float[] floats = [0, 0.99f, -0.99f, 1, 1.5f, -7.75f, 8388609, -2147483648f, 2147483520f, 1e-30f, 12.5f, -12.5f, 3, 4, 5, 6], made = new float[16];
            fixed (int* from = integers, to = whole)
            fixed (float* numbers = floats, results = made)
            {
                for (var i = 0; i < 16; i += T.Count)
                {
                    T.FromIntegers(T.Load((float*)from + i)).Store(results + i);
                    T.ToIntegers(T.Load(numbers + i)).Store((float*)to + i);
                }
            }
            Assert.Equal(integers.Select(integer => (float)integer), made);
            Assert.Equal(floats.Select(number => (int)number), whole);
        }
    }

    // Whole and broken strides, sums that go on from what is there.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void A_tile_is_the_product_of_its_matrices(int depth)
    {
        var all = new[] { Product<Lanes16>(depth), Product<Lanes8>(depth), Product<Lanes1>(depth) };
        Assert.Equal(all[2], all[0]); // each sum has one order, whatever the register
        Assert.Equal(all[2], all[1]);
    }

    static unsafe float[] Product<T>(int depth) where T : unmanaged, ILanes<T>
    {
        var random = new Random(depth);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        var (a, b, start, c) = (Numbers(8 * (depth + 3)), Numbers(depth * 40), Numbers(8 * 33), new float[8 * 36]);
        fixed (float* pa = a, pb = b, ps = start, pc = c)
        {
            Tile.Multiply<T>(pa, depth + 3, 1, pb, 40, depth, ps, 33, pc, 36);
            for (var row = 0; row < 8; row++)
                for (var column = 0; column < 32; column++)
                {
                    double expected = start[row * 33 + column];
                    for (var k = 0; k < depth; k++) expected += (double)a[row * (depth + 3) + k] * b[k * 40 + column];
                    Assert.Equal(expected, c[row * 36 + column], 1e-5);
                }
            var across = (float[])c.Clone();
            fixed (float* px = across)
                Tile.Multiply<T>(pa, 1, 8, pb, 40, depth, px, 36, px, 36); // a transposed, added to what is there
            for (var row = 0; row < 8; row++)
                for (var column = 0; column < 32; column++)
                {
                    double expected = c[row * 36 + column];
                    for (var k = 0; k < depth; k++) expected += (double)a[k * 8 + row] * b[k * 40 + column];
                    Assert.Equal(expected, across[row * 36 + column], 1e-5);
                }
            return [.. c, .. across];
        }
    }

    [Fact]
    public unsafe void Panels_hold_a_matrix_transposed_with_zeros_beside_it()
    {
        const int Depth = 5, Columns = 37;
        var rows = Enumerable.Range(1, Depth * Columns).Select(value => (float)value).ToArray(); // [columns, depth]
        using var panels = new Panels(Depth + 2, Columns);
        fixed (float* from = rows) panels.Take(from, Columns, Depth, toDepth: 2);
        Assert.Equal(2, panels.Count);
        for (var column = 0; column < 64; column++)
            for (var k = 0; k < Depth + 2; k++)
                Assert.Equal(column < Columns && k >= 2 ? rows[column * Depth + k - 2] : 0, panels[column / 32][k * 32 + column % 32]);
    }
}
