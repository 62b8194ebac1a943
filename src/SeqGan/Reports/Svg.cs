using System.Globalization;
using System.Security;
using System.Text;

namespace SeqGan.Reports;

/// <summary>An SVG file as it is written: a white ground, then lines of markup and texts.</summary>
internal sealed class Svg
{
    readonly StringBuilder _text = new();

    public Svg(int width, int height)
    {
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">");
        Add($"<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>");
    }

    /// <summary>A line of markup, its numbers written the same in every culture.</summary>
    public void Add(FormattableString line) => _text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>A text at a place, with further attributes.</summary>
    public void Text(double x, double y, string text, string anchor = "middle", string more = "") =>
        Add($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\"{more}>{SecurityElement.Escape(text)}</text>");

    /// <summary>The file.</summary>
    public override string ToString() => _text + "</svg>\n";
}
