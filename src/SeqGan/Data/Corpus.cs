using Microsoft.ML.Tokenizers;
using SeqGan.Tokenization;

namespace SeqGan.Data;

/// <summary>Lines of text (or of ids) as sequences, split into training, validation and test lines.</summary>
/// <remarks>Files are streamed; what stays in memory is two bytes a token.</remarks>
public sealed class Corpus
{
    Corpus(TextCodec codec, SequenceStore train, SequenceStore valid, SequenceStore test, SortedDictionary<string, string> provenance)
    {
        (Codec, Train, Valid, Test) = (codec, train, valid, test);
        provenance["lines"] = Invariant($"{train.Count} train, {valid.Count} valid, {test.Count} test");
        provenance["tokens"] = Invariant($"{train.Tokens} train, vocabulary {codec.Size}, longest {Time}");
        Provenance = provenance;
    }

    /// <summary>Text to ids and back.</summary>
    public TextCodec Codec { get; }

    /// <summary>What is learned from. An end token closes each sequence unless <see cref="FixedLength"/>.</summary>
    public SequenceStore Train { get; }

    /// <summary>Held-out sequences for watching the training; may be empty in a small corpus.</summary>
    public SequenceStore Valid { get; }

    /// <summary>Held-out sequences for the scores; may be empty in a small corpus.</summary>
    public SequenceStore Test { get; }

    /// <summary>The longest sequence's length.</summary>
    public int Time => Math.Max(Train.MaxLength, Math.Max(Valid.MaxLength, Test.MaxLength));

    /// <summary>Every sequence has <see cref="Time"/> tokens and none an end token.</summary>
    public bool FixedLength { get; private init; }

    /// <summary>Files, hashes and sizes.</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; }

    /// <summary>How training lines are drawn where they are not alike; null: each once an epoch.</summary>
    internal WeightedDraw? Draw { get; private init; }

    /// <summary>Reads text, learning the vocabulary from the training lines.</summary>
    /// <param name="path">A file or folder of texts in UTF-8: a text a line, JSONL, CSV or TSV, plain or gzip.</param>
    /// <param name="tokenizer">One of this project's tokenizers, or any other of Microsoft.ML.Tokenizers.</param>
    /// <param name="options">Splits, lengths and vocabulary.</param>
    /// <exception cref="InvalidInputException">The file or an option is not usable; the message names the place and the remedy.</exception>
    public static Corpus Read(string path, Tokenizer tokenizer, CorpusOptions? options = null) =>
        Read(path, options ?? new CorpusOptions(), (lines, vocabulary) => TextCodec.Learn(tokenizer, lines, vocabulary));

    /// <summary>Reads sequences of numbers, all of one length; the largest id gives the size of the vocabulary.</summary>
    /// <param name="path">As for text; each sequence is integers with blanks between.</param>
    /// <param name="options">Splits and lengths.</param>
    /// <exception cref="InvalidInputException">The file or an option is not usable; the message names the place and the remedy.</exception>
    public static Corpus ReadIds(string path, CorpusOptions? options = null) =>
        Read(path, options ?? new CorpusOptions(), (lines, _) => TextCodec.LearnIds(lines));

    /// <summary>Reads a corpus again with the ids of a trained model.</summary>
    /// <param name="path">As it was for training.</param>
    /// <param name="codec">The model's.</param>
    /// <param name="options">As they were for training.</param>
    public static Corpus Read(string path, TextCodec codec, CorpusOptions? options = null) => Read(path, options ?? new CorpusOptions(), (_, _) => codec);

    /// <summary>A corpus of id sequences of one length that are in memory already.</summary>
    /// <param name="train">What is learned from.</param>
    /// <param name="valid">Held out; may be empty.</param>
    /// <param name="test">Held out; may be empty.</param>
    /// <param name="facts">Where they come from, for the run's records.</param>
    /// <exception cref="InvalidInputException">The sequences differ in length, or there are fewer than two to learn from.</exception>
    public static Corpus OfIds(SequenceStore train, SequenceStore valid, SequenceStore test, IReadOnlyDictionary<string, string> facts) =>
        Of(TextCodec.Ids(train.Vocabulary), train, valid, test, new SortedDictionary<string, string>(facts.ToDictionary(), StringComparer.Ordinal), "the set of sequences");

    static Corpus Read(string path, CorpusOptions options, Func<IEnumerable<string>, VocabularyOptions, TextCodec> learn)
    {
        options.Validate();
        var sources = new CorpusSources(path, options);
        if (options.Balance == LineBalance.Source && !sources.IsFolder) throw new InvalidInputException($"balance is source, but {path} is one file; give a folder of files");
        var vocabulary = new VocabularyOptions { MinimumCount = options.MinCount, MaximumSize = options.MaxVocabulary == 0 ? int.MaxValue : options.MaxVocabulary };
        var codec = Learn(sources.Training(), path, lines => learn(lines, vocabulary));
        var provenance = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (fact, value) in sources.Fingerprints()) provenance[fact] = value;

        var odds = new LineOdds(options, sources.IsFolder);
        var stores = Encode(sources.Lines(), codec, options, odds, provenance);
        foreach (var (fact, value) in odds.Facts()) provenance[fact] = value;
        return Of(codec, stores[Split.Train], stores[Split.Valid], stores[Split.Test], provenance, path, odds.ToDraw());
    }

    static Corpus Of(
        TextCodec codec, SequenceStore train, SequenceStore valid, SequenceStore test, SortedDictionary<string, string> provenance, string name, WeightedDraw? draw = null)
    {
        if (train.Count < 2) throw new InvalidInputException($"{name} has {train.Count} training line(s) after the split; give at least 2, or files of their own for valid and test");
        SequenceStore[] filled = [.. new[] { train, valid, test }.Where(store => store.Count > 0)];
        var isFixed = filled.All(store => store.MinLength == train.MaxLength && store.MaxLength == train.MaxLength);
        if (!isFixed && !codec.HasSpecials)
            throw new InvalidInputException($"{name} has id sequences of {filled.Min(store => store.MinLength)} to {filled.Max(store => store.MaxLength)} ids; they must have one length: pad or cut them");
        if (!isFixed)
            foreach (var store in filled) store.EndWith(codec.EndId);
        return new Corpus(codec, train, valid, test, provenance) { FixedLength = isFixed, Draw = draw };
    }

    // A codec does not know where its lines come from, the reader of the lines does.
    static TextCodec Learn(IEnumerable<CorpusLine> lines, string path, Func<IEnumerable<string>, TextCodec> learn)
    {
        string? place = null;
        IEnumerable<string> Texts()
        {
            foreach (var line in lines)
            {
                place = line.Place;
                yield return line.Text;
                place = null;
            }
            place = path;
        }
        try
        {
            return learn(Texts());
        }
        catch (InvalidInputException error) when (place is not null)
        {
            throw new InvalidInputException($"{place}: {error.Message}", error);
        }
    }

    static int[] Encode(CorpusLine line, TextCodec codec)
    {
        try
        {
            return codec.Encode(line.Text);
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"{line.Place}: {error.Message}", error);
        }
    }

    static Dictionary<Split, SequenceStore> Encode(IEnumerable<CorpusLine> lines, TextCodec codec, CorpusOptions options, LineOdds odds, SortedDictionary<string, string> provenance)
    {
        var splits = Enum.GetValues<Split>();
        var (stores, over) = (splits.ToDictionary(split => split, _ => new SequenceStore(codec.Size)), splits.ToDictionary(split => split, _ => 0));
        foreach (var line in lines)
        {
            var ids = Encode(line, codec);
            if (ids.Length == 0) continue;
            if (options.MaxLength > 0 && ids.Length > options.MaxLength)
            {
                if (options.LongLines == LongLines.Refuse)
                    throw new InvalidInputException($"{line.Place} has {ids.Length} tokens, max-length is {options.MaxLength}; set max-length={ids.Length}, or long-lines to drop or cut");
                over[line.Split]++;
                if (options.LongLines == LongLines.Drop) continue;
                ids = ids[..options.MaxLength];
            }
            stores[line.Split].Add(ids);
            if (line.Split == Split.Train) odds.Add(line);
        }
        foreach (var split in splits.Where(split => over[split] > 0))
            provenance[$"long lines ({split.ToString().ToLowerInvariant()})"] = Invariant($"{over[split]} {(options.LongLines == LongLines.Drop ? "dropped" : "cut")}");
        return stores;
    }
}
