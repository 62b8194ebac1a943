using SeqGan.Compute.Simd;

namespace SeqGan.Tests.Compute.Simd;

public sealed unsafe class AlignedFloatsTests
{
    [Fact]
    public void All_of_it_can_be_written_and_begins_a_cache_line()
    {
        for (var count = 0; count < 300; count++)
        {
            using var memory = new AlignedFloats(count);
            Assert.Equal(0u, (nuint)memory.Start % 64);
            new Span<float>(memory.Start, count).Fill(1);
            Assert.Equal(count, memory.Count);
            memory.Clear();
            Assert.True(new ReadOnlySpan<float>(memory.Start, count).IndexOfAnyExcept(0f) < 0);
        }
    }

    [Fact]
    public void Disposing_twice_does_no_harm()
    {
        var memory = new AlignedFloats(10);
        memory.Dispose();
        memory.Dispose();
        Assert.True(memory.Start is null);
    }
}
