using System.Globalization;

namespace SeqGan.Tokenization;

/// <summary>A text of a file.</summary>
/// <param name="Line">The line it starts on, from 1, blank lines and a header row counted.</param>
/// <param name="Text">The text, in one line: line breaks inside a field are one blank.</param>
/// <param name="Label">Its label, in one line; null where none is asked for.</param>
/// <param name="Weight">How often it is drawn beside a text of weight 1; above 0.</param>
public readonly record struct TextRecord(long Line, string Text, string? Label = null, double Weight = 1)
{
    /// <summary>A weight as somebody wrote it; null where it is no number above 0.</summary>
    internal static double? ParseWeight(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight > 0 && double.IsFinite(weight) ? weight : null;
}
