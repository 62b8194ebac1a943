using SeqGan.Tokenization;

namespace SeqGan.Text.Filters;

/// <summary>Which generated lines are kept. Each property is a rule of its own, and what is left out refuses nothing.</summary>
public sealed record CandidateFilterOptions
{
    /// <summary>Fewest tokens of a line.</summary>
    public int? MinLength { get; init; }

    /// <summary>Most tokens of a line.</summary>
    public int? MaxLength { get; init; }

    /// <summary>
    /// Verse: <c>4x5</c> is four lines of five characters, between them blanks or punctuation, or nothing at all. Characters are
    /// as a reader counts them (text elements); blanks and punctuation are none. For text only.
    /// </summary>
    public string? Form { get; init; }

    /// <summary>A .NET regular expression that the whole line must match.</summary>
    public string? Match { get; init; }

    /// <summary>No line twice.</summary>
    public bool Unique { get; init; }

    /// <summary>No line of the training text.</summary>
    public bool Novel { get; init; }

    /// <summary>Most consecutive tokens that a line may share with a training line.</summary>
    public int? MaxSpan { get; init; }

    /// <summary>Least probability of being real that the discriminator gives to a line, 0 to 1.</summary>
    public double? MinVerdict { get; init; }

    /// <summary>Whether a rule asks for the training text.</summary>
    public bool NeedsTraining => Novel || MaxSpan is not null;

    /// <summary>Whether a rule asks for the discriminator.</summary>
    public bool NeedsVerdicts => MinVerdict is not null;

    /// <summary>Checks ranges and patterns.</summary>
    /// <exception cref="InvalidInputException">A value is not usable; the message names it.</exception>
    public void Validate()
    {
        foreach (var (name, value) in new[] { ("min-length", MinLength), ("max-length", MaxLength), ("max-span", MaxSpan) })
            if (value < 1) throw new InvalidInputException(Invariant($"{name} is {value}; give 1 or more tokens"));
        if (MinLength > MaxLength) throw new InvalidInputException(Invariant($"min-length is {MinLength} and max-length is {MaxLength}: no line is both; turn them round"));
        if (MinVerdict is not (null or (>= 0 and <= 1))) throw new InvalidInputException(Invariant($"min-verdict is {MinVerdict}; give a probability from 0 to 1"));
        if (Form is not null) VerseForm.Parse(Form);
        if (Match is not null) _ = new LinePattern(Match);
    }
}
