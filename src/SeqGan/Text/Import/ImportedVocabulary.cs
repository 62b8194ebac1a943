using SeqGan.Formats;
using SeqGan.Tokenization;

namespace SeqGan.Text.Import;

/// <summary>
/// The ids of a language model from elsewhere in the order of this project: pad 0, begin 1, end 2, unknown 3, then the
/// ordinary tokens in their own order.
/// </summary>
/// <param name="Codec">Text to our ids and back.</param>
/// <param name="Rows">Which of their ids each of ours is; -1: a special id that their model has not.</param>
/// <param name="Begin">Our id that is read before the first token.</param>
/// <param name="End">Our id that ends a line; -1: none does.</param>
/// <param name="Pad">Our id of padding; -1: none.</param>
/// <param name="Unknown">Our id of unknown tokens; -1: none.</param>
internal sealed record ImportedVocabulary(TextCodec Codec, IReadOnlyList<int> Rows, int Begin, int End, int Pad, int Unknown)
{
    const int None = -1;

    // Compared in lower case.
    static readonly string[] _pads = ["<pad>", "[pad]", "<padding>"], _begins = ["<s>", "<bos>", "<sos>", "<start>", "<begin>", "<go>", "[bos]"],
        _ends = ["</s>", "<eos>", "<end>", "[eos]", "<|endoftext|>"], _unknowns = ["<unk>", "[unk]", "<unknown>", "<oov>"];

    /// <summary>Reads the vocabulary that the options name.</summary>
    /// <param name="options">The options.</param>
    /// <param name="size">How many ids the model has.</param>
    /// <exception cref="InvalidInputException">It is damaged, of another size, or says too little.</exception>
    public static ImportedVocabulary Read(ImportOptions options, int size)
    {
        foreach (var (name, id) in new[] { ("pad", options.Pad), ("begin", options.Begin), ("end", options.End), ("unknown", options.Unknown) })
            if (id < 0 || id >= size) throw new InvalidInputException($"{name} is {id}; the model has the ids 0 to {size - 1}");
        RequireDifferent(options.End ?? None, options.Unknown ?? None);
        if (options.Vocabulary.Length == 0) return OfIds(TextCodec.Ids(size), options);
        var path = options.Vocabulary;
        if (Path.GetExtension(path) != ".json") return OfTokens(path, options, size);
        var codec = CheckedFile.Read(path, stream => TextCodec.Load(stream, source: path), "give the tokenizer.json of a run, or a text file with one token a line");
        RequireSize(path, codec.Size, "tokens", size);
        return codec.HasSpecials ? OfCodec(codec, options) : OfIds(codec, options);
    }

    static ImportedVocabulary OfIds(TextCodec codec, ImportOptions options)
    {
        if (options.Tokenizer is not null || options.Lowercase) throw new InvalidInputException("a tokenizer is for text; leave it out where sequences are ids");
        return new(codec, Same(codec), options.Begin ?? 0, options.End ?? None, options.Pad ?? None, options.Unknown ?? None);
    }

    static ImportedVocabulary OfCodec(TextCodec codec, ImportOptions options)
    {
        if (options is not { Tokenizer: null, Lowercase: false, Pad: null, Begin: null, End: null, Unknown: null })
            throw new InvalidInputException($"{options.Vocabulary} says itself what its tokenizer and its special ids are; leave them out");
        return new(codec, Same(codec), codec.BeginId, codec.EndId, codec.PadId, codec.UnknownId);
    }

    static ImportedVocabulary OfTokens(string path, ImportOptions options, int size)
    {
        string[] tokens = [.. TextLines.Read(path, keepBlank: true)];
        RequireSize(path, tokens.Length, "lines", size);
        var (pad, end, unknown) = (options.Pad ?? Find(path, tokens, _pads), options.End ?? Find(path, tokens, _ends), options.Unknown ?? Find(path, tokens, _unknowns));
        var begin = options.Begin ?? Find(path, tokens, _begins);
        if (begin == None) begin = end; // a text that goes on line after line: what ends one begins the next
        if (begin == None) throw new InvalidInputException($"{path} has no usual name for the beginning of a line, such as <s>, nor for its end; say which id is read first: begin");
        if (end == None && !options.FixedLength) throw new InvalidInputException($"{path} has no usual name for the end of a line, such as </s>; say which id it is: end; or that all lines have one length: fixed-length and time");
        RequireDifferent(end, unknown);

        int[] specials = [pad, begin, end, unknown], ordinary = [.. Enumerable.Range(0, size).Except(specials)];
        var tokenizer = Tokenizers.Create(options.Tokenizer ?? "whitespace", options.Lowercase);
        foreach (var id in ordinary) RequireToken(path, tokens[id], id, tokenizer);
        try
        {
            var codec = new TextCodec(tokenizer.WithVocabulary(new Vocabulary(ordinary.Select(id => tokens[id]))));
            return new(codec, [.. specials, .. ordinary], codec.BeginId, codec.EndId, codec.PadId, codec.UnknownId);
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"{path}: {error.Message} (counted after the four special ones)", error);
        }
    }

    static int[] Same(TextCodec codec) => [.. Enumerable.Range(0, codec.Size)];

    static void RequireSize(string path, int count, string what, int size)
    {
        if (count != size) throw new InvalidInputException($"{path} has {count} {what}, and the model {size} ids; give the vocabulary with which it was trained");
    }

    // Each of them may follow; any other two special ids may be one.
    static void RequireDifferent(int end, int unknown)
    {
        if (end != None && end == unknown) throw new InvalidInputException($"end and unknown are both {end}; they must differ");
    }

    static int Find(string path, string[] tokens, string[] names)
    {
        int[] found = [.. Enumerable.Range(0, tokens.Length).Where(id => names.Contains(tokens[id].ToLowerInvariant()))];
        return found switch
        {
            [] => None,
            [var id] => id,
            _ => throw new InvalidInputException($"{path}: {Quoted.Text(tokens[found[0]])} and {Quoted.Text(tokens[found[1]])} say the same; say which id is meant: {(names == _pads ? "pad" : names == _begins ? "begin" : names == _ends ? "end" : "unknown")}"),
        };
    }

    // A token that the tokenizer never cuts out of a text would be generated and not be known again.
    static void RequireToken(string path, string token, int id, VocabularyTokenizer tokenizer)
    {
        if (token.Length == 0) throw new InvalidInputException(Invariant($"{path}: line {id + 1} is empty; give every id its token, or say which special id {id} is"));
        if (!tokenizer.Split(token).SequenceEqual([token]) && !(tokenizer is CharacterTokenizer && token == " "))
            throw new InvalidInputException(Invariant($"{path}: line {id + 1} is {Quoted.Text(token)}, which is no single token of the {tokenizer.Name} tokenizer{(tokenizer.Lowercase ? " in lower case" : "")}; choose another tokenizer"));
    }
}
