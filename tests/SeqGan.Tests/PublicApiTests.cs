using SeqGan.TestSupport;

namespace SeqGan.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one() => PublicApi.Approve(typeof(SeqGan.Training.Trainer).Assembly, "SeqGan.Tests");
}
