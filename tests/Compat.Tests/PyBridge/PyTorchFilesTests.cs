using System.IO.Compression;
using System.Text;

using SeqGan.TestSupport;

using TorchSharp;
using TorchSharp.PyBridge;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SeqGan.Compat.Tests.PyBridge;

/// <summary>Files in the format of torch.save.</summary>
public sealed class PyTorchFilesTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();
    readonly string _folder = Directory.CreateTempSubdirectory("seqgan-pt-").FullName;

    public void Dispose()
    {
        _scope.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Tensors of every type and shape, as a module's buffers.</summary>
    sealed class Chest : Module<Tensor, Tensor>
    {
        public Chest() : base(nameof(Chest))
        {
            register_buffer("f64", arange(6, dtype: ScalarType.Float64).reshape(2, 3) / 7);
            register_buffer("f16", tensor(new[] { 0.5f, -1.25f }).to(ScalarType.Float16));
            register_buffer("bf16", tensor(new[] { 0.5f, -1.25f }).to(ScalarType.BFloat16));
            register_buffer("i64", tensor(new[] { long.MinValue, long.MaxValue }));
            register_buffer("i32", tensor(new[] { 1, -2 }));
            register_buffer("i16", tensor(new short[] { 1, -2 }));
            register_buffer("i8", tensor(new sbyte[] { 1, -2 }));
            register_buffer("u8", tensor(new byte[] { 1, 255 }));
            register_buffer("yes", tensor(new[] { true, false }));
            register_buffer("scalar", tensor(3f));
            register_buffer("empty", zeros(0, 3));
            register_buffer("turned", arange(6, dtype: ScalarType.Float32).reshape(2, 3).t()); // not contiguous
            register_buffer("odd", tensor(new[] { float.NaN, float.PositiveInfinity, -0f }));
        }

        public override Tensor forward(Tensor input) => input;
    }

    // The real package may choose other names and opcodes; PyTorch is what both have to please.
    [SkippableFact]
    public void A_file_is_an_archive_of_a_pickle_and_raw_numbers()
    {
        Skip.If(typeof(torch).Assembly.GetType("TorchSharp.Interop.Native") is null, "the package writes other bytes");
        using var module = Linear(2, 1, hasBias: false);
        using (no_grad()) module.weight!.copy_(tensor(new[] { 1f, -2f }).reshape(1, 2));
        using var memory = new MemoryStream();
        module.save_py(memory, leaveOpen: true);

        using (var archive = new ZipArchive(memory, ZipArchiveMode.Read, leaveOpen: true))
        {
            Assert.Equal(["archive/data.pkl", "archive/data/0", "archive/version"], archive.Entries.Select(entry => entry.FullName));
            Assert.True(archive.Entries[0].CompressedLength < archive.Entries[0].Length); // as in the package
            // Written by hand from the opcodes of protocol 2, in Latin-1.
            var pickle = "\u0080\u0002" + "ccollections\nOrderedDict\n)R(" + "X\u0006\0\0\0weight" + "ctorch._utils\n_rebuild_tensor_v2\n("
                + "(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\0" + "0X\u0003\0\0\0cpuJ\u0002\0\0\0tQ" + "J\0\0\0\0"
                + "(J\u0001\0\0\0J\u0002\0\0\0t(J\u0002\0\0\0J\u0001\0\0\0t" + "\u0089" + "ccollections\nOrderedDict\n)R" + "tR" + "u.";
            Assert.Equal(pickle, Encoding.Latin1.GetString(Read(archive.Entries[0])));
            Assert.Equal([0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0], Read(archive.Entries[1]));
            Assert.Equal("3\n"u8.ToArray(), Read(archive.Entries[2]));
        }

        using var again = new MemoryStream();
        module.save_py(again, leaveOpen: true);
        Assert.Equal(memory.ToArray(), again.ToArray()); // no clock
        module.save_py(again);
        Assert.False(again.CanWrite);
    }

    [Fact]
    public void Names_can_be_left_out()
    {
        using var module = Linear(2, 1);
        var path = Path.Combine(_folder, "linear.pt");
        module.save_py(path, skip: ["weight"]);
        using var archive = ZipFile.OpenRead(path);
        var pickle = Encoding.Latin1.GetString(Read(archive.Entries.Single(entry => entry.Name == "data.pkl")));
        Assert.Contains("bias", pickle, StringComparison.Ordinal);
        Assert.DoesNotContain("weight", pickle, StringComparison.Ordinal);
        Assert.DoesNotContain(archive.Entries, entry => entry.FullName.EndsWith("/data/1", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void PyTorch_reads_every_type_and_shape_without_running_a_pickle()
    {
        using var chest = new Chest();
        var path = Path.Combine(_folder, "chest.pt");
        chest.save_py(path);
        var printed = PyTorch.Run(_folder, """
            import sys, torch
            state = torch.load(sys.argv[1], weights_only=True)
            for name, tensor in state.items():
                print(name, str(tensor.dtype)[6:], list(tensor.shape), tensor.reshape(-1).tolist())
            """, path);
        Assert.Equal(
            """
            f64 float64 [2, 3] [0.0, 0.14285714285714285, 0.2857142857142857, 0.42857142857142855, 0.5714285714285714, 0.7142857142857143]
            f16 float16 [2] [0.5, -1.25]
            bf16 bfloat16 [2] [0.5, -1.25]
            i64 int64 [2] [-9223372036854775808, 9223372036854775807]
            i32 int32 [2] [1, -2]
            i16 int16 [2] [1, -2]
            i8 int8 [2] [1, -2]
            u8 uint8 [2] [1, 255]
            yes bool [2] [True, False]
            scalar float32 [] [3.0]
            empty float32 [0, 3] []
            turned float32 [3, 2] [0.0, 3.0, 1.0, 4.0, 2.0, 5.0]
            odd float32 [3] [nan, inf, -0.0]

            """, printed);
    }

    [SkippableFact]
    public void A_module_of_PyTorch_takes_the_file_strictly_and_computes_the_same()
    {
        using var module = Sequential(Linear(3, 4), BatchNorm1d(4), Linear(4, 2));
        module.call(randn(50, 3));
        module.eval();
        var path = Path.Combine(_folder, "module.pt");
        module.save_py(path);
        var printed = PyTorch.Run(_folder, """
            import sys, torch
            from torch import nn
            module = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 2))
            module.load_state_dict(torch.load(sys.argv[1], weights_only=True))
            module.eval()
            for x in module(torch.arange(6.).reshape(2, 3) / 6).reshape(-1).tolist(): print(repr(x))
            """, path);
        var ours = module.call(arange(6, dtype: ScalarType.Float32).reshape(2, 3) / 6);
        var theirs = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => float.Parse(line, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        NN.Numbers.AreClose(theirs, ours);
    }

    static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
