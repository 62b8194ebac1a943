using System.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace SeqGan.Tokenization;

/// <summary>
/// A tokenizer from elsewhere, with ids of its own (a byte-pair encoding of 50,000, say), of which only those that the training lines
/// use become ids of the model.
/// </summary>
sealed class ForeignTable : TokenTable
{
    internal const string Kind = "foreign";

    readonly int[] _foreign;                     // [model id - 4] -> the tokenizer's id
    readonly string[] _shown;                    // [model id - 4] -> its text, for people
    readonly Dictionary<int, int> _model = [];   // the tokenizer's id -> model id

    ForeignTable(Tokenizer tokenizer, int[] foreign, string[] shown)
    {
        Tokenizer = tokenizer;
        _foreign = foreign;
        _shown = shown;
        for (var i = 0; i < foreign.Length; i++) _model.Add(foreign[i], i + Vocabulary.SpecialCount);
    }

    public override string Name => Tokenizer.GetType().Name;

    public override Tokenizer Tokenizer { get; }

    public override int Size => _foreign.Length + Vocabulary.SpecialCount;

    public static ForeignTable Learn(Tokenizer tokenizer, IEnumerable<string> lines, VocabularyOptions options)
    {
        var counts = new Dictionary<int, long>();
        var shown = new Dictionary<int, string>();
        foreach (var line in lines)
        {
            foreach (var token in tokenizer.EncodeToTokens(line, out _))
            {
                counts[token.Id] = counts.GetValueOrDefault(token.Id) + 1;
                shown.TryAdd(token.Id, token.Value);
            }
        }
        var foreign = options.Choose(counts, Comparer<int>.Default);
        return new(tokenizer, foreign, foreign.Select(id => WellFormed(shown[id])).ToArray());
    }

    public override int[] Encode(string text) =>
        Tokenizer.EncodeToIds(text).Select(id => _model.GetValueOrDefault(id, Vocabulary.Unknown)).ToArray();

    public override string Decode(IReadOnlyList<int> ids)
    {
        var text = new StringBuilder();
        var run = new List<int>();
        foreach (var id in ids)
        {
            if (id >= Vocabulary.SpecialCount)
            {
                run.Add(_foreign[id - Vocabulary.SpecialCount]);
                continue;
            }
            Flush();
            text.Append(Vocabulary.UnknownText);
        }
        Flush();
        return text.ToString();

        void Flush()
        {
            if (run.Count > 0) text.Append(Tokenizer.Decode(run));
            run.Clear();
        }
    }

    public override string TokenOf(int id) => id < Vocabulary.SpecialCount ? Vocabulary.SpecialTokens[id] : _shown[id - Vocabulary.SpecialCount];

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("tokenizer", Kind);
        json.WriteString("type", Name);
        Vocabulary.Write(json, [.. Vocabulary.SpecialTokens, .. _shown]);
        json.WriteStartArray("ids");
        foreach (var id in _foreign) json.WriteNumberValue(id);
        json.WriteEndArray();
    }

    public static ForeignTable Read(JsonFile json, Tokenizer? tokenizer)
    {
        json.Expect("tokenizer", "type", "vocabulary", "ids");
        var type = json.String("type");
        if (tokenizer is null || tokenizer is VocabularyTokenizer || tokenizer.GetType().Name != type)
            throw json.Error($"needs the {Quoted.Text(type)} it was learned with, given to TextCodec.Load");
        var shown = Vocabulary.ReadWords(json);
        var foreign = json.Integers("ids");
        if (foreign.Length != shown.Length) throw json.Error($"'ids' has {foreign.Length} entries for the {shown.Length} tokens of 'vocabulary' after the special ones");
        if (foreign.Distinct().Count() != foreign.Length) throw json.Error("'ids' holds an id twice");
        return new(tokenizer, foreign, shown);
    }

    // A tokenizer may cut through a surrogate pair; JSON cannot hold a half.
    static string WellFormed(string text) => string.Concat(text.EnumerateRunes());
}
