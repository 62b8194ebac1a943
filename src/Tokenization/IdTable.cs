using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace SeqGan.Tokenization;

/// <summary>Lines of integers that are the ids themselves: music, clicks, molecules, the published oracle's sequences.</summary>
sealed class IdTable : TokenTable
{
    internal const string Kind = "ids";

    public IdTable(int size)
    {
        if (size < 1) throw new InvalidInputException($"the number of ids is {size}; it must be 1 or more");
        Size = size;
    }

    public override string Name => Kind;

    public override Tokenizer? Tokenizer => null;

    public override int Size { get; }

    public override bool HasSpecials => false;

    public static IdTable Learn(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var largest = lines.SelectMany(line => Parse(line, int.MaxValue)).DefaultIfEmpty(-1).Max();
        return largest < 0 ? throw new InvalidInputException("the training data has no ids; give lines of integers with blanks between") : new(largest + 1);
    }

    public override int[] Encode(string text) => Parse(text, Size);

    public override string Decode(IReadOnlyList<int> ids) => string.Join(' ', ids.Select(TokenOf));

    public override string TokenOf(int id) => id.ToString(CultureInfo.InvariantCulture);

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteString("tokenizer", Kind);
        json.WriteNumber("size", Size);
    }

    public static IdTable Read(JsonFile json)
    {
        json.Expect("tokenizer", "size");
        var size = json.Integer("size");
        return size < 1 ? throw json.Error("'size' must be 1 or more") : new(size);
    }

    static int[] Parse(string line, int size)
    {
        var ids = new List<int>();
        var text = line.AsSpan();
        foreach (var range in text.SplitAny(" \t\r\n"))
        {
            var word = text[range];
            if (word.IsEmpty) continue;
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id >= size)
                throw new InvalidInputException(
                    $"{Quoted.Text(word)} at column {range.Start.Value + 1} is no id; give integers from 0 to {size - 1} with blanks between");
            ids.Add(id);
        }
        return [.. ids];
    }
}
