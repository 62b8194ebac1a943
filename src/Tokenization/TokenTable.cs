using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace SeqGan.Tokenization;

/// <summary>What a <see cref="TextCodec"/> does differently for our tokenizers, for those from elsewhere, and for plain ids.</summary>
abstract class TokenTable
{
    public abstract string Name { get; }

    public abstract Tokenizer? Tokenizer { get; }

    public abstract int Size { get; }

    public virtual bool HasSpecials => true;

    public abstract int[] Encode(string text);

    /// <summary>Ids in range; of the special ones only unknown.</summary>
    public abstract string Decode(IReadOnlyList<int> ids);

    public abstract string TokenOf(int id);

    public abstract void Write(Utf8JsonWriter json);
}
