using SeqGan.Compute.Simd;
using static TorchSharp.torch;

namespace SeqGan.Tests.Compute.Simd;

public sealed unsafe class Bfloat16CopyTests
{
    [Fact]
    public void Sixteen_lanes_round_as_libtorch_does() => Agrees<Lanes16>();

    [Fact]
    public void Eight_lanes_round_as_libtorch_does() => Agrees<Lanes8>();

    [Fact]
    public void One_lane_rounds_as_libtorch_does() => Agrees<Lanes1>();

    // Any bits whatever: ties, subnormal numbers, infinities and what is not a number among them.
    static void Agrees<T>() where T : unmanaged, ILanes<T>
    {
        var bits = new uint[100_003];
        for (var i = 0; i < bits.Length; i++) bits[i] = (uint)SeqGan.Compute.KeyedRandom.Key(7, i);
        uint[] corners = [0, 0x80000000, 0x7F800000, 0xFF800000, 0x7FC00000, 0x7FFFFFFF, 0xFFFFFFFF, 0x7F800001, 0x7F7FFFFF, 0x3F808000, 0x3F818000, 0x3F807FFF, 0x3F808001, 1, 0x00008000, 0x00018000];
        corners.CopyTo(bits, 5);
        var floats = Array.ConvertAll(bits, BitConverter.UInt32BitsToSingle);
        var (rounded, wide) = (new ushort[bits.Length], new float[bits.Length]);
        fixed (float* from = floats, back = wide)
        fixed (ushort* to = rounded)
        {
            Bfloat16Copy.Round<T>(from, to, bits.Length);
            Bfloat16Copy.Widen<T>(to, back, bits.Length);
        }
        using var scope = NewDisposeScope();
        var expected = tensor(floats).to(ScalarType.BFloat16).to(ScalarType.Float32).data<float>().ToArray();
        for (var i = 0; i < bits.Length; i++)
        {
            Assert.True(float.IsNaN(expected[i]) ? float.IsNaN(wide[i]) : BitConverter.SingleToUInt32Bits(expected[i]) == BitConverter.SingleToUInt32Bits(wide[i]), $"{bits[i]:X8}: {expected[i]} and {wide[i]}");
            Assert.Equal((uint)rounded[i] << 16, BitConverter.SingleToUInt32Bits(wide[i]));
        }
    }
}
