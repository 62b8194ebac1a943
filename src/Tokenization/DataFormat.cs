namespace SeqGan.Tokenization;

/// <summary>How a file holds its texts.</summary>
public enum DataFormat
{
    /// <summary>As the name says: .jsonl, .ndjson and .json, .csv, .tsv, each with or without .gz; any other file is lines.</summary>
    Auto,

    /// <summary>A text a line.</summary>
    Lines,

    /// <summary>A JSON object a line.</summary>
    Jsonl,

    /// <summary>Columns between commas (RFC 4180): a quoted field may hold commas, line breaks and doubled quotes.</summary>
    Csv,

    /// <summary>Columns between tabs, a record a line: quotes are ordinary text (IANA text/tab-separated-values).</summary>
    Tsv,
}
