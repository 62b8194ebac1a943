using SeqGan.Data;

namespace SeqGan.Tests.Data;

public sealed class EpochOrderTests
{
    [Fact]
    public void Two_turns_in_different_epochs_find_theirs_again()
    {
        var order = new EpochOrder(100, key: 5);
        var (first, second) = (order.Of(0), order.Of(7));
        Assert.NotEqual(first, second);
        for (var i = 0; i < 3; i++)
        {
            Assert.Same(first, order.Of(0));
            Assert.Same(second, order.Of(7));
        }
        var third = order.Of(8);
        Assert.Same(second, order.Of(7));
        Assert.Same(third, order.Of(8));
        Assert.Equal(first, order.Of(0));
    }
}
