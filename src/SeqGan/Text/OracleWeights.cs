using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SeqGan.Compute;
using SeqGan.Formats;
using SeqGan.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Text;

/// <summary>
/// An oracle's numbers in the layout of the published one: 15 arrays, inputs times weights (so torch's matrices are the
/// transposes), one bias a gate. As files they are named 00_embeddings.npy to 14_bo.npy.
/// </summary>
internal sealed class OracleWeights
{
    // In the published order. Gates: input, forget, output, candidate.
    static readonly string[] _names =
        ["00_embeddings", "01_Wi", "02_Ui", "03_bi", "04_Wf", "05_Uf", "06_bf", "07_Wog", "08_Uog", "09_bog", "10_Wc", "11_Uc", "12_bc", "13_Wo", "14_bo"];

    // torch stacks its gates in the order input, forget, candidate, output.
    static readonly int[] _torchGates = [1, 4, 10, 7];

    readonly NpyFile[] _arrays;

    OracleWeights(NpyFile[] arrays) => _arrays = arrays;

    public int Vocabulary => _arrays[0].Shape[0];

    public int Embedding => _arrays[0].Shape[1];

    public int Hidden => _arrays[13].Shape[0];

    /// <summary>The first digits of a SHA-256 over all numbers: scores of different oracles do not compare.</summary>
    public string Fingerprint
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var array in _arrays) hash.AppendData(MemoryMarshal.AsBytes(array.Values.AsSpan()));
            return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
        }
    }

    /// <summary>Every number drawn from N(0, 1), a function of the seed and of its place (Yu et al., section 4.1).</summary>
    public static OracleWeights Random(int vocabulary, int embedding, int hidden, long seed)
    {
        var key = KeyedRandom.Key((ulong)seed, 0x0AC1E);
        return new OracleWeights([.. Shapes(vocabulary, embedding, hidden).Select((shape, array) =>
        {
            var size = shape.Aggregate(1L, (product, side) => product * side);
            if (size > System.Array.MaxLength) throw new InvalidInputException(Invariant($"oracle.vocabulary, oracle.embedding and oracle.hidden make a matrix of {size} numbers, and {System.Array.MaxLength} is the most; give smaller ones"));
            var values = new float[size];
            for (var i = 0; i < values.Length; i++) values[i] = (float)KeyedRandom.Normal(KeyedRandom.Key(key, array, i));
            return new NpyFile(shape, values);
        })]);
    }

    /// <exception cref="InvalidInputException">A file is missing or damaged, or the shapes do not fit together.</exception>
    public static OracleWeights Load(string folder)
    {
        if (!Directory.Exists(folder)) throw new InvalidInputException($"{folder} is no folder; give the folder with the oracle's 15 .npy files");
        NpyFile[] arrays = [.. _names.Select(name => NpyFile.Read(Path.Combine(folder, name + ".npy")))];
        if (arrays[0].Shape.Length != 2 || arrays[13].Shape.Length != 2) throw new InvalidInputException($"{folder}: {_names[0]}.npy and {_names[13]}.npy must be matrices; fetch the oracle again");
        var weights = new OracleWeights(arrays);
        foreach (var (shape, i) in Shapes(weights.Vocabulary, weights.Embedding, weights.Hidden).Select((shape, i) => (shape, i)))
        {
            if (!shape.SequenceEqual(arrays[i].Shape))
                throw new InvalidInputException(Invariant($"{Path.Combine(folder, _names[i])}.npy has the shape ({string.Join(", ", arrays[i].Shape)}), but ({string.Join(", ", shape)}) fits the other files; fetch the oracle again"));
        }
        return weights;
    }

    /// <summary>The files' names and writers.</summary>
    public IReadOnlyDictionary<string, Action<Stream>> Files => _names.Zip(_arrays).ToDictionary(one => one.First + ".npy", one => (Action<Stream>)one.Second.Write);

    /// <summary>Puts the numbers into a network of the same sizes.</summary>
    public void CopyTo(LstmPolicy policy)
    {
        using var scope = NewDisposeScope();
        Tensor Gates(int part) => cat([.. _torchGates.Select(first => Array(first + part))], 0);
        var biases = Gates(2);
        policy.load_state_dict(new Dictionary<string, Tensor>
        {
            ["embedding.weight"] = tensor(_arrays[0].Values, [Vocabulary, Embedding]),
            ["lstm.weight_ih_l0"] = Gates(0),
            ["lstm.weight_hh_l0"] = Gates(1),
            ["lstm.bias_ih_l0"] = biases,
            ["lstm.bias_hh_l0"] = zeros_like(biases),
            ["output.weight"] = Array(13),
            ["output.bias"] = Array(14),
        });
    }

    // A matrix transposed, a vector as it is.
    Tensor Array(int i) => _arrays[i] is { Shape: [var rows, var columns] } matrix
        ? tensor(matrix.Values, [rows, columns]).t() : tensor(_arrays[i].Values, [_arrays[i].Shape[0]]);

    static int[][] Shapes(int vocabulary, int embedding, int hidden)
    {
        int[][] gate = [[embedding, hidden], [hidden, hidden], [hidden]];
        return [[vocabulary, embedding], .. gate, .. gate, .. gate, .. gate, [hidden, vocabulary], [vocabulary]];
    }
}
