using System.Text.Json;

namespace SeqGan.Tokenization;

/// <summary>One of our tokenizers: its vocabulary's ids are the model's.</summary>
sealed class VocabularyTable : TokenTable
{
    readonly Vocabulary _vocabulary;

    public VocabularyTable(VocabularyTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        Tokenizer = tokenizer;
        _vocabulary = tokenizer.Known;
    }

    public override string Name => Tokenizer.Name;

    public override VocabularyTokenizer Tokenizer { get; }

    public override int Size => _vocabulary.Size;

    public static VocabularyTable Learn(VocabularyTokenizer tokenizer, IEnumerable<string> lines, VocabularyOptions options)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var line in lines) tokenizer.Count(line, lookup);
        return new(tokenizer.WithVocabulary(Vocabulary.FromCounts(counts, options)));
    }

    public override int[] Encode(string text) => [.. Tokenizer.EncodeToIds(text)];

    public override string Decode(IReadOnlyList<int> ids) => Tokenizer.Decode(ids);

    public override string TokenOf(int id) => _vocabulary.TokenOf(id);

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("tokenizer", Name);
        json.WriteBoolean("lowercase", Tokenizer.Lowercase);
        _vocabulary.Write(json);
    }

    public static VocabularyTable Read(JsonFile json, string name)
    {
        json.Expect("tokenizer", "lowercase", "vocabulary");
        if (!Tokenizers.Names.Contains(name)) throw json.Error($"'tokenizer' is {Quoted.Text(name)}, which is none of {string.Join(", ", Tokenizers.Names)}");
        return new(Tokenizers.Create(name, json.Boolean("lowercase")).WithVocabulary(Vocabulary.Read(json)));
    }
}
