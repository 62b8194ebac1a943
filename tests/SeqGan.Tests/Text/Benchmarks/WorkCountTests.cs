using SeqGan.Text;
using SeqGan.Text.Benchmarks;

namespace SeqGan.Tests.Text.Benchmarks;

/// <summary>The counts beside such as were made by hand.</summary>
public sealed class WorkCountTests
{
    static readonly SeqGanOptions _tiny = new()
    {
        Embedding = 2,
        Hidden = 3,
        Batch = 2,
        Rollouts = 3,
        DiscriminatorEmbedding = 5,
        FilterWidths = [1, 2, 9], // the last does not fit into a sequence
        FilterCounts = [2, 3, 1],
        PolicySteps = 2,
        DiscriminatorSteps = 4,
        DiscriminatorEpochs = 3,
    };

    static readonly WorkCount _count = new(_tiny, new BenchmarkSizes { Vocabulary = 7, Length = 4, Lines = 5 });

    static readonly WorkCount _reference = new(new SeqGanOptions(), new BenchmarkSizes());

    // A draw 3*7 + 7*7 = 70; a step of the LSTM 2*4*3*3 + 5*20*3 = 372; the inputs of one token 2*4*3*2 = 48.
    [Fact]
    public void Sampling_shares_the_first_token_and_does_not_read_the_last() =>
        Assert.Equal(new Work((1 + 5 * 3) * (70 + 372) + 7 * 48), _count.Sampling);

    // Prefixes of 1, 2 and 3 tokens of two sentences, read after the begin symbol; a copy reads 2, 1 and 0 tokens of its own.
    [Fact]
    public void Rollouts_share_the_odds_after_a_prefix() =>
        Assert.Equal(new Work((2 * 3 + 2 * 3 * (2 + 1 + 0)) * 70 + (1 + 2 * 3 + 2 * 3 * (2 + 1 + 0)) * 372 + 7 * 48), _count.Rollouts);

    [Fact]
    public void Scoring_adds_up_tabulated_products_of_the_windows_that_are_not_shared()
    {
        const double Table = 2 * 5 * 7 * (2 * 1 + 3 * 2); // every id with every column of every filter
        const double One = 4 + 3 * (3 + 2 + 1), Two = 3 + 3 * (3 + 2 + 1); // windows: the sentence's, those of 3 copies of each prefix
        const double Additions = 2 * (2 * 1 * One + 3 * 2 * Two);
        const double Highway = 2 * (2 * 5 * 5) + 2 * 5;
        Assert.Equal(new Work(Additions, 4 * Additions, Table + (2 + 2 * 3 * 3) * Highway), _count.Scoring);
    }

    [Fact]
    public void A_vocabulary_too_large_for_a_table_is_multiplied_out()
    {
        var count = new WorkCount(_tiny, new BenchmarkSizes { Vocabulary = 70, Length = 4, Lines = 5 });
        Assert.Equal(new Work(0, 0, 2 * 5 * 340 + 20 * 110), count.Scoring); // 340 additions and a highway of 110, as above
    }

    [Fact]
    public void An_epoch_of_the_discriminator_has_three_highways_and_one_position_a_filter_backward()
    {
        const double Forward = 2 * 5 * (2 * 1 * 4 + 3 * 2 * 3), Backward = 2 * 2 * 5 * (2 * 1 + 3 * 2), Highway = 2 * (2 * 5 * 5) + 2 * 5;
        const double Weights = 7 * 5 + 2 * (1 * 5 + 1) + 3 * (2 * 5 + 1) + 2 * 5 + 5 + 1, Matrices = 2 * 5 * 5;
        Assert.Equal(new Work(10 * Backward, 5 * (Weights * (28 + 4) + Matrices * 24), 10 * (Forward + 3 * Highway)), _count.DiscriminatorEpoch);
    }

    [Fact]
    public void An_epoch_of_maximum_likelihood_has_three_products_a_token()
    {
        const double Token = 3 * 2 * 3 * 7 + 20 * 7 + 3 * (48 + 72) + 300, Weights = 7 * 2 + 4 * 3 * (2 + 3 + 2) + 7 * (3 + 1);
        Assert.Equal(new Work(20 * Token, 3 * Weights * (28 + 4)), _count.Epoch);
        Assert.Equal(new Work(8 * Token, Weights * (28 + 4)), _count.PolicyUpdate);
    }

    [Fact]
    public void A_round_is_its_parts()
    {
        var sentences = new Work((1 + 2 * 3) * (70 + 372) + 7 * 48);
        Assert.Equal(sentences + _count.Rollouts + _count.Scoring + _count.PolicyUpdate, _count.PolicyStep);
        Assert.Equal(2 * _count.PolicyStep + 4 * _count.Sampling + 12 * _count.DiscriminatorEpoch, _count.Round);
        Assert.Equal((2.0, 5.0, 18.0, 10.0), (_count.Sentences, _count.Fakes, _count.Completions, _count.Judged));
    }

    // 12,500 columns of 64 numbers are 1.6 MFLOP a token; 118,600 of them in all windows of 20 tokens are 15.2 MFLOP.
    [Fact]
    public void The_reference_configuration_is_what_its_sizes_say()
    {
        Assert.Equal((1720, 19_456.0, 20_000.0), (_reference.Filters, _reference.Completions, _reference.Judged));
        Assert.Equal(20_000 * 3.2e6, _reference.DiscriminatorEpoch.Flops, 1e6);
        Assert.Equal(20_000 * (15.1808e6 + 3 * (4.0 * 1720 * 1720 + 2 * 1720)), _reference.DiscriminatorEpoch.Products, 1e6);
        Assert.Equal(313 * (32 * 1_126_881.0 + 24 * 5_916_800), _reference.DiscriminatorEpoch.Bytes);
        Assert.Equal(200_000 * (6.0 * 32 * 5000 + 20 * 5000), _reference.Epoch.Flops, 12e9); // and some for the LSTM
        Assert.Equal(1 + 2 / 4.0 + 3 / 5.0, new Work(1e9, 2e9, 3e9).Seconds(1, 4, 5), 1e-12);
        Assert.Equal(1.06, _reference.Epoch.Seconds(205, 37, 395) / (222.4e9 / 205e9), 0.1);
    }
}
