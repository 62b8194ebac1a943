using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.ML.Tokenizers;
using SeqGan.Formats;
using SeqGan.Tests.Support;
using SeqGan.TestSupport;
using SeqGan.Text;
using SeqGan.Tokenization;
using SeqGan.Training;
using static SeqGan.TestSupport.HostileBytes;
using static TorchSharp.torch;

namespace SeqGan.Tests.Formats;

/// <summary>The readers of files from outside, each with sound files, and with ways to make files that are sound outside and hostile inside.</summary>
internal sealed class HostileReaders(TemporaryFolder folder)
{
    static readonly string[] _jsonWords = ["{", "}", "[", "]", "\"", ",", ":", "null", "true", "\"\\ud800\"", "\"\\u0000\"", "\u001b[31m", "1e999", "-", "NaN", "//", "/**/", "\uFEFF", "{\"a\":", "\"text\":", "\"__metadata__\":", "\\u0061", "\"\\n\""];

    public static IEnumerable<string> Names => new HostileReaders(null!).All().Select(one => one.Name);

    public HostileReader Find(string name) => All().Single(one => one.Name == name);

    IEnumerable<HostileReader> All() =>
    [
        Safetensors(), StateDict(),
        new("npy", [Npy(6, 2, 3), Npy(5, 5), Npy(4, 1, 1, 4)], bytes => NpyFile.Read(File(bytes))) { Words = Words("'<f4'", "'<f8'", "'|O'", "True", "(", ")", ",", "{'descr'", "\u0093NUMPY\u0001", "(2147483647, 2147483647)") },
        Idx(), Png(),
        new("cifar", [[9, .. Image], [3, .. Image, 4, .. Image]], bytes => CifarFile.Read10(File(bytes))),
        new("cifar-100", [[19, 99, .. Image]], bytes => CifarFile.Read100(File(bytes))),
        Packed("lines", TextOf("a line\n\nanother line\r\n塞外 👍\n"), ["\n", "\r", "\0", "\uFEFF", "\u2028"], stream => TextLines.Read(stream, "x.txt").Count()),
        Packed("jsonl", TextOf("{\"text\": \"a line\", \"label\": 3, \"weight\": 0.5}\n{\"text\": \"another\", \"label\": \"b\", \"weight\": 2}\n"), [.. _jsonWords, "\n"],
            stream => TextRecords.Read(stream, "x.jsonl", new RecordOptions { Label = "label", Weight = "weight" }).Count()),
        Packed("csv", TextOf("text,label,weight\n\"a, line\",b,0.5\n\"of \"\"two\"\"\nlines\",c,1\n"), ["\"", ",", "\n", "\r\n", "\"\"", "\t", "\0", ",,,,,,,,"],
            stream => TextRecords.Read(stream, "x.csv", new RecordOptions { Label = "label", Weight = "weight" }).Count()),
        Packed("tsv", TextOf("text\tlabel\na line\tb\nanother\tc\n"), ["\"", "\t", "\n", "\r\n"], stream => TextRecords.Read(stream, "x.tsv").Count()),
        Json("vocabulary", [Saved(new CharacterTokenizer()), Saved(new WordTokenizer()), Bytes(TextCodec.Ids(12).Save)], stream => TextCodec.Load(stream)),
        Json("model.json", [Bytes(stream => RunFile.WriteJson(stream, Some.Shape()))], bytes => RunFile.ReadJson<PolicyShape>(File(bytes), shape =>
        {
            shape.Validate();
            Footprint.Check(shape.Weights);
        })),
        Json("state.json", [Bytes(stream => RunFile.WriteJson(stream, State))], bytes => RunFile.ReadJson<SavedState>(File(bytes), saved => saved.State.Validate())),
        Json("environment.json", [TextOf("{\"seqgan\": \"1\", \"threads\": 2, \"data\": {\"lines\": \"3\", \"sha256 of x.txt\": \"00\"}}")], bytes =>
        {
            var run = Run("environment.json", bytes);
            _ = run.Provenance;
            _ = RunEnvironment.Changes(run).Count();
            _ = RunEnvironment.Facts(run).Count();
        }),
        Json("metrics.jsonl", [TextOf("{\"step\": 3, \"phase\": \"mle\", \"round\": 0, \"score/nll-test\": 1.5}\n{\"step\": 4, \"phase\": \"mle\", \"round\": 1}\n")], bytes => RunHistory.Read(Run("metrics.jsonl", bytes))),
        Json("timings.jsonl", [TextOf("{\"step\": 3, \"phase\": \"mle\", \"round\": 0, \"mle\": 1.5, \"checkpoint\": 0.1}\n{\"step\": 4, \"phase\": \"mle\", \"round\": 1}\n")], bytes => RunHistory.Seconds(Run("timings.jsonl", bytes))),
        Sums(),
    ];

    static SavedState State => new("mle", true, false, Advanced(), new() { ["nll-test"] = 1.5 }, new(StringComparer.Ordinal) { ["seed"] = "1" });

    static TrainingState Advanced()
    {
        var state = new TrainingState();
        foreach (var name in new[] { "mle", "policy", "discriminator" }) state.Advance(Turn.Steps(name, 1, _ => []), new Scalars { { "loss", 0.5 } });
        return state;
    }

    static byte[] Image => [.. Enumerable.Range(0, CifarFile.ImageBytes).Select(i => (byte)i)];

    static byte[] TextOf(string text) => Encoding.UTF8.GetBytes(text);

    string File(byte[] bytes)
    {
        System.IO.File.WriteAllBytes(folder["input"], bytes);
        return folder["input"];
    }

    RunDirectory Run(string file, byte[] bytes)
    {
        Directory.CreateDirectory(folder["run"]);
        foreach (var old in Directory.EnumerateFiles(folder["run"])) System.IO.File.Delete(old);
        System.IO.File.WriteAllText(folder["run/environment.json"], "{}");
        System.IO.File.WriteAllBytes(folder["run/" + file], bytes);
        return RunDirectory.Open(folder["run"]);
    }

    static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    static byte[] Saved(Tokenizer tokenizer) => Bytes(TextCodec.Learn(tokenizer, ["a line", "another line"]).Save);

    static byte[] Npy(int count, params int[] shape) => Bytes(new NpyFile(shape, [.. Enumerable.Range(0, count).Select(i => (float)i)]).Write);

    static byte[] Pack(byte[] bytes) => Bytes(stream =>
    {
        using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        gzip.Write(bytes);
    });

    static HostileReader Json(string name, byte[][] samples, Action<byte[]> read) => new(name, samples, read) { Words = Words(_jsonWords) };

    static HostileReader Json(string name, byte[][] samples, Action<Stream> read) => Json(name, samples, (byte[] bytes) => read(new MemoryStream(bytes)));

    // Text is also damaged before it is packed. Bombs: blanks and line ends without number.
    static HostileReader Packed(string name, byte[] sample, string[] words, Action<Stream> read)
    {
        var tokens = Words(words);
        var bombs = new Lazy<byte[][]>(() => [.. new[] { (byte)' ', (byte)'\n', (byte)'x', (byte)'"' }.Select(filler => Pack([.. sample, .. Enumerable.Repeat(filler, 4 << 20)]))]);
        return new(name, [sample, Pack(sample)], bytes => read(new MemoryStream(bytes)))
        {
            Words = tokens,
            Make = random => random.Next(50) switch { 0 => Pick(random, bombs.Value), 1 => Pack(Pack(sample)), _ => Pack(Mutate(random, [sample], tokens)) },
        };
    }

    HostileReader Idx()
    {
        byte[] images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, .. Enumerable.Range(0, 12).Select(i => (byte)i)];
        byte[] labels = [0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9];
        return new("idx", [images, labels, Pack(images)], bytes => IdxFile.Read(File(bytes)))
        {
            Make = random => random.Next(50) == 0
                ? Pack([0, 0, 8, 1, (byte)random.Next(32), 0, 0, 0, .. new byte[1 << 22]])
                : Pack(Mutate(random, [images, labels], [])),
        };
    }

    // Half of them with right checksums around wrong sizes, rows, palettes and bombs.
    HostileReader Png()
    {
        byte[] rows = [0, 1, 2, 3, 1, 4, 5, 6], palette = [0, 0, 0, 9, 9, 9];
        byte[] grey = PngBytes.Whole(PngBytes.Header(3, 2), PngBytes.Rows(rows), PngBytes.End);
        byte[] indexed = PngBytes.Whole(PngBytes.Header(2, 1, depth: 1, colour: 3), PngBytes.Chunk("PLTE", palette), PngBytes.Rows(0, 0x40), PngBytes.End);
        var bomb = new Lazy<byte[]>(() => PngBytes.Rows(new byte[4 << 20]));
        return new("png", [grey, indexed], bytes => PngFile.Read(File(bytes)))
        {
            Words = Words("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "\u0089PNG\r\n\u001a\n"),
            Make = random =>
            {
                var header = PngBytes.Header(random.Next(8) == 0 ? random.Next() : random.Next(5), random.Next(8) == 0 ? random.Next() : random.Next(5), (byte)(1 << random.Next(6)), (byte)random.Next(8), (byte)random.Next(2));
                var data = random.Next(50) == 0 ? bomb.Value : PngBytes.Rows(Mutate(random, [rows], []));
                return PngBytes.Whole(header, PngBytes.Chunk("PLTE", Mutate(random, [palette], [])), data, PngBytes.End);
            },
        };
    }

    HostileReader Sums() => new("SHA256SUMS", [TextOf($"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("{}"u8))}  environment.json\n")], bytes =>
    {
        Run(Checksums.FileName, bytes);
        Checksums.Verify(folder["run"]);
    })
    { Words = Words("  ", "\n", "/", "..", "\0", "environment.json", "SHA256SUMS", "\u001b[31m") };

    HostileReader Safetensors()
    {
        const string Header = """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[],"data_offsets":[8,9]}}""";
        byte[][] words = [.. Words(_jsonWords), .. Words("\"dtype\":", "\"shape\":[", "\"data_offsets\":[0,8]", "\"F64\"", "\"BOOL\"", "\"I8\"", "[4294967296,4294967296]", "[0,9223372036854775807]", "\"a\":")];
        static byte[] Of(byte[] header, int data)
        {
            var length = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            return [.. length, .. header, .. new byte[data]];
        }
        return new("safetensors", [Of(TextOf(Header), 9), Of("{}"u8.ToArray(), 0)], bytes =>
        {
            using var scope = NewDisposeScope();
            SafetensorsFile.Read(File(bytes));
        })
        { Words = words, Make = random => Of(Mutate(random, [TextOf(Header)], words), random.Next(4) == 0 ? random.Next(64) : 9) };
    }

    HostileReader StateDict()
    {
        (string, byte[])[] data = [("data/0", PickleWriter.Floats(1, 2, 3, 4, 5, 6)), ("data/1", [])];
        var words = HostilePickles.Words;
        byte[][] archives = [.. HostilePickles.Sound.Select(pickle => PickleWriter.Archive(pickle, data))];
        return new("pt", archives, bytes =>
        {
            using var scope = NewDisposeScope();
            StateDictFile.Read(File(bytes));
        })
        {
            Words = [.. words, .. Words("PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006", "PK\u0006\u0006", "archive/data.pkl", "archive/data/0")],
            Make = random => random.Next(20) switch
            {
                0 => PickleWriter.Archive(Pick(random, [.. HostilePickles.Code, .. HostilePickles.Objects]), data),
                1 => PickleWriter.Zip(CompressionLevel.Fastest, ("archive/data.pkl", HostilePickles.Sound[0]), ("archive/data/0", new byte[1 << 22])),
                2 or 3 => HostilePickles.Directory(random, Pick(random, archives)),
                4 => PickleWriter.Archive(HostilePickles.Sound[0], ("data/0", new byte[random.Next(64)]), ("data/1", new byte[random.Next(2)])),
                _ => PickleWriter.Archive(Mutate(random, HostilePickles.Sound, words), data),
            },
        };
    }
}
