using System.IO.Compression;
using SeqGan.Formats;
using SeqGan.Tests.Support;
using SeqGan.TestSupport;
using SeqGan.Tokenization;
using TorchSharp;
using static SeqGan.Tests.Formats.PickleWriter;
using static TorchSharp.torch;

namespace SeqGan.Tests.Formats;

[Collection(OneAtATime.Name)]
public sealed class StateDictFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    Dictionary<string, Tensor> Read(byte[] bytes)
    {
        File.WriteAllBytes(_folder["x.pt"], bytes);
        return StateDictFile.Read(_folder["x.pt"]);
    }

    void Refused(string fault, byte[] bytes)
    {
        var error = Assert.Throws<InvalidInputException>(() => Read(bytes));
        Assert.StartsWith($"{_folder["x.pt"]} cannot be used: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    static (string, byte[]) Data(params float[] values) => ("data/0", Floats(values));

    [Fact]
    public void A_file_by_hand_is_read_views_and_all()
    {
        var pickle = Begin().Ordered().Op('(')
            .Text("matrix").Tensor("0", 6, 0, [2, 3], [3, 1])
            .Text("transposed").Tensor("0", 6, 0, [3, 2], [1, 3])
            .Text("tail").Tensor("0", 6, 4, [2], [1])
            .Text("number").Tensor("0", 6, 5, [], [])
            .Text("parameter").Global("torch._utils", "_rebuild_parameter").Tensor("0", 6, 0, [2], [2]).Raw(0x88).Ordered().Raw(0x87).Op('R')
            .Text("none").Tensor("1", 0, 0, [0, 4], [4, 1], "LongStorage")
            .Text("epoch").Raw((byte)'K', 3)
            .Op('u')
            .Op('}').Text("_metadata").Ordered().Op('s').Op('b')
            .Stop();
        var read = Read(Archive(pickle, Data(1, 2, 3, 4, 5, 6), ("data/1", []), ("byteorder", "little"u8.ToArray())));
        Assert.Equal(["matrix", "none", "number", "parameter", "tail", "transposed"], read.Keys.Order());
        Assert.Equal([1, 2, 3, 4, 5, 6], read["matrix"].data<float>().ToArray());
        Assert.Equal([1, 4, 2, 5, 3, 6], read["transposed"].data<float>().ToArray());
        Assert.Equal([5, 6], read["tail"].data<float>().ToArray());
        Assert.Equal(6, read["number"].item<float>());
        Assert.Equal([1, 3], read["parameter"].data<float>().ToArray());
        Assert.Equal([0, 4], read["none"].shape);
        Assert.Equal(ScalarType.Int64, read["none"].dtype);
    }

    // TorchSharp.PyBridge deflates its archives, and gives an OrderedDict an empty tuple to begin with.
    [Fact]
    public void What_PyBridge_writes_otherwise_than_PyTorch_is_read()
    {
        byte[] Pickle(Func<PickleWriter, PickleWriter> argument) =>
            argument(Begin().Global("collections", "OrderedDict")).Raw(0x85).Op('R').Op('(').Text("w").Tensor("0", 2, 0, [2], [1]).Op('u').Stop();
        byte[] Deflated(byte[] pickle) => Zip(CompressionLevel.Optimal, ("model/version", "3"u8.ToArray()), ("model/data/0", Floats([7, 8])), ("model/data.pkl", pickle));
        Assert.Equal([7, 8], Read(Deflated(Pickle(nothing => nothing.Op(')'))))["w"].data<float>().ToArray());
        Refused("in a way that no state dict needs", Deflated(Pickle(one => one.Raw((byte)'K', 1))));
    }

    [Theory]
    [InlineData("state_dict")]
    [InlineData("generator")]
    public void The_one_state_dict_under_a_usual_name_is_taken(string name)
    {
        var pickle = Begin(4).Op('}').Op('(')
            .Text("epoch").Raw((byte)'M', 1, 2)
            .Text(name).Op('}').Text("w").Tensor("0", 1, 0, [1], [1]).Op('s')
            .Text("optimizer").Op('}').Text("moment").Tensor("0", 1, 0, [1], [1]).Op('s')
            .Op('u').Stop();
        Assert.Equal(["w"], Read(Archive(pickle, Data(7))).Keys);
    }

    // However often: each reference must not cost a look at all that the dict holds.
    [Fact]
    public void A_state_dict_that_is_referred_to_many_times_is_one()
    {
        var pickle = Begin().Op('}').Op('(').Text("model").Op('}').Raw((byte)'q', 0).Text("w").Tensor("0", 1, 0, [1], [1]).Op('s').Text("net").Raw((byte)'h', 0).Text("model").Raw((byte)'h', 0).Op('u').Stop();
        Assert.Equal(["w"], Read(Archive(pickle, Data(7))).Keys);
    }

    [Fact]
    public void Several_state_dicts_or_none_are_refused()
    {
        static PickleWriter Wrapped(PickleWriter pickle, string name) => pickle.Text(name).Op('}').Text("w").Tensor("0", 1, 0, [1], [1]).Op('s').Op('s');
        Refused("several state dicts", Archive(Wrapped(Wrapped(Begin().Op('}'), "net"), "model").Stop(), Data(7)));
        Refused("no tensors", Archive(Wrapped(Begin().Op('}'), "mine").Stop(), Data(7)));
        Refused("no dict", Archive(Begin().Tensor("0", 1, 0, [1], [1]).Stop(), Data(7)));
    }

    // Every way in which a pickle can call something.
    public static TheoryData<string, byte[]> Code => new()
    {
        { "'os.system', which could run code", Begin().Global("os", "system").Text("touch pwned").Raw(0x85).Op('R').Stop() },
        { "'posix.system'", Begin().Global("posix", "system").Stop() },
        { "'builtins.eval'", Begin().Global("builtins", "eval").Text("1").Raw(0x85).Op('R').Stop() },
        { "'subprocess.Popen'", Begin(4).Text("subprocess").Text("Popen").Raw(0x93).Stop() },
        { "'torch.nn.modules.linear.Linear'", Begin().Global("torch.nn.modules.linear", "Linear").Op(')').Raw(0x81).Stop() },
        { "'torch.load'", Begin().Global("torch", "load").Stop() },
        { "'collections.OrderedDict.update'", Begin(4).Text("collections").Text("OrderedDict.update").Raw(0x93).Stop() },
        { "instruction INST", Begin().Op('(').Op('i').Raw("os\nsystem\n"u8).Stop() },
        { "instruction OBJ", Begin().Op('(').Global("collections", "OrderedDict").Op('o').Stop() },
        { "instruction NEWOBJ", Begin().Global("collections", "OrderedDict").Op(')').Raw(0x81).Stop() },
        { "instruction NEWOBJ_EX", Begin().Global("collections", "OrderedDict").Op(')').Op('}').Raw(0x92).Stop() },
        { "instruction EXT1", Begin().Raw(0x82, 1).Stop() },
        { "instruction PERSID", Begin().Op('P').Raw("x\n"u8).Stop() },
        { "sets the attributes", Begin().Op('}').Op('}').Op('b').Stop() },
        { "calls something", Begin().Text("system").Op(')').Op('R').Stop() },
        { "calls something", Begin().Global("collections", "OrderedDict").Op('(').Op('}').Op('t').Op('R').Stop() },
        { "calls something", Begin().Global("torch", "FloatStorage").Op(')').Op('R').Stop() },
    };

    [Theory]
    [MemberData(nameof(Code))]
    public void What_could_run_code_is_refused_by_name(string fault, byte[] pickle) => Refused(fault, Archive(pickle));

    public static TheoryData<string, byte[]> Damaged => new()
    {
        { "not of protocol", [(byte)'N', (byte)'.'] },
        { "not of protocol", [0x80, 1, (byte)'N', (byte)'.'] },
        { "cut short", [0x80, 2, (byte)'N'] },
        { "cut short", Begin().Raw((byte)'X', 255, 255, 255, 255).Stop() },
        { "cut short", Begin(4).Raw(0x95, 255, 255, 255, 255, 255, 255, 255, 127).Stop() },
        { "ends too early or too late", Begin().Op('N').Op('N').Stop() },
        { "ends too early or too late", Begin().Stop() },
        { "ends too early or too late", Begin().Op('N').Op('(').Stop() },
        { "ends too early or too late", [.. Begin().Op('N').Stop(), 0] },
        { "no known instruction at byte 2", Begin().Raw(0xFF).Stop() },
        { "takes more values", Begin().Op('N').Op('(').Raw(0x85).Stop() },
        { "takes more values", Begin().Op('t').Stop() },
        { "never kept", Begin().Raw((byte)'h', 7).Stop() },
        { "not UTF-8", Begin().Raw((byte)'X', 1, 0, 0, 0, 0xFF).Stop() },
        { "more than 64 bits", Begin().Raw(0x8A, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9).Stop() },
        { "name that does not end", Begin().Op('c').Raw(new byte[300]).Stop() },
        { "appends to what is no list", Begin().Op(')').Op('N').Op('a').Stop() },
        { "a key without a value", Begin().Op('}').Op('(').Op('N').Op('u').Stop() },
        { "more than 1000000 instructions", [.. Begin().Raw(Enumerable.Repeat((byte)'(', 1_000_001).ToArray()).Stop()] },
        { "refers to data", Begin().Op('N').Op('Q').Stop() },
        { "refers to data", Begin().Storage("0", -1).Stop() },
        { "refers to data", Begin().Storage("0", long.MaxValue).Stop() },
        { "no dict of tensors", Begin().Op(']').Raw((byte)'q', 0, (byte)'h', 0).Op('a').Stop() }, // a list that contains itself
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_pickle_is_refused(string fault, byte[] pickle) => Refused(fault, Archive(pickle));

    [Theory]
    [InlineData("more elements than its storage of 4", 0, new long[] { 5 }, new long[] { 1 })]
    [InlineData("more elements than its storage of 4", 0, new long[] { 1_000_000, 1_000_000 }, new long[] { 0, 0 })]
    [InlineData("more elements than its storage of 4", 0, new long[] { long.MaxValue, long.MaxValue, 0 }, new long[] { 1, 1, 1 })]
    [InlineData("leaves its storage of 4", 1, new long[] { 4 }, new long[] { 1 })]
    [InlineData("leaves its storage of 4", 0, new long[] { 2, 2 }, new long[] { 3, 1 })]
    [InlineData("leaves its storage of 4", long.MaxValue, new long[] { 2 }, new long[] { long.MaxValue })]
    [InlineData("more sizes than strides", 0, new long[] { 2, 2 }, new long[] { 2 })]
    [InlineData("is no count", 0, new long[] { -2 }, new long[] { 1 })]
    [InlineData("is no count", 0, new long[] { 2 }, new long[] { -1 })]
    [InlineData("not described as PyTorch does", -1, new long[] { 2 }, new long[] { 1 })]
    public void A_view_that_leaves_its_storage_is_refused(string fault, long offset, long[] shape, long[] strides) =>
        Refused(fault, Archive(Begin().Op('}').Text("w").Tensor("0", 4, offset, shape, strides).Op('s').Stop(), Data(1, 2, 3, 4)));

    [Fact]
    public void A_storage_must_be_what_the_archive_has()
    {
        static byte[] Pickle(string type = "FloatStorage", string key = "0") => Begin().Op('}').Text("w").Tensor(key, 2, 0, [2], [1], type).Op('s').Stop();
        Assert.Equal([1, 2], Read(Archive(Pickle(), Data(1, 2)))["w"].data<float>().ToArray());
        Refused("have 4 bytes, not 8", Archive(Pickle(), Data(1)));
        Refused("have 8 bytes, not 16", Archive(Pickle("DoubleStorage"), Data(1, 2)));
        Refused("'torch.ComplexFloatStorage'", Archive(Pickle("ComplexFloatStorage"), Data(1, 2)));
        Refused("lacks the data '../../x'", Archive(Pickle(key: "../../x"), Data(1, 2)));
        Refused("two kinds of numbers", Archive(Begin().Op('}').Op('(').Text("v").Tensor("0", 2, 0, [2], [1]).Text("w").Tensor("0", 2, 0, [2], [1], "IntStorage").Op('u').Stop(), Data(1, 2)));
        Refused("names 'v' twice", Archive(Begin().Op('}').Op('(').Text("v").Tensor("0", 2, 0, [2], [1]).Text("v").Tensor("0", 2, 0, [2], [1]).Op('u').Stop(), Data(1, 2)));
        Refused("big-endian", Archive(Pickle(), Data(1, 2), ("byteorder", "big"u8.ToArray())));
    }

    [Fact]
    public void The_same_data_are_not_claimed_many_times_over()
    {
        var pickle = Begin().Op('}').Op('(');
        for (var i = 0; i < 100; i++) pickle.Text($"w{i}").Tensor("0", 100_000, 0, [100_000], [1]);
        Refused("many times over", Archive(pickle.Op('u').Stop(), ("data/0", new byte[400_000])));
    }

    [Fact]
    public void Archives_of_another_kind_are_refused()
    {
        var pickle = Begin().Op('}').Stop();
        Refused("more than 100 times its size", Zip(CompressionLevel.Optimal, ("archive/data.pkl", pickle), ("archive/data/0", new byte[1 << 20])));
        Refused("not one of torch.save", Zip(CompressionLevel.NoCompression, ("readme.txt", [1])));
        Refused("not one of torch.save", Zip(CompressionLevel.NoCompression, ("a/data.pkl", pickle), ("b/data.pkl", pickle)));
        Refused("twice", Zip(CompressionLevel.NoCompression, ("a/data.pkl", pickle), ("a/data.pkl", pickle)));
        Refused("a name of 513 characters", Zip(CompressionLevel.NoCompression, (new string('a', 513), pickle)));
        Refused("16777216 is the limit", Zip(CompressionLevel.NoCompression, ("a/data.pkl", new byte[PickleReader.MaximumBytes + 1])));
        Refused("before 1.6", [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.', 0x80, 2]);
        Refused("a bare pickle", pickle);
        Refused("no file of torch.save", "GIF89a"u8.ToArray());
        var whole = Archive(Begin().Op('}').Text("w").Tensor("0", 1, 0, [1], [1]).Op('s').Stop(), Data(7));
        for (var length = 1; length < whole.Length; length += 3) Refused("", whole[..length]);
    }

    [Fact]
    public void What_the_product_writes_is_read()
    {
        using var policy = Some.Policy();
        WeightsFile.Write(_folder["policy.pt"], policy, WeightsFormat.Pt);
        var read = StateDictFile.Read(_folder["policy.pt"]);
        Assert.Equal(policy.state_dict().Keys.Order(), read.Keys.Order());
        foreach (var (name, tensor) in policy.state_dict()) Assert.Equal(tensor.bytes.ToArray(), read[name].bytes.ToArray());
    }

    // What PyTorch itself writes, and what it says is in it.
    [SkippableFact]
    public void PyTorchs_own_files_are_read()
    {
        var truth = PyTorch.Run(_folder.Path, """
            import torch
            net = torch.nn.Sequential(torch.nn.Embedding(5, 3), torch.nn.LSTM(3, 2), torch.nn.BatchNorm1d(2))
            torch.save(net.state_dict(), 'net.pt')
            torch.save({'epoch': 3, 'model_state_dict': net.state_dict(), 'optimizer': torch.optim.Adam(net.parameters()).state_dict(), 'loss': 0.5, 'none': None, 'list': [1, (2, 2**40)]}, 'wrapped.pth', pickle_protocol=4)
            torch.save(net, 'module.pt')
            torch.save(net.state_dict(), 'old.pt', _use_new_zipfile_serialization=False)
            base = torch.arange(12.)
            types = {'v': base.view(3, 4).t()[1:], 'h': base.half(), 'b': base.bfloat16(), 'i': base.int(), 'c': base.char(), 's': base.short(), 'u': base.byte(), 'd': base.double(), 'o': base > 3, 'n': base[:0], 'x': base[3]}
            torch.save(types, 'types.pt')
            for file, tensors in (('net.pt', net.state_dict()), ('wrapped.pth', net.state_dict()), ('types.pt', types)):
                for name, value in sorted(tensors.items()):
                    print(file, name, value.dtype, list(value.shape), bytes(value.detach().contiguous().flatten().view(torch.uint8).tolist()).hex() if value.dim() > 0 and value.dtype != torch.bool else value.tolist())
            """);
        var found = new[] { "net.pt", "wrapped.pth", "types.pt" }.SelectMany(file => StateDictFile.Read(_folder[file]).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one =>
            $"{file} {one.Key} torch.{one.Value.dtype.ToString().ToLowerInvariant().Replace("byte", "uint8", StringComparison.Ordinal)} [{string.Join(", ", one.Value.shape)}] {Shown(one.Value)}\n"));
        Assert.Equal(truth, string.Concat(found));
        Assert.Contains("'torch.nn.modules.container.Sequential'", Assert.Throws<InvalidInputException>(() => StateDictFile.Read(_folder["module.pt"])).Message, StringComparison.Ordinal);
        Assert.Contains("before 1.6", Assert.Throws<InvalidInputException>(() => StateDictFile.Read(_folder["old.pt"])).Message, StringComparison.Ordinal);
    }

    static string Shown(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Bool => $"[{string.Join(", ", tensor.data<bool>().ToArray())}]",
        ScalarType.Int64 when tensor.dim() == 0 => $"{tensor.item<long>()}",
        _ when tensor.dim() == 0 => FormattableString.Invariant($"{tensor.item<float>():0.0}"),
        _ => Convert.ToHexStringLower(tensor.bytes),
    };
}
