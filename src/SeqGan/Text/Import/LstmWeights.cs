using SeqGan.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Text.Import;

/// <summary>The seven tensors of an LSTM language model, found under the names of a file: shapes checked, float32.</summary>
internal sealed class LstmWeights
{
    const string InputWeight = "lstm.weight_ih_l0", StateWeight = "lstm.weight_hh_l0";
    const int Gates = 4, Shown = 8;

    static readonly string[] _own = ["embedding.weight", InputWeight, StateWeight, "lstm.bias_ih_l0", "lstm.bias_hh_l0", "output.weight", "output.bias"];

    // What tutorials and published text GANs call the three modules.
    static readonly Dictionary<string, string> _usual = new()
    {
        ["embedding"] = "embedding",
        ["embeddings"] = "embedding",
        ["embed"] = "embedding",
        ["emb"] = "embedding",
        ["encoder"] = "embedding",
        ["lstm"] = "lstm",
        ["rnn"] = "lstm",
        ["output"] = "output",
        ["decoder"] = "output",
        ["lstm2out"] = "output",
        ["linear"] = "output",
        ["lin"] = "output",
        ["fc"] = "output",
    };

    readonly Dictionary<string, Tensor> _tensors;

    LstmWeights(Dictionary<string, Tensor> tensors) => _tensors = tensors;

    public int Vocabulary => Size("embedding.weight", 0);

    public int Embedding => Size("embedding.weight", 1);

    public int Hidden => Size(StateWeight, 1);

    /// <summary>By their names here.</summary>
    public Tensor this[string name] => _tensors[name];

    int Size(string name, int dimension) => checked((int)_tensors[name].shape[dimension]);

    /// <summary>Finds them.</summary>
    /// <param name="file">The tensors of the file by their names; in the caller's dispose scope, as are the results.</param>
    /// <param name="names">What names of the file are here: <see cref="ImportOptions.Names"/>.</param>
    /// <exception cref="InvalidInputException">It is another network, or one whose names say too little; the message names the tensors.</exception>
    public static LstmWeights Of(IReadOnlyDictionary<string, Tensor> file, IReadOnlyList<KeyValuePair<string, string>> names)
    {
        if (names.FirstOrDefault(entry => !file.Keys.Any(name => Covers(entry.Key, name))) is { Key: { } absent })
            throw new InvalidInputException($"it has no tensor {Quoted.Text(absent)}; there are: {List(file.Keys)}");
        var prefix = CommonModule([.. file.Keys.Where(name => !names.Any(entry => Covers(entry.Key, name)))]);
        (string Theirs, string Ours)[] found = [.. file.Keys.SelectMany(name => Renamed(name, names, prefix).Where(ours => ours.Length > 0).Select(ours => (name, ours)))];
        foreach (var (theirs, ours) in found) RefuseOtherNetworks(theirs, ours[(ours.LastIndexOf('.') + 1)..], file[theirs].shape);

        if (found.GroupBy(one => one.Ours).FirstOrDefault(group => group.Count() > 1) is { } both)
            throw new InvalidInputException($"{List(both.Select(one => one.Theirs))} would all be {Quoted.Text(both.Key)}; map them, theirs=ours");
        string[] missing = [.. _own.Except(found.Select(one => one.Ours))], unexpected = [.. found.Where(one => !_own.Contains(one.Ours)).Select(one => one.Theirs)];
        if (missing.Length + unexpected.Length > 0)
            throw new InvalidInputException($"its tensors are not those of an LSTM language model: {Difference(missing, unexpected)}; map them, theirs=ours (theirs= leaves one out)");

        var weights = new LstmWeights(found.ToDictionary(one => one.Ours, one => Float32(one.Theirs, file[one.Theirs])));
        weights.CheckShapes(found.ToDictionary(one => one.Ours, one => one.Theirs));
        return weights;
    }

    // A tensor's own name, or its module's.
    static bool Covers(string entry, string name) => name == entry || name.StartsWith(entry + ".", StringComparison.Ordinal);

    static IEnumerable<string> Renamed(string name, IReadOnlyList<KeyValuePair<string, string>> names, string prefix)
    {
        var mapped = names.Where(entry => Covers(entry.Key, name)).Select(entry => entry.Value.Length == 0 ? "" : entry.Value + name[entry.Key.Length..]).ToArray();
        if (mapped.Length > 0) return mapped;
        var own = name[prefix.Length..];
        return [own.IndexOf('.') is > 0 and var dot && _usual.TryGetValue(own[..dot], out var module) ? module + own[dot..] : own];
    }

    // "module." of a data-parallel model, "generator." of a GAN: what a module inside another one begins with.
    static string CommonModule(string[] names)
    {
        var prefix = "";
        while (names.Length > 0 && names[0].IndexOf('.', prefix.Length) is > 0 and var dot
            && names.All(name => name.StartsWith(names[0][..(dot + 1)], StringComparison.Ordinal) && name.IndexOf('.', dot + 1) > 0)) prefix = names[0][..(dot + 1)];
        return prefix;
    }

    static void RefuseOtherNetworks(string name, string leaf, long[] shape)
    {
        if (!leaf.StartsWith("weight_", StringComparison.Ordinal) && !leaf.StartsWith("bias_", StringComparison.Ordinal)) return;
        var what = leaf switch
        {
            _ when leaf.EndsWith("_reverse", StringComparison.Ordinal) => "it reads backwards too",
            _ when leaf.Contains("_hr_", StringComparison.Ordinal) => "its state is projected",
            _ when leaf.Contains("_l", StringComparison.Ordinal) && !leaf.EndsWith("_l0", StringComparison.Ordinal) => "it has more than one layer",
            "weight_hh_l0" when shape is [> 0 and var rows, var hidden] && rows == 3 * hidden => "it is a GRU",
            "weight_hh_l0" when shape is [> 0 and var rows, var hidden] && rows == hidden => "it is a plain RNN",
            _ => null,
        };
        if (what is not null) throw new InvalidInputException($"{what}: {Quoted.Text(name)} [{string.Join(", ", shape)}]; only an LSTM of one layer and one direction can be imported");
    }

    static string Difference(string[] missing, string[] unexpected) => string.Join(", and ",
        new[] { missing.Length > 0 ? "there is no " + List(missing) : "", unexpected.Length > 0 ? "nothing here is " + List(unexpected) : "" }.Where(text => text.Length > 0))
        + (missing.Contains("output.weight") ? " (where it is the embedding's, map that to both)" : missing.Any(name => name.Contains("bias", StringComparison.Ordinal)) ? " (where there are none, save zeros)" : "");

    static string List(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return string.Join(", ", all.Take(Shown).Select(name => Quoted.Text(name))) + (all.Length > Shown ? Invariant($" and {all.Length - Shown} more") : "");
    }

    static Tensor Float32(string name, Tensor tensor)
    {
        if (!tensor.is_floating_point()) throw new InvalidInputException($"{Quoted.Text(name)} holds {tensor.dtype}, no real numbers");
        var numbers = tensor.to(ScalarType.Float32);
        return numbers.isfinite().all().item<bool>() ? numbers : throw new InvalidInputException($"{Quoted.Text(name)} holds numbers that are not finite");
    }

    void CheckShapes(IReadOnlyDictionary<string, string> theirs)
    {
        foreach (var name in new[] { "embedding.weight", StateWeight })
            if (_tensors[name].shape is not [> 0 and <= int.MaxValue, > 0 and <= int.MaxValue]) throw new InvalidInputException($"{Quoted.Text(theirs[name])} is [{string.Join(", ", _tensors[name].shape)}], no matrix");
        long[][] shapes = [[Vocabulary, Embedding], [Gates * (long)Hidden, Embedding], [Gates * (long)Hidden, Hidden], [Gates * (long)Hidden], [Gates * (long)Hidden], [Vocabulary, Hidden], [Vocabulary]];
        foreach (var (name, shape) in _own.Zip(shapes))
        {
            if (!_tensors[name].shape.SequenceEqual(shape))
                throw new InvalidInputException($"{Quoted.Text(theirs[name])} is [{string.Join(", ", _tensors[name].shape)}]; with {Quoted.Text(theirs["embedding.weight"])} [{Vocabulary}, {Embedding}] and {Quoted.Text(theirs[StateWeight])} [{_tensors[StateWeight].shape[0]}, {Hidden}] it must be [{string.Join(", ", shape)}]");
        }
    }
}
