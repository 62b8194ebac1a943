using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SeqGan.Tokenization;

/// <summary>
/// Tokens and their ids: pad 0, begin 1, end 2, unknown 3, then the tokens of the corpus. Immutable.
/// <para>
/// Special ids belong to no text: a word that looks like one ("&lt;pad&gt;" typed by somebody) is unknown, as is the replacement
/// character U+FFFD, which is how an unknown token is printed; so decoding and encoding again keeps unknown tokens unknown.
/// </para>
/// </summary>
public sealed class Vocabulary
{
    /// <summary>How the special tokens are called in files and tables, in the order of their ids.</summary>
    public static IReadOnlyList<string> SpecialTokens { get; } = ["<pad>", "<s>", "</s>", "<unk>"];

    internal const int SpecialCount = 4;
    internal const int Unknown = 3;
    internal const string UnknownText = "\uFFFD";

    readonly string[] _tokens;
    readonly Dictionary<string, int> _ids;
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _idsBySpan;

    /// <param name="words">The ordinary tokens in the order of their ids, 4 and up.</param>
    /// <exception cref="InvalidInputException">A token is empty, occurs twice, is reserved, or is no well-formed Unicode.</exception>
    public Vocabulary(IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        _tokens = [.. SpecialTokens, .. words];
        _ids = new Dictionary<string, int>(_tokens.Length, StringComparer.Ordinal);
        for (var id = SpecialCount; id < _tokens.Length; id++)
        {
            var token = _tokens[id];
            if (!MayBeWord(token)) throw new InvalidInputException($"vocabulary token {id} is {Quoted.Text(token)}, which is empty, reserved or no Unicode text");
            if (!_ids.TryAdd(token, id)) throw new InvalidInputException($"vocabulary token {id} is {Quoted.Text(token)}, which has id {_ids[token]} already");
        }
        _idsBySpan = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Every token by its id, the special ones included.</summary>
    public IReadOnlyList<string> Tokens => _tokens;

    /// <summary>The number of ids, the special ones included.</summary>
    public int Size => _tokens.Length;

    /// <summary>Fills a batch behind the shorter sequences.</summary>
    public int PadId => 0;

    /// <summary>Starts every sequence.</summary>
    public int BeginId => 1;

    /// <summary>Ends a sequence.</summary>
    public int EndId => 2;

    /// <summary>Any token that has no id of its own.</summary>
    public int UnknownId => Unknown;

    /// <summary>The most frequent tokens, by count and then in ordinal order, so that ids are equal in every process.</summary>
    /// <exception cref="InvalidInputException">The options allow no token.</exception>
    public static Vocabulary FromCounts(IEnumerable<KeyValuePair<string, long>> counts, VocabularyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return new Vocabulary((options ?? new()).Choose(counts.Where(pair => MayBeWord(pair.Key)), StringComparer.Ordinal));
    }

    /// <summary>The token's id; <see cref="UnknownId"/> for one that is not in the vocabulary.</summary>
    public int IdOf(string token) => IdOf(token.AsSpan());

    /// <inheritdoc cref="IdOf(string)"/>
    public int IdOf(ReadOnlySpan<char> token) => _idsBySpan.TryGetValue(token, out var id) ? id : UnknownId;

    /// <summary>The id of an ordinary token; false for any other text, the names of the special tokens included.</summary>
    public bool TryIdOf(string token, out int id) => _ids.TryGetValue(token, out id);

    /// <summary>The token of an id, special ones included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is negative or not below <see cref="Size"/>.</exception>
    public string TokenOf(int id) => (uint)id < (uint)_tokens.Length
        ? _tokens[id]
        : throw new ArgumentOutOfRangeException(nameof(id), string.Create(CultureInfo.InvariantCulture, $"token id {id} is not in 0..{Size - 1}"));

    /// <summary>Writes readable JSON in UTF-8: one token a line, specials first.</summary>
    /// <exception cref="InvalidInputException">It would be larger than <see cref="Load"/> reads.</exception>
    public void Save(Stream stream) => JsonFile.Write(stream, Write);

    /// <param name="stream">What <see cref="Save"/> wrote.</param>
    /// <param name="source">What error messages call it, such as the file's name.</param>
    /// <exception cref="InvalidInputException">The file is damaged, too large or no vocabulary.</exception>
    public static Vocabulary Load(Stream stream, string source = "the vocabulary")
    {
        using var json = JsonFile.Read(stream, source);
        json.Expect("vocabulary");
        return Read(json);
    }

    internal void Write(Utf8JsonWriter json) => Write(json, _tokens);

    internal static void Write(Utf8JsonWriter json, IEnumerable<string> tokens) => JsonFile.WriteStrings(json, "vocabulary", tokens);

    internal static Vocabulary Read(JsonFile json)
    {
        var words = ReadWords(json);
        try
        {
            return new Vocabulary(words);
        }
        catch (InvalidInputException error)
        {
            throw json.Error(error.Message);
        }
    }

    /// <summary>What follows the four special tokens.</summary>
    internal static string[] ReadWords(JsonFile json)
    {
        var tokens = json.Strings("vocabulary");
        if (!tokens.Take(SpecialCount).SequenceEqual(SpecialTokens)) throw json.Error($"'vocabulary' must begin with {string.Join(' ', SpecialTokens)}");
        return tokens[SpecialCount..];
    }

    static bool MayBeWord(string token)
    {
        if (string.IsNullOrEmpty(token) || token == UnknownText || SpecialTokens.Contains(token)) return false;
        for (var rest = token.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != System.Buffers.OperationStatus.Done) return false; // half a surrogate pair
            rest = rest[length..];
        }
        return true;
    }
}
