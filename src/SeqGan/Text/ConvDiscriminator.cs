using SeqGan.Compute;
using SeqGan.Compute.Convolution;
using SeqGan.Compute.Highway;
using SeqGan.Compute.Simd;
using SeqGan.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>
/// The paper's discriminator: token embedding, convolutions of several widths, maximum over time, one highway layer, a logit
/// (Yu et al., section 3.3; Kim, EMNLP 2014; Srivastava et al., 2015).
/// </summary>
/// <remarks>
/// The published code has two outputs and a softmax; one logit and a sigmoid is the same function with half the weights.
/// A window counts only if it lies inside the sequence (a sequence shorter than the filter has its one window, padded
/// with zeros), so that neither the padding's content nor its amount changes the verdict.
/// </remarks>
internal sealed class ConvDiscriminator : Discriminator
{
    // The weights' names in checkpoints are these fields' names.
    readonly Embedding embedding;
    readonly ModuleList<Conv1d> filters;
    readonly Linear transform;
    readonly Linear gate;
    readonly Dropout dropout;
    readonly Linear output;

    const long FeatureBytes = 48 << 20; // of the features of sequences that are judged side by side, or as much as the table of a large vocabulary takes
    const int Rows = 64; // of them that go through the highway together: beside a thread's share of the matrices theirs stay in the second cache
    const int Bfloat16Rows = 512; // the same in bf16, where each product turns the matrices over anew
    const int TokensASequence = 8; // all products of so many tokens take as long as the convolutions of one sequence

    readonly int[] _widths;
    readonly FilterBank _bank;

    /// <summary>Random weights as in the published code: embedding U(-1, 1), weights N(0, 0.1) cut at two deviations, biases 0.1; the highway's as said.</summary>
    public ConvDiscriminator(DiscriminatorShape shape, Device? device = null, HighwayWeights highway = HighwayWeights.Normal) : base(nameof(ConvDiscriminator), shape, device)
    {
        var kinds = Kinds(shape);
        var features = kinds.Sum(kind => kind.Second);
        _widths = Array.ConvertAll(kinds, kind => kind.First);
        _bank = new FilterBank(shape.Embedding, kinds);
        embedding = nn.Embedding(shape.Vocabulary, shape.Embedding, device: Device);
        filters = nn.ModuleList(Array.ConvertAll(kinds, kind => nn.Conv1d(shape.Embedding, kind.Second, (long)kind.First, device: Device)));
        transform = nn.Linear(features, features, device: Device);
        gate = nn.Linear(features, features, device: Device);
        dropout = nn.Dropout(shape.Dropout);
        output = nn.Linear(features, 1, device: Device);
        RegisterComponents();

        nn.init.uniform_(embedding.weight!, -1, 1);
        foreach (var filter in filters) Initialize(filter.weight!, filter.bias!, 0.1);
        if (highway == HighwayWeights.Normal)
        {
            Initialize(transform.weight!, transform.bias!, 0.1);
            Initialize(gate.weight!, gate.bias!, -2);
        }
        else
        {
            foreach (var tensor in new[] { transform.weight!, transform.bias!, gate.weight!, gate.bias! })
                nn.init.uniform_(tensor, -Math.Sqrt(3.0 / features), Math.Sqrt(3.0 / features));
        }
        Initialize(output.weight!, output.bias!, 0.1);
    }

    /// <summary>How many weights the layers behind the embedding have.</summary>
    public static double Weights(DiscriminatorShape shape)
    {
        var kinds = Kinds(shape);
        var features = kinds.Sum(kind => (double)kind.Second);
        return kinds.Sum(kind => ((double)shape.Embedding * kind.First + 1) * kind.Second) + 2 * features * (features + 1) + features + 1;
    }

    private protected override Linear Output => output;

    /// <inheritdoc/>
    public override Tensor forward(Tensor ids, Tensor lengths) => LogitsOf(FeaturesOf(ids, lengths));

    // [batch, features] -> [batch]
    Tensor LogitsOf(Tensor features) => OutputOf((Bfloat16, UsesKernels) switch
    {
        (true, true) => Bfloat16Layer.Of(features, gate, transform),
        (true, false) => Bfloat16Highway.Of(features, gate, transform),
        (false, true) when features.shape[0] <= HighwayLayer.MostRows => HighwayLayer.Of(features, gate, transform),
        _ => Mix(features),
    });

    // [batch, features] -> [batch]
    Tensor OutputOf(Tensor mixed) => output.forward(training && UsesKernels ? KeyedDropout.Of(mixed, Shape.Dropout) : dropout.forward(mixed)).squeeze(1);

    // [batch, features] -> [batch, features]
    Tensor Mix(Tensor features)
    {
        var carry = gate.forward(features).sigmoid();
        return carry * transform.forward(features).relu() + (1 - carry) * features;
    }

    /// <inheritdoc/>
    internal override void Judge(ReadOnlySpan<int[]> sequences, Span<double> verdicts)
    {
        if (!UsesKernels || (long)TokensASequence * sequences.Length < Shape.Vocabulary)
        {
            base.Judge(sequences, verdicts);
            return;
        }
        using var outer = NewDisposeScope();
        var matrices = Bfloat16 ? Bfloat16Layer.Matrices(gate.weight!, transform.weight!) : null;
        var together = matrices is null ? Rows : Bfloat16Rows;
        var memory = Math.Max(FeatureBytes, ConvTable.Bytes(_bank, Shape.Vocabulary));
        var chunks = (int)Math.Max(1, ((long)sequences.Length * _bank.Features * sizeof(float) + memory - 1) / memory);
        var rows = (sequences.Length + chunks - 1) / chunks;
        using var table = new ConvTable(_bank, Shape.Vocabulary);
        // Many small blocks, for which the heap has room between others' when one large block would make it grow.
        Tensor[] blocks = [.. Enumerable.Range(0, (rows + together - 1) / together).Select(_ => empty(together, _bank.Features))];
        for (var first = 0; first < sequences.Length; first += rows)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(rows, sequences.Length - first);
            Tabulate(table, sequences.Slice(first, count), blocks);
            for (var row = 0; row < count; row += together)
            {
                using var inner = NewDisposeScope();
                var some = blocks[row / together].narrow(0, 0, Math.Min(together, count - row));
                Probabilities(matrices is null ? LogitsOf(some) : OutputOf(Bfloat16Layer.Of(some, matrices, gate, transform)), verdicts[(first + row)..]);
            }
        }
    }

    // Fills the first rows of several [block, features].
    unsafe void Tabulate(ConvTable table, ReadOnlySpan<int[]> sequences, Tensor[] blocks)
    {
        using var vectors = new TensorMemory<float>(embedding.weight!, Shape.Vocabulary, Shape.Embedding);
        Tensor[] weights = [.. filters.Select(filter => filter.weight!)], biases = [.. filters.Select(filter => filter.bias!)];
        var (starts, block) = (TensorMemory<float>.Addresses(blocks), (int)blocks[0].shape[0]);
        var features = new nint[sequences.Length];
        for (var row = 0; row < features.Length; row++) features[row] = starts[row / block] + (nint)(row % block) * _bank.Features * sizeof(float);
        table.Run(new TokenRuns(sequences, Shape.Vocabulary), vectors.Start, TensorMemory<float>.Addresses(weights), TensorMemory<float>.Addresses(biases), features);
        GC.KeepAlive((weights, biases, blocks));
    }

    static (int First, int Second)[] Kinds(DiscriminatorShape shape) => [.. shape.FilterWidths.Zip(shape.FilterCounts).Where(kind => kind.First <= shape.Time)];

    // [batch, time] -> [batch, features]
    Tensor FeaturesOf(Tensor ids, Tensor lengths)
    {
        if (UsesKernels) return ConvFeatures.Of(ids, lengths, embedding.weight!, filters.Select(filter => filter.weight!), filters.Select(filter => filter.bias!));
        var positions = arange(ids.shape[1], device: ids.device).unsqueeze(0); // [1, time]
        var inside = new SequenceBatch(ids, lengths).Mask(); // [batch, time]
        var embedded = (embedding.forward(ids) * inside.unsqueeze(2)).transpose(1, 2); // [batch, embedding, time]
        var pooled = new List<Tensor>(_widths.Length);
        for (var kind = 0; kind < _widths.Length; kind++)
        {
            var activations = filters[kind].forward(embedded).relu(); // [batch, count, windows]
            var windows = (lengths - (_widths[kind] - 1)).clamp(min: 1).unsqueeze(1); // [batch, 1]
            var whole = positions.narrow(1, 0, activations.shape[2]).lt(windows).to(ScalarType.Float32); // [batch, windows]
            var (best, _) = (activations * whole.unsqueeze(1)).max(2); // activations are not negative: 0 hides a window
            pooled.Add(best); // [batch, count]
        }
        return cat(pooled, 1);
    }

    static void Initialize(Tensor weight, Tensor bias, double constant)
    {
        TruncatedNormal.Fill(weight, 0.1, cut: 2);
        nn.init.constant_(bias, constant);
    }
}
