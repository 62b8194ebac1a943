using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SeqGan.Compute;
using SeqGan.Data;
using SeqGan.Eval.Statistics;
using SeqGan.Reports;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Text;

/// <summary>
/// The oracle of the synthetic experiment (Yu et al., AAAI 2017, section 4): an LSTM whose distribution is known, so that
/// generated sequences can be scored by their true likelihood. Ids have no specials; 0 is a word and the start symbol.
/// </summary>
public sealed class Oracle : IDisposable
{
    const string Folder = "oracle";

    readonly OracleWeights _weights;
    readonly LstmPolicy _policy;

    Oracle(OracleWeights weights, int length)
    {
        (_weights, Fingerprint) = (weights, weights.Fingerprint);
        _policy = OwnWeights.Of(new LstmPolicy(new PolicyShape
        {
            Vocabulary = weights.Vocabulary,
            Time = length,
            Begin = 0,
            End = -1,
            Embedding = weights.Embedding,
            Hidden = weights.Hidden,
        }));
        weights.CopyTo(_policy);
        _policy.eval();
    }

    /// <summary>Ids are 0 .. Vocabulary-1.</summary>
    public int Vocabulary => _weights.Vocabulary;

    /// <summary>The first digits of a SHA-256 over its numbers, for signatures.</summary>
    public string Fingerprint { get; }

    /// <summary>The published oracle if the options name its folder, else one drawn from N(0, 1).</summary>
    /// <exception cref="InvalidInputException">A file is missing, damaged or does not fit the others; or an option is out of range.</exception>
    public static Oracle Create(OracleOptions options)
    {
        options.Validate();
        Footprint.Check(options);
        return new Oracle(options.Weights.Length > 0
            ? OracleWeights.Load(options.Weights)
            : OracleWeights.Random(options.Vocabulary, options.Embedding, options.Hidden, options.Seed), options.Length);
    }

    /// <summary>Reads the 15 .npy arrays of a folder, for scoring.</summary>
    /// <exception cref="InvalidInputException">A file is missing, damaged or does not fit the others.</exception>
    public static Oracle Load(string folder) => new(OracleWeights.Load(folder), new OracleOptions().Length);

    /// <summary>Opens the oracle that a run keeps a copy of.</summary>
    /// <exception cref="InvalidInputException">The run has none, or its files are damaged.</exception>
    public static Oracle Open(RunDirectory run) => Load(run.Resolve(Folder));

    /// <summary>Whether a run was made with an oracle.</summary>
    public static bool IsIn(RunDirectory run) => Directory.Exists(run.Resolve(Folder));

    /// <summary>The experiment's data: sequences drawn from the oracle for training, choosing and testing, all different draws.</summary>
    /// <param name="options">How many, and how long.</param>
    public Corpus Draw(OracleOptions options)
    {
        if (options.Length != _policy.Shape.Time) // one that was read from files knows no length
        {
            using var fitting = new Oracle(_weights, options.Length);
            return fitting.Draw(options);
        }
        // The three sets are stretches of one endless stream: no two share a draw.
        var key = KeyedRandom.Key((ulong)options.Seed, 0x5A3B1E);
        SequenceStore Next(int count, long first) => Stored(SequenceSampler.Sample(_policy, count, key, first: first));
        var (train, test) = (options.TrainSamples, options.TestSamples);
        var sets = new[] { Next(train, 0), Next(test, train), Next(test, (long)train + test) };
        var facts = new Dictionary<string, string>
        {
            ["oracle"] = Invariant($"{(options.Weights.Length > 0 ? "read from files" : $"N(0, 1), seed {options.Seed}")}, fingerprint {Fingerprint}"),
            ["sha256 of draws"] = Hash(sets),
        };
        return Corpus.OfIds(sets[0], sets[1], sets[2], facts);
    }

    // Another version may draw otherwise: then a run is not to go on with other sequences under the same name.
    static string Hash(SequenceStore[] sets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var set in sets)
            for (var i = 0; i < set.Count; i++) hash.AppendData(MemoryMarshal.AsBytes(set[i].AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>NLL_oracle of sequences: the mean of -ln p over all of their tokens, in nats.</summary>
    public double NatsPerToken(IReadOnlyList<int[]> sequences) => Lines(sequences).Value;

    /// <summary>The same as sums over the sequences.</summary>
    internal LineSums Lines(IReadOnlyList<int[]> sequences) => HeldOut.Lines(_policy, Stored(sequences));

    /// <summary>The negative log-likelihood of each sequence, in nats.</summary>
    internal IReadOnlyList<double> NatsOfEach(IReadOnlyList<int[]> sequences) => HeldOut.OfEach(_policy, Stored(sequences));

    SequenceStore Stored(IEnumerable<int[]> sequences)
    {
        var store = new SequenceStore(Vocabulary);
        foreach (var ids in sequences) store.Add(ids);
        return store;
    }

    /// <summary>Its numbers as files of a run: oracle/00_embeddings.npy and so on.</summary>
    internal IReadOnlyDictionary<string, Action<Stream>> Artifacts => _weights.Files.ToDictionary(file => $"{Folder}/{file.Key}", file => file.Value);

    /// <summary>Frees the network.</summary>
    public void Dispose() => _policy.Dispose();
}
