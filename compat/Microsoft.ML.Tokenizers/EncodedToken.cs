namespace Microsoft.ML.Tokenizers;

/// <summary>One token: its id, its text, and the range of the (normalised) text it came from.</summary>
public readonly struct EncodedToken : IEquatable<EncodedToken>
{
    public EncodedToken(int id, string value, Range offset)
    {
        Id = id;
        Value = value;
        Offset = offset;
    }

    public int Id { get; }

    public string Value { get; }

    public Range Offset { get; }

    public bool Equals(EncodedToken other) =>
        Id == other.Id && string.Equals(Value, other.Value, StringComparison.Ordinal) && Offset.Equals(other.Offset);
}
