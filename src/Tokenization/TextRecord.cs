namespace SeqGan.Tokenization;

/// <summary>A text of a file.</summary>
/// <param name="Line">The line it starts on, from 1, blank lines and a header row counted.</param>
/// <param name="Text">The text, in one line: line breaks inside a field are one blank.</param>
public readonly record struct TextRecord(long Line, string Text);
