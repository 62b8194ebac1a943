using System.Runtime.Intrinsics;
using SeqGan.Compute;

namespace SeqGan.Tests.Compute;

public sealed class PhiloxTests
{
    const ulong Key = 0x299f31d0a4093822;

    // The known answers that the generator's authors publish with it (Random123, philox4x32 with 10 rounds).
    public static TheoryData<uint[], uint[], uint[]> Answers => new()
    {
        { [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
        { [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd] },
        { [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1] },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void A_block_is_the_published_one(uint[] counter, uint[] key, uint[] words) =>
        Assert.Equal((words[0], words[1], words[2], words[3]), Philox.Block((counter[0], counter[1], counter[2], counter[3]), (key[0], key[1])));

    [Fact]
    public void Blocks_side_by_side_are_the_same()
    {
        var counters = Enumerable.Range(0, 8).Select(i => (ulong)i * 0x20000001).ToArray();
        var (a, b, c, d) = Philox.Blocks(Vector512.Create(counters), Key);
        for (var i = 0; i < 8; i++)
            Assert.Equal(Philox.Block(((uint)counters[i], 0, 0, 0), (unchecked((uint)Key), (uint)(Key >> 32))), ((uint)a[i], (uint)b[i], (uint)c[i], (uint)d[i]));
        Assert.True(Vector512.LessThanOrEqualAll(a | b | c | d, Vector512.Create((ulong)uint.MaxValue)));
    }

    [Fact]
    public void Two_uniform_numbers_are_made_of_the_four_words()
    {
        Assert.Equal((0x6627e8d5UL * 0x200000 + 0xe169c58d / 2048) / Math.Pow(2, 53), Philox.Uniform(0, 0));
        var (a, b, c, d) = Philox.Block((5, 2, 0, 0), (unchecked((uint)Key), (uint)(Key >> 32)));
        Assert.Equal(((a * 0x200000UL + b / 2048) / Math.Pow(2, 53), (c * 0x200000UL + d / 2048) / Math.Pow(2, 53)), Philox.Uniforms(Key, 5, 2));
        Assert.InRange(Enumerable.Range(0, 100_000).Average(position => Philox.Uniform(7, (uint)position)), 0.4973, 0.5027); // three deviations
        Assert.InRange(Enumerable.Range(0, 100_000).Average(position => Philox.Uniforms(7, (uint)position, 1).Second), 0.4973, 0.5027);
    }
}
