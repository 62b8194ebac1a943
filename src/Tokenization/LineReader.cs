using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace SeqGan.Tokenization;

/// <summary>Cuts a byte stream into lines of strict UTF-8 through one buffer that never outgrows the longest line allowed.</summary>
sealed class LineReader
{
    static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // GZipStream takes a file that is cut short for a whole one. So a second member follows the file, as gzip allows: only behind a
    // whole file does its text come out. A zero byte is in no text, so the mark cannot be mistaken.
    static readonly byte[] _endMark = "\0end of packed text"u8.ToArray();
    static readonly byte[] _packedEndMark = Pack(_endMark);

    readonly string _name;
    readonly Stream _stream;
    byte[] _buffer = new byte[1 << 16];
    int _start, _end;   // the bytes read and not yet returned
    long _offset;       // where _start lies in the unpacked text
    bool _finished;
    readonly bool _packed;

    public LineReader(Stream stream, string name)
    {
        _name = name;
        _stream = stream;
        Fill(2);
        if (Rest.StartsWith<byte>([0x1F, 0x8B]))
        {
            _stream = new BoundedGzip(new SplicedStream(Rest.ToArray(), stream, _packedEndMark), Bomb);
            (_start, _end, _finished, _packed) = (0, 0, false, true);
        }
        Fill(3);
        if (Rest.StartsWith<byte>([0xFF, 0xFE]) || Rest.StartsWith<byte>([0xFE, 0xFF])) throw Error("is UTF-16; convert it to UTF-8", 0);
        if (Rest.StartsWith("\uFEFF"u8)) Skip(3);
    }

    ReadOnlySpan<byte> Rest => _buffer.AsSpan(_start, _end - _start);

    /// <summary>The number of the line that was returned last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The next line without its end; null after the last.</summary>
    public string? Next()
    {
        int length;
        var searched = 0;
        while ((length = Rest[searched..].IndexOf((byte)'\n')) < 0)
        {
            searched = Rest.Length;
            if (searched > TextLines.MaximumLineBytes + _endMark.Length + 1) throw TooLong();
            if (_finished) return searched == 0 ? null : Take(searched, searched);
            Fill(searched + 1);
            searched = Math.Min(searched, Rest.Length); // less the end mark
        }
        length += searched;
        return Take(length, length + 1);
    }

    string Take(int length, int withEnd)
    {
        var bytes = Rest[..length];
        if (bytes.EndsWith("\r"u8)) bytes = bytes[..^1];
        if (bytes.Length > TextLines.MaximumLineBytes) throw TooLong();
        if (bytes.IndexOf((byte)0) is >= 0 and var zero) throw Error("holds a zero byte, so it is a binary file or UTF-16; give UTF-8 text", zero);
        string text;
        try
        {
            text = _strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Error("is not UTF-8; convert it", InvalidAt(bytes));
        }
        Skip(withEnd);
        Line++;
        return text;
    }

    static int InvalidAt(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done) at += length;
        return at;
    }

    void Skip(int count)
    {
        _start += count;
        _offset += count;
    }

    /// <summary>Reads until so many bytes wait or the stream ends.</summary>
    void Fill(int count)
    {
        while (_end - _start < count && !_finished)
        {
            if (_start > 0) Rest.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
            var read = Read(_buffer.AsSpan(_end));
            _end += read;
            if (read > 0) continue;
            _finished = true;
            if (!_packed) continue;
            if (!Rest.EndsWith(_endMark)) throw Damaged(null);
            _end -= _endMark.Length;
        }
    }

    int Read(Span<byte> destination)
    {
        try
        {
            return _stream.Read(destination);
        }
        catch (InvalidDataException error)
        {
            throw Damaged(error);
        }
        catch (IOException error)
        {
            throw new InvalidInputException($"{_name}: line {Line + 1}: cannot be read on: {Quoted.Text(error.Message)}; check the disk", error);
        }
    }

    static byte[] Pack(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal)) gzip.Write(bytes);
        return memory.ToArray();
    }

    InvalidInputException Damaged(Exception? error) =>
        new($"{_name}: line {Line + 1}: the gzip data are damaged or cut short; fetch the file again", error);

    InvalidInputException Bomb() =>
        new($"{_name}: line {Line + 1}: the gzip data unpack to more than {BoundedGzip.LargestRatio} times their size, as no text does; unpack the file first if it is what you want");

    InvalidInputException TooLong() =>
        new($"{_name}: line {Line + 1} (byte {_offset}) is longer than {TextLines.MaximumLineBytes} bytes; put one text on a line");

    InvalidInputException Error(string what, int at) => new($"{_name}: line {Line + 1}, byte {_offset + at}: the text {what}");
}
