namespace SeqGan.Tokenization;

/// <summary>Checked lines as one text, for parsers whose records may span lines; each line ends in LF.</summary>
sealed class LineText(LineReader lines) : TextReader
{
    string? _line;
    int _at; // in the line; at its length comes the LF

    public override int Read(Span<char> buffer)
    {
        if (buffer.Length == 0) return 0;
        if (_line is null)
        {
            if ((_line = lines.Next()) is null) return 0;
            _at = 0;
        }
        var count = Math.Min(buffer.Length, _line.Length - _at);
        _line.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        if (count == buffer.Length) return count;
        buffer[count] = '\n';
        _line = null;
        return count + 1;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }
}
