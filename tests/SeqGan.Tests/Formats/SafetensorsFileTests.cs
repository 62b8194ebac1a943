using System.Buffers.Binary;
using System.Text;
using SeqGan.Formats;
using SeqGan.Tests.Support;
using SeqGan.Tokenization;
using TorchSharp;
using TorchSharp.PyBridge;
using static TorchSharp.torch;

namespace SeqGan.Tests.Formats;

[Collection(OneAtATime.Name)]
public sealed class SafetensorsFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    static byte[] Bytes(string header, int data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return [.. length, .. json, .. Enumerable.Range(1, data).Select(i => (byte)i)];
    }

    static string F32(string shape, string offsets) => $$$"""{"a":{"dtype":"F32","shape":{{{shape}}},"data_offsets":{{{offsets}}}}}""";

    [Fact]
    public void A_file_by_hand_is_read_and_its_entries_come_in_the_order_of_the_data()
    {
        var bytes = Bytes("""{"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]},"__metadata__":{"format":"pt"},"e":{"dtype":"F64","shape":[3,0],"data_offsets":[4,4]},"a":{"dtype":"I16","shape":[],"data_offsets":[0,2]}}  """, 4);
        using var stream = new MemoryStream(bytes);
        var entries = SafetensorsFile.Validate(stream);
        Assert.Equal(["a", "b", "e"], entries.Select(entry => entry.Name));
        Assert.Equal([ScalarType.Int16, ScalarType.Byte, ScalarType.Float64], entries.Select(entry => entry.Type));
        Assert.Equal(0, stream.Position);

        File.WriteAllBytes(_folder["x.safetensors"], bytes);
        var read = SafetensorsFile.Read(_folder["x.safetensors"]);
        Assert.Equal([3, 4], read["b"].data<byte>().ToArray());
        Assert.Equal(0x0201, read["a"].item<short>());
        Assert.Equal([3, 0], read["e"].shape);
    }

    [Fact]
    public void What_the_package_saves_is_valid()
    {
        using var module = nn.Linear(3, 2);
        module.save_safetensors(_folder["x.safetensors"]);
        var read = SafetensorsFile.Read(_folder["x.safetensors"]);
        Assert.Equal(module.weight.data<float>().ToArray(), read["weight"].data<float>().ToArray());
        Assert.Equal(module.bias!.data<float>().ToArray(), read["bias"].data<float>().ToArray());
    }

    public static TheoryData<string, byte[]> Hostile
    {
        get
        {
            static byte[] Claim(ulong length)
            {
                var bytes = new byte[16];
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
                return bytes;
            }
            return new()
            {
                { "shorter than 8 bytes", [1, 0, 0, 0] },
                { "claims 100000001 bytes, and 100000000 is the limit", Claim(100_000_001) },
                { "claims 18446744073709551615 bytes", Claim(ulong.MaxValue) },
                { "claims 9 bytes, and 8 follow", Claim(9) },
                { "does not begin with {", Bytes("[]", 0) },
                { "does not begin with {", Bytes(" {}", 0) },
                { "does not begin with {", Bytes("", 0) },
                { "no JSON from its byte 1", Bytes("{{{{", 0) },
                { "no JSON", Bytes("{} {}", 0) },
                { "no JSON", Bytes("{\"a\":{", 0) },
                { "is not UTF-8", [.. Bytes("{\"aa\":1}", 0)[..10], 0xFF, .. Bytes("{\"aa\":1}", 0)[11..]] },
                { "no Unicode", Bytes("""{"a\ud800":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0) },
                { "names 'a' twice", Bytes("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1) },
                { "names '__metadata__' twice", Bytes("""{"__metadata__":{},"__metadata__":{}}""", 0) },
                { "the dtype of 'a' is given twice", Bytes("""{"a":{"dtype":"U8","dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1) },
                { "unknown dtype 'F128'", Bytes("""{"a":{"dtype":"F128","shape":[1],"data_offsets":[0,16]}}""", 16) },
                { "needs a dtype", Bytes("""{"a":{"shape":[1],"data_offsets":[0,1]}}""", 1) },
                { "unknown property 'x'", Bytes("""{"a":{"x":{"y":[]}}}""", 1) },
                { "not described by an object", Bytes("""{"a":1}""", 0) },
                { "give 'a' no string", Bytes("""{"__metadata__":{"a":1}}""", 0) },
                { "name 'a' twice", Bytes("""{"__metadata__":{"a":"","a":""}}""", 0) },
                { "the shape of 'a'", Bytes("{\"a\":{\"shape\":" + new string('[', 100_000), 0) },
                { "the shape of 'a'", Bytes(F32("[[[]]]", "[0,4]"), 4) },
                { "the shape of 'a'", Bytes(F32("[-1]", "[0,4]"), 4) },
                { "the shape of 'a'", Bytes(F32("[-0]", "[0,4]"), 4) },
                { "the shape of 'a'", Bytes(F32("[1.5]", "[0,4]"), 4) },
                { "the shape of 'a'", Bytes(F32("[18446744073709551616]", "[0,4]"), 4) },
                { "the shape of 'a'", Bytes(F32($"[{string.Join(",", Enumerable.Repeat(1, 65))}]", "[0,4]"), 4) },
                { "do not fit F32", Bytes(F32("[4294967296,4294967296,4]", "[0,0]"), 0) },
                { "do not fit F32", Bytes(F32("[4294967296,4294967296,0]", "[0,0]"), 0) },
                { "do not fit F32", Bytes(F32("[4611686018427387905]", "[0,4]"), 4) },
                { "do not fit F32", Bytes(F32("[2]", "[0,4]"), 4) },
                { "the data_offsets of 'a'", Bytes(F32("[1]", "[-4,0]"), 4) },
                { "no data_offsets [begin, end]", Bytes(F32("[1]", "[4,0]"), 4) },
                { "no data_offsets [begin, end]", Bytes(F32("[1]", "[0]"), 4) },
                { "describes 16 bytes of data, and 4 follow", Bytes(F32("[4]", "[0,16]"), 4) },
                { "describes 4 bytes of data, and 5 follow", Bytes(F32("[1]", "[0,4]"), 5) },
                { "the data of 'a' begin at byte 4, where 0 is due", Bytes(F32("[1]", "[4,8]"), 8) },
                { "the data of 'b' begin at byte 2, where 1 is due", Bytes("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 3) },
                { "the data of 'b' begin at byte 1, where 2 is due", Bytes("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_file_is_refused_in_one_line(string fault, byte[] bytes)
    {
        Assert.Contains(fault, Assert.Throws<InvalidDataException>(() => SafetensorsFile.Validate(new MemoryStream(bytes))).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_folder["x.safetensors"], bytes);
        var error = Assert.Throws<InvalidInputException>(() => SafetensorsFile.Read(_folder["x.safetensors"]));
        Assert.StartsWith($"{_folder["x.safetensors"]} cannot be used: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [SkippableTheory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("/proc/self/status")]
    public void What_is_no_regular_file_is_refused_at_once(string path)
    {
        Skip.IfNot(File.Exists(path));
        Assert.Contains("no regular file", Assert.Throws<InvalidInputException>(() => SafetensorsFile.Read(path)).Message, StringComparison.Ordinal);
    }
}
