using System.Text;
using SeqGan.TestSupport;

namespace SeqGan.Tokenization.Tests;

public class TextRecordsTests
{
    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    static TextRecord[] Read(byte[] bytes, string name, RecordOptions? options = null) => [.. TextRecords.Read(new MemoryStream(bytes), name, options)];

    static void AssertRead(string text, string name, RecordOptions options, params TextRecord[] expected)
    {
        Assert.Equal(expected, Read(Bytes(text), name, options));
        Assert.Equal(expected, Read(Gzip.Pack(Bytes("\uFEFF" + text.ReplaceLineEndings("\r\n"))), name + ".gz", options));
        using var slow = new SyntheticStream(Bytes(text).Length, (buffer, offset) => Bytes(text).AsSpan((int)offset, buffer.Length).CopyTo(buffer)) { MostAtOnce = 1 };
        Assert.Equal(expected, TextRecords.Read(slow, name, options));
    }

    static void AssertRefused(byte[] bytes, string name, RecordOptions options, string message)
    {
        var error = Assert.Throws<InvalidInputException>(() => Read(bytes, name, options));
        Assert.StartsWith(name, error.Message);
        Assert.Contains(message, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    static readonly RecordOptions _text = new();
    static readonly RecordOptions _first = new() { Column = "1" };
    static readonly RecordOptions _second = new() { Column = "2" };

    [Fact]
    public void Blank_texts_are_kept_where_their_numbers_mean_something()
    {
        var kept = new RecordOptions { KeepBlank = true };
        AssertRead("a\n\n \nb\n", "x.txt", kept, new TextRecord(1, "a"), new TextRecord(2, ""), new TextRecord(3, " "), new TextRecord(4, "b"));
        AssertRead("a\n\n \nb\n", "x.txt", _text, new TextRecord(1, "a"), new TextRecord(4, "b"));
        AssertRead("{\"text\": \"\"}\n\n{\"text\": \"b\"}\n", "x.jsonl", kept, new TextRecord(1, ""), new TextRecord(3, "b")); // a blank line is no object
        AssertRead("text,n\n,1\nb,2\n", "x.csv", kept, new TextRecord(2, ""), new TextRecord(3, "b"));
    }

    [Fact]
    public void A_blank_line_is_a_row_of_a_table_of_one_column_alone()
    {
        var (kept, numbered) = (new RecordOptions { KeepBlank = true }, new RecordOptions { KeepBlank = true, Column = "1" });
        AssertRead("text\na\n\"\"\nb\nc\n", "x.csv", kept, new(2, "a"), new(3, ""), new(4, "b"), new(5, "c"));
        AssertRead("\n \ntext\na\n\n \nb\n\n", "x.csv", kept, new(4, "a"), new(5, ""), new(6, " "), new(7, "b"), new(8, ""));
        AssertRead("text\n\na", "x.tsv", kept, new(2, ""), new(3, "a"));
        AssertRead("text\n\n", "x.csv", kept, new TextRecord(2, ""));
        AssertRead("\n\"\n\"\na\n\n", "x.csv", numbered, new(1, ""), new(2, ""), new(4, "a"), new(5, ""));
        AssertRead("text\na\n\"\"\n\nb\n", "x.csv", _text, new(2, "a"), new(5, "b"));
        AssertRead("\na,1\n\n,2\n\n", "x.csv", numbered, new(2, "a"), new(4, ""));
        AssertRead("\ntext\tn\n\na\t1\n\n\t2\n", "x.tsv", kept, new(4, "a"), new(6, ""));
        AssertRefused(Bytes("\n\n"), "x.csv", kept, "is empty; give a file with a header row");
    }

    [Fact]
    public void Lines_are_texts_with_their_numbers() => AssertRead("a\n\n \nb c\n", "x.txt", _text, new(1, "a"), new(4, "b c"));

    [Fact]
    public void Jsonl_gives_a_field_of_each_object()
    {
        AssertRead("{\"text\": \"a \\\"b\\\"\", \"n\": [1, {}]}\n\n{\"n\": null, \"text\": \"塞\\u5916\\n\\r\\n 👍\"}\n{\"text\": \" \"}", "x.jsonl", _text, new(1, "a \"b\""), new(3, "塞外  👍"));
        var path = new RecordOptions { Field = "message.text" };
        AssertRead("{\"message\": {\"text\": \"a\"}}\n{\"message.text\": \"b\", \"message\": 1}\n", "x.ndjson", path, new(1, "a"), new(2, "b"));
    }

    [Fact]
    public void Csv_gives_a_column_by_its_name()
    {
        AssertRead("id,text\n1,a\n\n2,\"b, \"\"c\"\"\nd\"\n3,5\" e\n4,\n5,f", "x.csv", _text, new(2, "a"), new(4, "b, \"c\" d"), new(6, "5\" e"), new(8, "f"));
        AssertRead("\"a text\", text \n塞,外\n", "x.csv", new RecordOptions { Column = "a text" }, new TextRecord(2, "塞"));
        AssertRead("\"a text\", text \n塞,外\n", "x.csv", _text, new TextRecord(2, "外"));
    }

    [Fact]
    public void A_numbered_column_is_one_of_a_file_without_header()
    {
        AssertRead("a,b\nc,d\n", "x.csv", _second, new(1, "b"), new(2, "d"));
        AssertRead("one, two\n", "x.tsv", _first, new TextRecord(1, "one, two"));
    }

    [Fact]
    public void In_tsv_quotes_are_text() =>
        AssertRead("text\treply\n\"a\tb\"\n\"c\" d\t\"\n\\n\te\n", "x.tsv", _text, new(2, "\"a"), new(3, "\"c\" d"), new(4, "\\n"));

    [Fact]
    public void The_name_tells_the_format_and_the_option_overrides_it()
    {
        foreach (var name in new[] { "x.jsonl", "x.ndjson", "a/x.JSON", "x.jsonl.gz" }) Assert.Equal(DataFormat.Jsonl, TextRecords.FormatOf(name));
        foreach (var name in new[] { "x.csv", "x.CSV.GZ" }) Assert.Equal(DataFormat.Csv, TextRecords.FormatOf(name));
        Assert.Equal(DataFormat.Tsv, TextRecords.FormatOf("x.tsv.gz"));
        foreach (var name in new[] { "x", "x.txt", "x.gz", "csv", "x.csv.txt" }) Assert.Equal(DataFormat.Lines, TextRecords.FormatOf(name));
        AssertRead("a,b\n", "x.csv", new RecordOptions { Format = DataFormat.Lines }, new TextRecord(1, "a,b"));
        AssertRead("a\tb\n", "x.txt", new RecordOptions { Format = DataFormat.Tsv, Column = "2" }, new TextRecord(1, "b"));
    }

    [Theory]
    [InlineData("x.jsonl")]
    [InlineData("x.txt")]
    [InlineData("x.csv", "text\n")]
    [InlineData("x.tsv", "text\tid")]
    public void A_file_may_have_no_text(string name, string content = "") => AssertRead(content, name, _text);

    [Theory]
    [InlineData("{\"text\": \"a\"}\n{\"text\": \"b\"", "line 2 is not JSON from its byte 12 on; write one JSON object a line")]
    [InlineData("[\n{\"text\": \"a\"}\n]", "line 1 is not JSON from its byte 1 on")]
    [InlineData("\n[]", "line 2 is an array, not a JSON object; write one object a line")]
    [InlineData("\"a\"", "line 1 is a string, not a JSON object")]
    [InlineData("{\"text\": \"a\"} {\"text\": \"b\"}", "line 1 is not JSON from its byte 14 on")]
    [InlineData("{\"text\": \"a\",}", "is not JSON")]
    [InlineData("{\"text\": \"a\"} // so", "is not JSON")]
    [InlineData("{}", "line 1 has no field 'text'; set field=NAME")]
    [InlineData("{\"id\": 1, \"body\\n\": \"a\"}", "line 1 has no field 'text' but 'id', 'body\\u000A'; set field=NAME to the one that holds the text")]
    [InlineData("{\"text\": 12}", "line 1: the field 'text' is the number '12', not a string")]
    [InlineData("{\"text\": null}", "line 1: the field 'text' is null, not a string")]
    [InlineData("{\"text\": {\"text\": \"a\"}}", "line 1: the field 'text' is an object, not a string")]
    [InlineData("{\"text\": \"a\", \"text\": \"b\"}", "line 1 names a field twice")]
    [InlineData("{\"text\": \"\\ud83d\"}", "line 1 has a name or a text that is no Unicode")]
    [InlineData("{\"\\ud83d\": \"a\"}", "no Unicode")]
    [InlineData("{\"text\": \"a\\u0000\"}", "line 1: the field 'text' holds a zero character")]
    public void What_is_no_jsonl_is_named(string text, string message) => AssertRefused(Bytes(text), "x.jsonl", _text, message);

    [Fact]
    public void A_path_that_ends_inside_no_object_is_named() =>
        AssertRefused(Bytes("{\"message\": \"a\"}"), "x.jsonl", new RecordOptions { Field = "message.text" }, "line 1 has no field 'message.text' but 'message'");

    [Fact]
    public void Labels_and_weights_come_with_the_texts()
    {
        AssertRead("{\"text\": \"a\", \"meta\": {\"label\": \"x\\ny\", \"weight\": 2.5}}\n{\"text\": \"b\", \"meta\": {\"label\": 3, \"weight\": 1e2}}\n{\"text\": \"c\", \"meta\": {\"label\": true, \"weight\": 1}}",
            "x.jsonl", new RecordOptions { Label = "meta.label", Weight = "meta.weight" }, new(1, "a", "x y", 2.5), new(2, "b", "3", 100), new(3, "c", "true"));
        AssertRead("weight,text,label\n0.5,a,x\n2,b,\n", "x.csv", new RecordOptions { Label = "label", Weight = "weight" }, new(2, "a", "x", 0.5), new(3, "b", "", 2));
        AssertRead("x\ta\t3\n", "x.tsv", new RecordOptions { Column = "2", Label = "1", Weight = "3" }, new TextRecord(1, "a", "x", 3));
    }

    [Theory]
    [InlineData("x.jsonl", "{\"text\": \"a\", \"label\": null, \"weight\": 1}", "line 1: the field 'label' is null, not a string, a number, true or false; mend it, or set label=NAME")]
    [InlineData("x.jsonl", "{\"text\": \"a\", \"label\": [], \"weight\": 1}", "the field 'label' is an array")]
    [InlineData("x.jsonl", "{\"text\": \"a\", \"weight\": 1}", "line 1 has no field 'label' but 'text', 'weight'; set label=NAME to the one that holds the label")]
    [InlineData("x.jsonl", "{\"text\": \"a\", \"label\": 1}", "has no field 'weight' but 'text', 'label'; set weight=NAME")]
    [InlineData("x.jsonl", "{\"text\": \"a\", \"label\": 1, \"weight\": \"2\"}", "the field 'weight' is a string, not a number above 0")]
    [InlineData("x.jsonl", "{\"text\": \"a\", \"label\": 1, \"weight\": -1}", "the field 'weight' is the number '-1', not a number above 0")]
    [InlineData("x.jsonl", "{\"text\": \"a\", \"label\": 1, \"weight\": 1e999}", "the field 'weight' is the number '1e999', not a number above 0")]
    [InlineData("x.csv", "text,label,weight\na,x,0\n", "line 2: the weight '0' is no number above 0")]
    [InlineData("x.csv", "text,label,weight\na,x,NaN\n", "line 2: the weight 'NaN' is no number above 0")]
    [InlineData("x.tsv", "text\tlabel\tweight\na\tx\tmuch\n", "line 2: the weight 'much' is no number above 0")]
    [InlineData("x.csv", "text,weight\na,1\n", "the header row has no column 'label': 'text', 'weight'; set label=NAME to one of them")]
    [InlineData("x.txt", "a\n", "is read as plain lines, which have no label")]
    public void What_is_no_label_or_weight_is_named(string name, string text, string message) =>
        AssertRefused(Bytes(text), name, new RecordOptions { Label = "label", Weight = "weight" }, message);

    [Fact]
    public void Columns_are_all_names_or_all_numbers()
    {
        AssertRefusedOptions(new RecordOptions { Column = "1", Label = "mood" }, "label is 'mood', but column is a number");
        AssertRefusedOptions(new RecordOptions { Column = "1", Weight = "0" }, "weight is '0', but column is a number");
        AssertRefused(Bytes("a,b\n"), "x.csv", new RecordOptions { Column = "1", Label = "3" }, "line 1 has 2 columns; set label to the number of one of them");
        static void AssertRefusedOptions(RecordOptions options, string message) =>
            Assert.Contains(message, Assert.Throws<InvalidInputException>(() => Read(Bytes("a,b\n"), "x.csv", options)).Message);
    }

    [Fact]
    public void Deep_nesting_is_refused_by_its_name()
    {
        static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\": [", depth / 2)) + string.Concat(Enumerable.Repeat("]}", depth / 2));
        AssertRead("{\"n\": [" + Nested(62) + "], \"text\": \"b\"}", "x.jsonl", _text, new TextRecord(1, "b"));
        AssertRefused(Bytes("{\"n\": [" + Nested(64) + "], \"text\": \"b\"}"), "x.jsonl", _text, "line 1 nests objects and arrays more than 64 deep");
        AssertRefused(Bytes("{\"text\":" + new string('[', 100_000)), "x.jsonl", _text, "line 1 nests objects and arrays more than 64 deep");
        AssertRefused(Bytes("{\"n\": [" + Nested(62) + "]]"), "x.jsonl", _text, "line 1 is not JSON");
    }

    [Theory]
    [InlineData("", "is empty; give a file with a header row")]
    [InlineData("id,body\n1,a\n", "the header row has no column 'text': 'id', 'body'; set column=NAME to the one that holds the text, or column=NUMBER for a file without a header row")]
    [InlineData("text,text\n1,a\n", "the header row has 2 times the column 'text'")]
    [InlineData("id,text\n1,a\n2\n", "line 3 has 1 column, the first row 2; put texts that hold a comma or a line break in double quotes")]
    [InlineData("id,text\n1,a, b\n", "line 2 has 3 columns, the first row 2")]
    [InlineData("id,text\n1,a\n2,\"b\n3,c\n", "line 3 starts a row with a quote that is never closed")]
    [InlineData("id,text\n1,\"a\"b\n", "line 2 starts a row with text behind a closing quote")]
    [InlineData("id,\"text\n1,a\n", "line 1 starts a row with a quote that is never closed")]
    public void What_is_no_csv_is_named(string text, string message) => AssertRefused(Bytes(text), "x.csv", _text, message);

    [Fact]
    public void A_numbered_column_must_be_there()
    {
        AssertRefused(Bytes("a\nb"), "x.csv", _second, "line 1 has 1 column; set column to the number of one of them");
        AssertRefused(Bytes("a\tb\nc\td\te"), "x.tsv", _second, "line 2 has 3 columns, the first row 2; a text must not hold a tab or a line break");
    }

    [Fact]
    public void A_quote_that_is_never_closed_cannot_swallow_a_long_file()
    {
        using var endless = new SyntheticStream(long.MaxValue, (buffer, offset) =>
        {
            for (var i = 0; i < buffer.Length; i++) buffer[i] = (byte)((offset + i) % 64 == 63 ? '\n' : offset + i == 0 ? '"' : 'x');
        });
        var error = Assert.Throws<InvalidInputException>(() => TextRecords.Read(endless, "x.csv", _first).Count());
        Assert.Contains("x.csv: line 1 starts a row of more than 1048576 bytes; close its quotes", error.Message);
        Assert.InRange(endless.Served, 0, 16L * TextLines.MaximumLineBytes);
    }

    [Theory]
    [InlineData("x.jsonl", "{\"text\": \"a\"}\n")]
    [InlineData("x.csv", "text\n\"a\n")]
    [InlineData("x.tsv", "text\nab\n")]
    [InlineData("x.txt", "a\nb\n")]
    public void The_bytes_are_checked_as_those_of_lines_are(string name, string before)
    {
        AssertRefused([.. Bytes(before), 0xE9, (byte)'\n'], name, _text, $"byte {before.Length}: the text is not UTF-8");
        AssertRefused([.. Bytes(before), 0, (byte)'\n'], name, _text, $"byte {before.Length}: the text holds a zero byte");
        AssertRefused([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(before)], name, _text, "UTF-16");
        AssertRefused([.. Bytes(before), .. Enumerable.Repeat((byte)'x', TextLines.MaximumLineBytes + 1)], name, _text, "is longer than 1048576 bytes");
        var packed = Gzip.Pack(Bytes(before));
        AssertRefused(packed[..^1], name, _text, "the gzip data are damaged or cut short");
        AssertRefused([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', 0, 0, 0, 13], name, _text, "byte 0");
    }

    [SkippableFact]
    public void A_real_table_of_dialogues_is_read_to_the_last_row()
    {
        var path = Repository.SharedCorpus("dialogue/train.raw.tsv");
        foreach (var (options, column) in new[] { (_first, 0), (_second, 1) })
            Assert.Equal(File.ReadLines(path).Select(line => line.Split('\t')[column]), TextRecords.Read(path, options).Select(record => record.Text));
        Assert.Equal(12_854, TextRecords.Read(path, _second).Count());
    }

    [Fact]
    public void A_file_that_is_not_there_is_reported_at_once()
    {
        Assert.Contains("no such file", Assert.Throws<InvalidInputException>(() => { TextRecords.Read("no/such.csv"); }).Message);
        Assert.Contains("is a folder", Assert.Throws<InvalidInputException>(() => { TextRecords.Read(Path.GetTempPath()); }).Message);
    }

    [Theory]
    [InlineData("", "text", "field is empty")]
    [InlineData("text", "", "column is ''")]
    [InlineData("text", "0", "column is '0'")]
    public void Options_are_checked(string field, string column, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidInputException>(() => { TextRecords.Read(Stream.Null, "x", new RecordOptions { Field = field, Column = column }); }).Message);
}
