using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SeqGan.Tokenization;

namespace SeqGan.Formats;

/// <summary>
/// Reads one PNG file, strictly: every chunk's checksum and place is checked, and nothing is made in memory whose size the
/// file only claims: the dimensions have limits, and packed data must be long enough for what they claim to hold.
/// </summary>
internal sealed class PngReader
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    const int Frame = 12; // length, type and checksum of a chunk
    const int LargestRatio = 1032; // of DEFLATE
    const int PaletteSize = 256;

    readonly MemoryStream _packed = new();
    readonly byte[] _alpha = Enumerable.Repeat((byte)255, PaletteSize).ToArray();
    PngHeader? _header;
    byte[] _palette = [];
    string _last = "";

    /// <exception cref="InvalidDataException">The file breaks a rule of the format, or is of a kind that is not read.</exception>
    public PngFile Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Signature)) throw new InvalidDataException("it is no PNG file");
        for (var at = Signature.Length; _last != "IEND";)
        {
            if (file.Length - at < Frame) throw new InvalidDataException("it is cut short");
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - Frame) throw new InvalidDataException($"it is cut short: the chunk at byte {at} claims {length} bytes, and {file.Length - at - Frame} follow");
            var content = file.Slice(at + 4, 4 + (int)length);
            if (Crc32.Of(content) != BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..])) throw new InvalidDataException($"the checksum of the chunk at byte {at} is wrong");
            Take(Encoding.Latin1.GetString(content[..4]), content[4..]);
            at += Frame + (int)length;
            if (_last == "IEND" && at != file.Length) throw new InvalidDataException($"{file.Length - at} bytes follow its end");
        }
        return Unpack(_header!);
    }

    void Take(string type, ReadOnlySpan<byte> data)
    {
        if (_header is null != (type == "IHDR")) throw new InvalidDataException(_header is null ? "its first chunk is not IHDR" : "it has two chunks IHDR");
        switch (type)
        {
            case "IHDR":
                _header = PngHeader.Parse(data);
                break;
            case "PLTE":
                if (_palette.Length > 0 || _packed.Length > 0 || _header!.Channels == 1) throw new InvalidDataException("its chunk PLTE stands where there must be none");
                if (data.Length is 0 or > 3 * PaletteSize || data.Length % 3 != 0) throw new InvalidDataException($"its palette has {data.Length} bytes");
                _palette = data.ToArray();
                break;
            case "tRNS":
                if (!_header!.IsPalette) throw new InvalidDataException("it names a transparent colour, which is not supported");
                if (_packed.Length > 0 || data.Length * 3 > _palette.Length) throw new InvalidDataException("its chunk tRNS does not fit its palette");
                data.CopyTo(_alpha);
                break;
            case "IDAT":
                if (_packed.Length > 0 && _last != "IDAT") throw new InvalidDataException("its chunks IDAT do not stand together");
                if (_header!.IsPalette && _palette.Length == 0) throw new InvalidDataException("it has no palette");
                _packed.Write(data);
                break;
            case "IEND":
                if (data.Length > 0) throw new InvalidDataException("its chunk IEND is not empty");
                if (_packed.Length == 0) throw new InvalidDataException("it has no image data");
                break;
            case [>= 'A' and <= 'Z', ..]:
                throw new InvalidDataException($"it needs the chunk {Quoted.Text(type)}, which is unknown");
        }
        _last = type;
    }

    PngFile Unpack(PngHeader header)
    {
        var needed = (1L + header.RowBytes) * header.Height;
        if (needed > LargestRatio * _packed.Length) throw TooShort(header);
        var image = new PngFile(header.Channels, header.Height, header.Width, new byte[header.Channels * header.Height * header.Width]);
        _packed.Position = 0;
        using var data = new ZLibStream(_packed, CompressionMode.Decompress);
        var (above, row) = (new byte[1 + header.RowBytes], new byte[1 + header.RowBytes]);
        for (var y = 0; y < header.Height; y++)
        {
            if (data.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length) throw TooShort(header);
            Unfilter(row[0], row.AsSpan(1), above.AsSpan(1), header.PixelBytes);
            Spread(header, row.AsSpan(1), image, y);
            (above, row) = (row, above);
        }
        if (data.ReadByte() >= 0) throw new InvalidDataException($"its data are longer than {header.Width} x {header.Height} pixels need");
        return image;
    }

    static void Unfilter(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int back)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var (left, up, corner) = (i < back ? 0 : row[i - back], above[i], i < back ? 0 : above[i - back]);
            row[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Paeth(left, up, corner),
                _ => throw new InvalidDataException($"there is no filter {filter}"),
            });
        }
    }

    static int Paeth(int left, int up, int corner)
    {
        var (byLeft, byUp, byCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - 2 * corner));
        return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
    }

    // A row of the file to a row of each plane.
    void Spread(PngHeader header, ReadOnlySpan<byte> row, PngFile image, int y)
    {
        var plane = header.Height * header.Width;
        for (var x = 0; x < header.Width; x++)
        {
            var first = x * header.Samples;
            var entry = header.IsPalette ? Sample(row, first, header.Depth) : 0;
            if (3 * entry >= _palette.Length && header.IsPalette) throw new InvalidDataException($"a pixel has the colour {entry}, and the palette has {_palette.Length / 3}");
            var alpha = header.IsPalette ? _alpha[entry] : header.HasAlpha ? Eight(row, first + header.Samples - 1, header.Depth) : 255;
            for (var channel = 0; channel < header.Channels; channel++)
            {
                var value = header.IsPalette ? _palette[3 * entry + channel] : Eight(row, first + channel, header.Depth);
                image.Pixels[channel * plane + y * header.Width + x] = (byte)((value * alpha + 127) / 255);
            }
        }
    }

    // A sample as 8 bits.
    static int Eight(ReadOnlySpan<byte> row, int index, int depth) => depth switch
    {
        8 => row[index],
        16 => (Sample(row, index, depth) * 255 + 32767) / 65535,
        _ => Sample(row, index, depth) * 255 / ((1 << depth) - 1),
    };

    static int Sample(ReadOnlySpan<byte> row, int index, int depth) => depth switch
    {
        8 => row[index],
        16 => (row[2 * index] << 8) | row[2 * index + 1],
        _ => (row[index * depth / 8] >> (8 - depth - index * depth % 8)) & ((1 << depth) - 1),
    };

    static InvalidDataException TooShort(PngHeader header) => new($"its data are shorter than {header.Width} x {header.Height} pixels need");
}
