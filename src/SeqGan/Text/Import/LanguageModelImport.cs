using SeqGan.Data;
using SeqGan.Formats;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Text.Import;

/// <summary>
/// LSTM language models from elsewhere (embedding, one LSTM layer with biases, linear), such as those of PyTorch's word_language_model
/// example and of published text GANs.
/// </summary>
/// <remarks>
/// A special id that the model has not gets a row of its own: zeros in the embedding, and an output that is never chosen. What
/// the model gives to pad and begin is shared among the other tokens, for neither ever follows.
/// </remarks>
public static class LanguageModelImport
{
    const float Never = -1e9f; // as the policy's own penalties: exp() of it is 0
    const int UsualTime = 100;

    /// <summary>Reads a model.</summary>
    /// <param name="weights">A state dict: what torch.save or safetensors wrote.</param>
    /// <param name="options">What the file does not say.</param>
    /// <exception cref="InvalidInputException">A file is damaged, of another network, or does not go with the others.</exception>
    public static TextGenerator Read(string weights, ImportOptions options)
    {
        using var scope = NewDisposeScope();
        var state = WeightsFile.Read(weights);
        LstmWeights lstm;
        try
        {
            lstm = LstmWeights.Of(state, options.Names);
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"{weights}: {error.Message}", error);
        }
        var vocabulary = ImportedVocabulary.Read(options, lstm.Vocabulary);
        var shape = ShapeOf(lstm, vocabulary, options);
        shape.Validate();
        Footprint.Check(shape.Weights);
        return new TextGenerator(Build(shape, lstm, vocabulary.Rows), vocabulary.Codec);
    }

    /// <summary>Makes a run of a model: <see cref="TextGenerator.Open"/> opens it, and <c>seqgan generate</c> writes with it.</summary>
    /// <param name="weights">As for <see cref="Read"/>.</param>
    /// <param name="options">As for <see cref="Read"/>.</param>
    /// <param name="directory">A new or empty folder; made when everything else is in order.</param>
    /// <exception cref="InvalidInputException">As for <see cref="Read"/>, or the folder holds something.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static RunDirectory ToRun(string weights, ImportOptions options, string directory)
    {
        RunDirectory.RequireNew(directory);
        using var generator = Read(weights, options);
        using var game = new ImportedGame(generator, Facts(weights, options, generator));
        var run = RunDirectory.Create(directory);
        try
        {
            return game.Save(run);
        }
        catch
        {
            Directory.Delete(run.Path, recursive: true); // it was empty
            throw;
        }
    }

    static PolicyShape ShapeOf(LstmWeights lstm, ImportedVocabulary vocabulary, ImportOptions options)
    {
        var isFixed = options.FixedLength || vocabulary.End < 0;
        if (isFixed && options.Time is null) throw new InvalidInputException("no token ends a line; say how many tokens every line has: time");
        var (text, pad, end) = (vocabulary.Codec.HasSpecials, vocabulary.Pad, vocabulary.End);
        return new PolicyShape
        {
            Vocabulary = vocabulary.Codec.Size,
            Time = options.Time ?? UsualTime,
            Begin = vocabulary.Begin,
            End = isFixed ? -1 : end,
            // An ids codec's begin may be an ordinary id too, as in the published oracle; and its padding its end.
            Impossible = [.. new[] { pad == end && !text ? -1 : pad, text ? vocabulary.Begin : -1, isFixed ? end : -1 }.Where(id => id >= 0)],
            Unspoken = vocabulary.Unknown < 0 ? [] : [vocabulary.Unknown],
            Embedding = lstm.Embedding,
            Hidden = lstm.Hidden,
        };
    }

    static Policy Build(PolicyShape shape, LstmWeights lstm, IReadOnlyList<int> rows)
    {
        long[] chosen = [.. rows.Select(row => (long)Math.Max(row, 0))];
        var index = tensor(chosen, [rows.Count]);
        var has = tensor(rows.Select(row => row >= 0).ToArray(), [rows.Count]); // [vocab]
        Tensor Rows(string name) => lstm[name].index_select(0, index) * has.unsqueeze(1); // [vocab, width]
        var state = new[] { "lstm.weight_ih_l0", "lstm.weight_hh_l0", "lstm.bias_ih_l0", "lstm.bias_hh_l0" }.ToDictionary(name => name, name => lstm[name]);
        state["embedding.weight"] = Rows("embedding.weight");
        state["output.weight"] = Rows("output.weight");
        state["output.bias"] = where(has, lstm["output.bias"].index_select(0, index), full(rows.Count, Never));
        var policy = Policy.Create(shape);
        policy.load_state_dict(state);
        policy.eval();
        return policy;
    }

    static Dictionary<string, string> Facts(string weights, ImportOptions options, TextGenerator generator)
    {
        var shape = generator.Policy.Shape;
        var facts = new Dictionary<string, string> { ["model"] = Invariant($"LSTM, vocabulary {shape.Vocabulary}, embedding {shape.Embedding}, hidden {shape.Hidden}") };
        foreach (var file in new[] { weights, options.Vocabulary }.Where(file => file.Length > 0))
        {
            var (fact, value) = FileHash.Of(file);
            facts[fact] = value;
        }
        facts["lines"] = shape.End < 0 ? Invariant($"{shape.Time} tokens each") : Invariant($"up to {shape.Time} tokens, the end included");
        return facts;
    }
}
