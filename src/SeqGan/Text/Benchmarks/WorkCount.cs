namespace SeqGan.Text.Benchmarks;

/// <summary>
/// The work of each piece, counted from the sizes alone, for an LSTM policy against a convolutional discriminator. Counted
/// are the products, the exponentials and the passes over memory that the best algorithm known here needs; what is small
/// beside them (look-ups, biases, the search for a token) is not.
/// </summary>
/// <remarks>
/// <para>V ids, T tokens a sequence, E and H the policy's embedding and state, D the discriminator's embedding, F filters
/// together; the sums go over the kinds of filters, c of width w. An exponential is <see cref="Exponential"/> operations.</para>
/// <para>Policy. A softmax over the vocabulary, with the product before it: 2HV + 20V. To draw from it, HV + 7V: a register holds twice as many 16-bit
/// integers as floats, hence half the operations, and odds take a conversion, a product with a sum, a maximum, a conversion and a sum. A step of the LSTM: 2*4H*H for the
/// state and 5 exponentials a unit (three sigmoids, two tanhs); the products of the inputs, 2*4H*E, are needed once for
/// each different token while the weights stand still.</para>
/// <para>Discriminator. A sequence has c(T-w+1) windows of w tokens: 2D*sum(cw(T-w+1)) by products. While the weights
/// stand still the products of every token with every filter column can be tabulated, 2DV*sum(cw); a window is then w
/// additions of numbers that come from memory. The highway is two F x F products, 2*2FF, the output 2F.</para>
/// <para>Adam reads a weight, its gradient and two moments and writes all but the gradient, 28 bytes; the norm before it
/// reads the gradient once more, 4. The highway's gradient stays in its factors: 24 bytes a weight.</para>
/// </remarks>
internal sealed class WorkCount(SeqGanOptions options, BenchmarkSizes sizes)
{
    /// <summary>An exponential and its place in a sum: reduction of the range, a polynomial of degree 5, a scaling.</summary>
    public const double Exponential = 20;

    const double Odds = 7;

    const double UpdateBytes = 28 + 4, FactoredBytes = 24;

    readonly double _vocabulary = sizes.Vocabulary, _time = sizes.Length;
    readonly double _embedding = options.Embedding, _hidden = options.Hidden, _width = options.DiscriminatorEmbedding;
    readonly double _rollouts = options.Rollouts, _batch = options.Batch;
    readonly (double Width, double Count)[] _filters = [.. options.FilterWidths.Zip(options.FilterCounts, (width, count) => ((double)width, (double)count)).Where(kind => kind.Item1 <= sizes.Length)];

    /// <summary>The policy on ids without special ones.</summary>
    public PolicyShape Policy { get; } = new() { Kind = options.Generator, Vocabulary = sizes.Vocabulary, Time = sizes.Length, Begin = 0, End = -1, Embedding = options.Embedding, Hidden = options.Hidden };

    /// <summary>Training lines.</summary>
    public double Lines => sizes.Lines;

    /// <summary>Sequences of a policy-gradient step.</summary>
    public double Sentences { get; } = options.PolicyBatch == 0 ? options.Batch : options.PolicyBatch;

    /// <summary>Fake sequences of a set for the discriminator.</summary>
    public double Fakes { get; } = options.DiscriminatorSamples == 0 ? sizes.Lines : options.DiscriminatorSamples;

    /// <summary>Sequences of a set for the discriminator.</summary>
    public double Judged => 2 * Fakes;

    /// <summary>Completions of a policy-gradient step: N for each prefix that is no sentence.</summary>
    public double Completions => Sentences * _rollouts * (_time - 1);

    /// <summary>Filters of the discriminator; those wider than a sequence are left out.</summary>
    public double Filters => _filters.Sum(kind => kind.Count);

    /// <summary>Whether the networks are those that are counted here.</summary>
    public bool IsCounted => options is { Generator: NetworkKind.Rnn, Discriminator: NetworkKind.Cnn };

    double Proposal => _hidden * _vocabulary + Odds * _vocabulary;

    double Recurrence => 2 * 4 * _hidden * _hidden + 5 * Exponential * _hidden;

    double Inputs => 2 * 4 * _hidden * _embedding;

    double Columns => _filters.Sum(kind => kind.Count * kind.Width);

    double Highway => 2 * 2 * Filters * Filters + 2 * Filters;

    /// <summary>Maximum likelihood, forward and twice as much backward (three products for one; the softmax's exponentials once), and an update a batch.</summary>
    public Work Epoch => Taught(Lines * _time) + Math.Ceiling(Lines / _batch) * Update(Policy.Weights);

    /// <summary>One set of fakes. Their first token comes from one state that all share; the last one is not read.</summary>
    public Work Sampling => Drawn(Fakes * (_time - 1) + 1, Fakes * (_time - 1) + 1);

    /// <summary>
    /// The completions. Each sentence's T-1 prefixes are read once; the N copies of a prefix draw their first token from
    /// the same softmax, and each of their other tokens from one of its own: NB(T-1)(T-2)/2.
    /// </summary>
    public Work Rollouts
    {
        get
        {
            var (prefixes, own) = (Sentences * (_time - 1), Sentences * _rollouts * (_time - 1) * (_time - 2) / 2);
            return Drawn(1 + prefixes + own, prefixes + own);
        }
    }

    /// <summary>
    /// The verdicts on the sentences and their completions. A completion shares with its sentence the windows that end
    /// within its prefix, so that of prefix p it has min(T-w+1, T-p) windows of width w to itself.
    /// </summary>
    public Work Scoring
    {
        get
        {
            double Windows(double width)
            {
                var own = _time - width + 1;
                for (var prefix = 1; prefix < _time; prefix++) own += _rollouts * Math.Min(_time - width + 1, _time - prefix);
                return own;
            }
            var additions = Sentences * _filters.Sum(kind => kind.Count * kind.Width * Windows(kind.Width));
            var (table, products) = (2 * _width * _vocabulary * Columns, 2 * _width * additions);
            var convolution = table + additions < products ? new Work(additions, sizeof(float) * additions, table) : new Work(0, 0, products);
            return convolution + new Work(0, 0, (Sentences + Completions) * Highway);
        }
    }

    /// <summary>The update that follows the rewards: one batch, taught.</summary>
    public Work PolicyUpdate => Taught(Sentences * _time) + Update(Policy.Weights);

    /// <summary>A policy-gradient step: sentences, completions, verdicts, update.</summary>
    public Work PolicyStep => Drawn(Sentences * (_time - 1) + 1, Sentences * (_time - 1) + 1) + Rollouts + Scoring + PolicyUpdate;

    /// <summary>
    /// An epoch of the discriminator. Only the maximum over time has a gradient, so that backward the convolution is w
    /// columns a filter, 2D*sum(cw) for the weights and as much for the embedding, in no product; the highway is twice its forward pass.
    /// </summary>
    public Work DiscriminatorEpoch
    {
        get
        {
            var forward = 2 * _width * _filters.Sum(kind => kind.Count * kind.Width * (_time - kind.Width + 1));
            var (weights, matrices) = (DiscriminatorShape.Of(Policy, options).Weights, 2 * Filters * Filters);
            return Judged * new Work(2 * 2 * _width * Columns, 0, forward + 3 * Highway) + Math.Ceiling(Judged / _batch) * (Update(weights - matrices) + new Work(0, FactoredBytes * matrices));
        }
    }

    /// <summary>A round: policy-gradient steps, then sets for the discriminator, each drawn and seen for some epochs.</summary>
    public Work Round => options.PolicySteps * PolicyStep + options.DiscriminatorSteps * (Sampling + options.DiscriminatorEpochs * DiscriminatorEpoch);

    // Draws from states that stand still, and what the LSTM read for them.
    Work Drawn(double read, double draws) => new(draws * Proposal + read * Recurrence + Math.Min(read, _vocabulary) * Inputs);

    Work Taught(double tokens) => new(tokens * (3 * 2 * _hidden * _vocabulary + Exponential * _vocabulary + 3 * (Inputs + 2 * 4 * _hidden * _hidden) + 5 * Exponential * _hidden));

    static Work Update(double weights) => new(0, UpdateBytes * weights);
}
