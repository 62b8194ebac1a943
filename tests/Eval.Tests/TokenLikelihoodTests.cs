namespace SeqGan.Eval.Tests;

public sealed class TokenLikelihoodTests
{
    [Fact]
    public void The_mean_weighs_every_token_the_same_and_skips_padding()
    {
        float[] logProbabilities = [-1, -2, -3, /**/ -4, float.NaN, float.NaN]; // [2, 3]
        Assert.Equal(2.5, TokenLikelihood.Mean(logProbabilities, [3, 1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void Any_batch_size_gives_the_same_bits(int batch)
    {
        const int Lines = 150, Time = 9;
        var random = new Random(3);
        float[] logProbabilities = [.. Enumerable.Range(0, Lines * Time).Select(_ => (float)Math.Log(random.NextDouble()))];
        int[] lengths = [.. Enumerable.Range(0, Lines).Select(_ => random.Next(Time + 1))];
        var batched = new TokenLikelihood();
        for (var from = 0; from < Lines; from += batch)
        {
            var to = Math.Min(Lines, from + batch);
            batched.Add(logProbabilities.AsSpan((from * Time)..(to * Time)), lengths.AsSpan(from..to));
        }
        Assert.Equal(TokenLikelihood.Mean(logProbabilities, lengths), batched.NatsPerToken);
        Assert.Equal(Lines, batched.Lines);
        Assert.Equal(lengths.Sum(), batched.Tokens);
    }

    [Fact]
    public void A_uniform_model_needs_ln_V_nats_and_its_perplexity_is_V()
    {
        var likelihood = new TokenLikelihood();
        likelihood.Add([.. Enumerable.Repeat((float)-Math.Log(5000), 40)], [20, 20]);
        Assert.Equal(Math.Log(5000), likelihood.NatsPerToken, 1e-6);
        Assert.Equal(5000, likelihood.Perplexity, 5e-3);
    }

    [Fact]
    public void An_impossible_token_costs_infinity() =>
        Assert.Equal(double.PositiveInfinity, TokenLikelihood.Mean([-1, float.NegativeInfinity], [2]));

    [Fact]
    public void Nothing_scored_is_an_error()
    {
        Assert.Contains("no token", Assert.Throws<InvalidOperationException>(() => new TokenLikelihood().NatsPerToken).Message);
        Assert.Throws<InvalidOperationException>(() => TokenLikelihood.Mean([], []));
        Assert.Throws<InvalidOperationException>(() => TokenLikelihood.Mean([-1], [0]));
    }

    [Fact]
    public void Wrong_shapes_and_numbers_are_refused_and_leave_the_mean_alone()
    {
        var likelihood = new TokenLikelihood();
        likelihood.Add([-1, -2], [2]);
        string Refused(float[] values, int[] lengths) => Assert.Throws<ArgumentException>(() => likelihood.Add(values, lengths)).Message;
        Assert.Contains("no matrix of 2 rows", Refused([-1, -2, -3], [1, 1]));
        Assert.Contains("no matrix of 0 rows", Refused([-1], []));
        Assert.Contains("row 1 has length 2", Refused([-1, -2], [1, 2]));
        Assert.Contains("row 0 has length -1", Refused([-1], [-1]));
        Assert.Contains("row 1 holds NaN", Refused([-1, float.NaN], [1, 1]));
        Assert.Contains("row 0 holds 0.5", Refused([0.5f], [1]));
        Assert.Equal(1.5, likelihood.NatsPerToken);
        Assert.Equal(2, likelihood.Tokens);
    }
}
