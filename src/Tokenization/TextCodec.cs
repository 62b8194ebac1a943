using System.Globalization;
using Microsoft.ML.Tokenizers;

namespace SeqGan.Tokenization;

/// <summary>
/// Lines of text to the dense ids 0..<see cref="Size"/>-1 that a model is trained on, and back. It joins a tokenizer (one of ours, or
/// any other) to the special ids pad, begin, end and unknown, and is saved beside the model. An <see cref="Ids">ids</see> codec takes
/// sequences that are numbers already and has no special ids.
/// </summary>
public sealed class TextCodec
{
    readonly TokenTable _table;

    TextCodec(TokenTable table) => _table = table;

    /// <param name="tokenizer">A tokenizer with a vocabulary.</param>
    /// <exception cref="InvalidInputException">It has no vocabulary yet.</exception>
    public TextCodec(VocabularyTokenizer tokenizer) : this(new VocabularyTable(tokenizer))
    {
    }

    /// <summary>"character", "word", "whitespace", "ids", or the type name of a tokenizer from elsewhere.</summary>
    public string Name => _table.Name;

    /// <summary>What cuts the text; null for an ids codec.</summary>
    public Tokenizer? Tokenizer => _table.Tokenizer;

    /// <summary>The number of ids, special ones included.</summary>
    public int Size => _table.Size;

    /// <summary>Whether there are special ids; an ids codec has none, and each of them is -1.</summary>
    public bool HasSpecials => _table.HasSpecials;

    /// <summary>Fills a batch behind the shorter sequences; 0, or -1 without special ids.</summary>
    public int PadId => HasSpecials ? 0 : -1;

    /// <summary>Starts every sequence; 1, or -1 without special ids.</summary>
    public int BeginId => HasSpecials ? 1 : -1;

    /// <summary>Ends a sequence; 2, or -1 without special ids.</summary>
    public int EndId => HasSpecials ? 2 : -1;

    /// <summary>Any token that the training lines did not show (often enough); 3, or -1 without special ids.</summary>
    public int UnknownId => HasSpecials ? 3 : -1;

    /// <summary>
    /// Learns the ids from training lines, one pass, lines not kept. One of our tokenizers gets the vocabulary of the lines (anew, if it
    /// had one); of any other tokenizer the ids seen are renumbered densely, by count and then by id.
    /// </summary>
    /// <exception cref="InvalidInputException">The lines hold no token, or the options leave none.</exception>
    public static TextCodec Learn(Tokenizer tokenizer, IEnumerable<string> trainingLines, VocabularyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(trainingLines);
        options ??= new();
        options.Check();
        TokenTable table = tokenizer is VocabularyTokenizer ours
            ? VocabularyTable.Learn(ours, trainingLines, options)
            : ForeignTable.Learn(tokenizer, trainingLines, options);
        if (table.Size > Vocabulary.SpecialCount) return new TextCodec(table);
        throw new InvalidInputException(
            $"the training text has no token that occurs {options.MinimumCount} times or more; give more text or a smaller minimum count");
    }

    /// <summary>A codec for lines of integers 0..<paramref name="size"/>-1 with blanks between; no special ids.</summary>
    /// <exception cref="InvalidInputException">The size is not positive.</exception>
    public static TextCodec Ids(int size) => new(new IdTable(size));

    /// <summary>An ids codec whose size is the largest id in the lines plus one.</summary>
    /// <exception cref="InvalidInputException">A line holds anything but non-negative integers, or there is no line.</exception>
    public static TextCodec LearnIds(IEnumerable<string> trainingLines) => new(IdTable.Learn(trainingLines));

    /// <summary>The ids of a text, [length]; no begin or end is added.</summary>
    /// <exception cref="InvalidInputException">An ids codec met something that is no id.</exception>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _table.Encode(text);
    }

    /// <summary>The text of some ids; stops at end, skips pad and begin, prints an unknown token as U+FFFD.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id before the end is not in 0..<see cref="Size"/>-1.</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var kept = new List<int>(ids.Length);
        foreach (var id in ids)
        {
            Check(id);
            if (HasSpecials && id == EndId) break;
            if (!HasSpecials || (id != PadId && id != BeginId)) kept.Add(id);
        }
        return _table.Decode(kept);
    }

    /// <summary>How a single id is shown in tables; special ids by their names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not in 0..<see cref="Size"/>-1.</exception>
    public string TokenOf(int id)
    {
        Check(id);
        return _table.TokenOf(id);
    }

    /// <summary>Writes readable JSON in UTF-8, one token a line. Of a tokenizer from elsewhere only the renumbering is written.</summary>
    /// <exception cref="InvalidInputException">It would be larger than <see cref="Load"/> reads.</exception>
    public void Save(Stream stream) => JsonFile.Write(stream, _table.Write);

    /// <param name="stream">What <see cref="Save"/> wrote.</param>
    /// <param name="foreign">The tokenizer from elsewhere that the codec was learned with; null if it was one of ours.</param>
    /// <param name="source">What error messages call it, such as the file's name.</param>
    /// <exception cref="InvalidInputException">The file is damaged, too large, no codec, or needs another tokenizer.</exception>
    public static TextCodec Load(Stream stream, Tokenizer? foreign = null, string source = "the codec")
    {
        using var json = JsonFile.Read(stream, source);
        var name = json.String("tokenizer");
        if (foreign is not null && name != ForeignTable.Kind) throw json.Error($"uses the {Quoted.Text(name)} tokenizer and no other can be given to it");
        return new TextCodec(name switch
        {
            ForeignTable.Kind => ForeignTable.Read(json, foreign),
            IdTable.Kind => IdTable.Read(json),
            _ => VocabularyTable.Read(json, name),
        });
    }

    void Check(int id)
    {
        if ((uint)id >= (uint)Size)
            throw new ArgumentOutOfRangeException(nameof(id), string.Create(CultureInfo.InvariantCulture, $"token id {id} is not in 0..{Size - 1}"));
    }
}
