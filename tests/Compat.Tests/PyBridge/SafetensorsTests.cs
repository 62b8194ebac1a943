using System.Buffers.Binary;
using System.Text;

using SeqGan.Compat.Tests.NN;

using TorchSharp;
using TorchSharp.PyBridge;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SeqGan.Compat.Tests.PyBridge;

public sealed class SafetensorsTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    static byte[] File(string header, int dataLength)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + json.Length + dataLength];
        BinaryPrimitives.WriteInt64LittleEndian(file, json.Length);
        json.CopyTo(file, 8);
        for (var i = 0; i < dataLength; i++) file[8 + json.Length + i] = (byte)(i + 1);
        return file;
    }

    static Dictionary<string, Tensor> Read(byte[] file) => Safetensors.LoadStateDict(new MemoryStream(file));

    [Fact]
    public void Tensors_of_every_type_and_shape_come_back_as_they_went()
    {
        var state = new Dictionary<string, Tensor>
        {
            ["f32"] = randn(2, 3),
            ["f64"] = randn([4], dtype: ScalarType.Float64),
            ["f16"] = randn([3], dtype: ScalarType.Float32).to(ScalarType.Float16),
            ["bf16"] = randn([3], dtype: ScalarType.Float32).to(ScalarType.BFloat16),
            ["i64"] = tensor(new[] { long.MinValue, long.MaxValue }),
            ["i32"] = tensor(new[] { 1, -2 }),
            ["i16"] = tensor(new short[] { 1, -2 }),
            ["i8"] = tensor(new sbyte[] { 1, -2 }),
            ["u8"] = tensor(new byte[] { 1, 255 }),
            ["bool"] = tensor(new[] { true, false }),
            ["scalar é"] = tensor(3f),
            ["empty"] = zeros(0, 3),
            ["nan"] = tensor(new[] { float.NaN, float.PositiveInfinity, -0f }),
        };
        using var memory = new MemoryStream();
        Safetensors.SaveStateDict(memory, state, leaveOpen: true);
        memory.Position = 0;
        var loaded = Safetensors.LoadStateDict(memory, leaveOpen: true);
        Assert.Equal(state.Keys.Order(), loaded.Keys.Order());
        foreach (var (name, tensor) in state)
        {
            Assert.Equal(tensor.dtype, loaded[name].dtype);
            Assert.Equal(tensor.shape, loaded[name].shape);
            if (tensor.numel() > 0) Assert.Equal(tensor.bytes.ToArray(), loaded[name].bytes.ToArray());
        }
        memory.Position = 0;
        Assert.Equal(["i8"], Safetensors.LoadStateDict(memory, keysToKeep: ["i8"]).Keys);
        Assert.False(memory.CanRead);
    }

    [Fact]
    public void A_file_by_hand_is_read()
    {
        var loaded = Read(File("""{"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]},"__metadata__":{"format":"pt"},"a":{"dtype":"I16","shape":[],"data_offsets":[0,2]}} """, 4));
        Assert.Equal([3, 4], loaded["b"].data<byte>().ToArray());
        Assert.Equal(0x0201, loaded["a"].item<short>());
    }

    [Fact]
    public void A_module_is_saved_and_loaded()
    {
        using var source = Sequential(Linear(2, 3), BatchNorm1d(3));
        using var target = Sequential(Linear(2, 3), BatchNorm1d(3));
        source.call(randn(5, 2));
        var path = Path.GetTempFileName();
        try
        {
            source.save_safetensors(path);
            target.load_safetensors(path);
            foreach (var (name, tensor) in source.state_dict()) Assert.Equal(tensor.bytes.ToArray(), target.state_dict()[name].bytes.ToArray());
            Assert.All(target.parameters(), parameter => Assert.True(parameter.requires_grad));
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    [Fact]
    public void Names_are_strict_unless_skipped_or_asked_otherwise()
    {
        using var small = Linear(2, 1, hasBias: false);
        using var large = Linear(2, 1);
        using var memory = new MemoryStream();
        large.save_safetensors(memory, leaveOpen: true);

        void Load(Module target, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loaded = null)
        {
            memory.Position = 0;
            target.load_safetensors(memory, strict, skip, loaded, leaveOpen: true);
        }

        Assert.Throws<InvalidOperationException>(() => Load(small));
        var loaded = new Dictionary<string, bool>();
        Load(small, strict: false, loaded: loaded);
        Assert.Equal(["bias False", "weight True"], loaded.Select(entry => $"{entry.Key} {entry.Value}").Order());
        Numbers.AreClose(Numbers.Values(large.weight), small.weight);
        Load(small, skip: ["bias"]);

        using var bare = new MemoryStream();
        large.save_safetensors(bare, skip: ["bias"], leaveOpen: true);
        bare.Position = 0;
        small.load_safetensors(bare);
    }

    public static TheoryData<string, byte[]> Hostile
    {
        get
        {
            static string F32(string name, string shape, string offsets) =>
                $$$"""{"{{{name}}}":{"dtype":"F32","shape":{{{shape}}},"data_offsets":{{{offsets}}}  } }""";
            var huge = new byte[16];
            BinaryPrimitives.WriteUInt64LittleEndian(huge, 100_000_001);
            var endless = new byte[16];
            BinaryPrimitives.WriteUInt64LittleEndian(endless, ulong.MaxValue);
            return new()
            {
                { "nothing", [] },
                { "half a length", [1, 0, 0, 0] },
                { "a header over the limit", huge },
                { "a header beyond counting", endless },
                { "a header longer than the file", File("""{"a":""", 0)[..12] },
                { "no JSON", File("{{{{", 0) },
                { "no object", File("[]", 0) },
                { "blanks first", File(" {}", 0) },
                { "no UTF-8", [.. File("{\"aa\":1}", 0)[..10], 0xff, .. File("{\"aa\":1}", 0)[11..]] },
                { "half a character", File("""{"a\ud800":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0) },
                { "a name twice", File("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1) },
                { "an unknown type", File("""{"a":{"dtype":"F128","shape":[1],"data_offsets":[0,16]}}""", 16) },
                { "no type", File("""{"a":{"shape":[1],"data_offsets":[0,1]}}""", 1) },
                { "no shape", File("""{"a":{"dtype":"U8","data_offsets":[0,1]}}""", 1) },
                { "an entry that is a number", File("""{"a":1}""", 0) },
                { "metadata that are numbers", File("""{"__metadata__":{"a":1}}""", 0) },
                { "a negative size", File(F32("a", "[-1]", "[0,4]"), 4) },
                { "a fractional size", File(F32("a", "[1.5]", "[0,4]"), 4) },
                { "a size beyond 64 bits", File(F32("a", "[18446744073709551616]", "[0,4]"), 4) },
                { "a shape that overflows", File(F32("a", "[4294967296,4294967296,4]", "[0,0]"), 0) },
                { "a shape that overflows to the right size", File(F32("a", "[4611686018427387905]", "[0,4]"), 4) },
                { "a negative offset", File(F32("a", "[1]", "[-4,0]"), 4) },
                { "offsets in reverse", File(F32("a", "[1]", "[4,0]"), 4) },
                { "one offset", File(F32("a", "[1]", "[0]"), 4) },
                { "an offset beyond the file", File(F32("a", "[4]", "[0,16]"), 4) },
                { "too few bytes for the shape", File(F32("a", "[2]", "[0,4]"), 4) },
                { "a hole before the data", File(F32("a", "[1]", "[4,8]"), 8) },
                { "a hole between tensors", File("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 3) },
                { "an overlap", File("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3) },
                { "bytes after the data", File(F32("a", "[1]", "[0,4]"), 5) },
            };
        }
    }

    // The real package reads some of these; this subset reads none.
    [SkippableTheory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_file_is_refused_in_one_line(string _, byte[] file)
    {
        Skip.If(typeof(torch).Assembly.GetType("TorchSharp.Interop.Native") is null, "the package reads less strictly");
        var error = Assert.Throws<InvalidDataException>(() => Read(file));
        Assert.StartsWith("This is no valid safetensors file: ", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Throws<InvalidDataException>(() => Safetensors.LoadStateDict(new Unseekable(file)));
    }

    /// <summary>A stream like a pipe: no length, no position.</summary>
    sealed class Unseekable(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
