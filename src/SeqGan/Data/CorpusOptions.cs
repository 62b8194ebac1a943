using SeqGan.Tokenization;

namespace SeqGan.Data;

/// <summary>What to do with a line that is longer than <see cref="CorpusOptions.MaxLength"/>.</summary>
public enum LongLines
{
    /// <summary>Stop with an error that names the line.</summary>
    Refuse,

    /// <summary>Leave the line out; the count is reported.</summary>
    Drop,

    /// <summary>Keep the first tokens; the count is reported.</summary>
    Cut,
}

/// <summary>Between what the draws of training lines are balanced.</summary>
public enum LineBalance
{
    /// <summary>Nothing: each line once an epoch, or by its weight where there are weights.</summary>
    None,

    /// <summary>The labels.</summary>
    Label,

    /// <summary>The files of a folder.</summary>
    Source,
}

/// <summary>How text becomes sequences of ids.</summary>
public sealed record CorpusOptions
{
    /// <summary>How the files are written: auto (as their names say), lines, jsonl, csv or tsv.</summary>
    public DataFormat DataFormat { get; init; } = DataFormat.Auto;

    /// <summary>The field of JSONL that holds the text; dots lead into objects inside: message.text.</summary>
    public string Field { get; init; } = "text";

    /// <summary>The column of CSV and TSV that holds the text: a name of the header row, or a number from 1 for files without one.</summary>
    public string Column { get; init; } = "text";

    /// <summary>File or folder with held-out lines for watching the training; empty: 5 % of the corpus, chosen by line hash.</summary>
    public string Valid { get; init; } = "";

    /// <summary>File or folder with held-out lines for the final scores; empty: another 5 % of the corpus, chosen by line hash.</summary>
    public string Test { get; init; } = "";

    /// <summary>Most tokens a line may have; 0: as many as the longest training line has.</summary>
    public int MaxLength { get; init; }

    /// <summary>What happens to longer lines: refuse, drop or cut.</summary>
    public LongLines LongLines { get; init; } = LongLines.Refuse;

    /// <summary>Tokens seen less often in the training lines become the unknown token.</summary>
    public int MinCount { get; init; } = 1;

    /// <summary>Most tokens in the vocabulary, special ones included; 0: no limit. The rarest become the unknown token.</summary>
    public int MaxVocabulary { get; init; }

    /// <summary>The field (JSONL) or column (CSV and TSV) with the label of a text; empty: no labels.</summary>
    public string Label { get; init; } = "";

    /// <summary>The field or column with the weight of a text, a number above 0 that multiplies how often it is drawn; empty: all weigh the same.</summary>
    public string Weight { get; init; } = "";

    /// <summary>What is drawn equally often in training, however many lines it has: none, label or source (the files of a folder).</summary>
    public LineBalance Balance { get; init; } = LineBalance.None;

    /// <summary>How far the balance goes: a label of n lines is drawn in proportion to n^(1 - power); 0: as they are, 1: all equally often.</summary>
    public double BalancePower { get; init; } = 1;

    internal RecordOptions Records => new() { Format = DataFormat, Field = Field, Column = Column, Label = Label, Weight = Weight };

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="InvalidInputException">A value is out of range.</exception>
    public void Validate()
    {
        Records.Validate();
        if (MaxLength < 0) throw new InvalidInputException($"max-length is {MaxLength}; give 1 or more tokens, or 0 for the longest line's length");
        if (MinCount < 1) throw new InvalidInputException($"min-count is {MinCount}; give 1 or more");
        if (MaxVocabulary is < 0 or (> 0 and < 6)) throw new InvalidInputException($"max-vocabulary is {MaxVocabulary}; give 6 or more tokens, or 0 for no limit");
        if (Balance == LineBalance.Label && Label.Length == 0) throw new InvalidInputException("balance is label, but there is no label; set label to the field or column that holds it");
        if (!(BalancePower is >= 0 and <= 1)) throw new InvalidInputException(Invariant($"balance-power is {BalancePower}; give a number from 0 (as they are) to 1 (equally often)"));
    }
}
