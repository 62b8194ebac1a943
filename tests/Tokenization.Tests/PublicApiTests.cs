using SeqGan.TestSupport;

namespace SeqGan.Tokenization.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one() => PublicApi.Approve(typeof(SeqGan.Tokenization.TextCodec).Assembly, "Tokenization.Tests");
}
