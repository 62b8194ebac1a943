using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SeqGan.Cli.Config;

/// <summary>
/// Reads an experiment: one flat YAML mapping of keys to scalars or lists of scalars. It goes over the parser's events, so
/// that no alias is ever followed and no nesting ever recursed into; both are refused, with their line.
/// </summary>
internal sealed class YamlSettings
{
    readonly Parser _parser;
    readonly string _name;

    YamlSettings(TextReader text, string name) => (_parser, _name) = (new Parser(text), name);

    /// <param name="path">The file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidInputException">The file cannot be read or is not such a mapping.</exception>
    public static Settings Read(string path, string name)
    {
        if (!File.Exists(path)) throw new InvalidInputException($"{name} is {(Directory.Exists(path) ? "a folder" : "not there")}; give a file of settings");
        try
        {
            var bytes = SmallFile.Read(path, name, "a file of settings");
            if (bytes.Span.Contains((byte)0)) throw new InvalidInputException($"{name} holds a zero byte, so it is a binary file or UTF-16; give a file of settings in UTF-8"); // where the parser would end
            using var text = new StreamReader(new MemoryStream(bytes.ToArray()), new UTF8Encoding(false, throwOnInvalidBytes: true));
            return Parse(text, name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"{name} cannot be read: {Line.Of(error.Message)}; check the path and its permissions", error);
        }
        catch (DecoderFallbackException error)
        {
            throw new InvalidInputException($"{name} is not UTF-8; convert it", error);
        }
    }

    /// <param name="text">The YAML.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InvalidInputException">It is not a flat mapping.</exception>
    public static Settings Parse(TextReader text, string name)
    {
        var reader = new YamlSettings(text, name);
        try
        {
            return new Settings([.. reader.Document()]);
        }
        catch (YamlException error)
        {
            throw new InvalidInputException(Invariant($"{name}:{error.Start.Line} is not YAML: {Line.Of(error.Message)}"), error);
        }
        catch (Exception error) when (error is InvalidOperationException or OverflowException or FormatException or ArgumentException and not DecoderFallbackException)
        {
            throw new InvalidInputException(Invariant($"{name}:{reader._parser.Current?.End.Line ?? 1} is not YAML"), error); // where the parser itself gives up
        }
    }

    IEnumerable<Setting> Document()
    {
        Next(); // the start of the stream
        if (Next() is StreamEnd) yield break; // nothing but comments
        Expect<MappingStart>(Next(), "an experiment is a list of 'key: value' lines");
        while (Next() is var entry and not MappingEnd)
        {
            var key = Expect<Scalar>(entry, "a key is a plain word");
            yield return Value(key);
        }
        Next(); // the end of the document
        if (Next() is not StreamEnd and var more) throw Bad(more, "a second document; keep one");
    }

    Setting Value(Scalar key)
    {
        var place = Place(key);
        var value = Next();
        if (value is not SequenceStart) return new Setting(key.Value, Text(Expect<Scalar>(value, $"the value of {Line.Of(key.Value)} must be one value or a list of values")), place);
        Expect<SequenceStart>(value, "");
        var items = new List<string>();
        while (Next() is var item and not SequenceEnd) items.Add(Text(Expect<Scalar>(item, $"the list of {Line.Of(key.Value)} must hold single values")));
        return new Setting(key.Value, items, true, place);
    }

    static string Text(Scalar scalar) => scalar is { Style: ScalarStyle.Plain, Value: "~" or "null" } ? "" : scalar.Value;

    ParsingEvent Next()
    {
        _parser.MoveNext();
        return _parser.Current!;
    }

    T Expect<T>(ParsingEvent found, string otherwise) where T : NodeEvent
    {
        if (found is AnchorAlias || found is NodeEvent { Anchor.IsEmpty: false }) throw Bad(found, "anchors and aliases are not used here; write the value out");
        if (found is NodeEvent { Tag.IsEmpty: false }) throw Bad(found, "tags are not used here; write the plain value");
        return found as T ?? throw Bad(found, otherwise);
    }

    InvalidInputException Bad(ParsingEvent at, string message) => new($"{Place(at)}: {message}");

    string Place(ParsingEvent at) => $"{_name}:{at.Start.Line.ToString(CultureInfo.InvariantCulture)}";
}
