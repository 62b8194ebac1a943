using System.Buffers.Binary;
using System.Text;
using SeqGan.TestSupport;
using static SeqGan.Tests.Formats.PickleWriter;

namespace SeqGan.Tests.Formats;

/// <summary>Sound pickles of tensors, pickles that run code in Python, and the pieces of which both are made.</summary>
internal static class HostilePickles
{
    /// <summary>The file that the hostile ones touch, below the folder for temporary files.</summary>
    public static string Canary { get; } = Path.Combine(Path.GetTempPath(), $"seqgan-canary-{Environment.ProcessId}");

    public static IReadOnlyList<byte[]> Sound { get; } =
    [
        Begin().Ordered().Op('(').Text("w").Tensor("0", 6, 0, [2, 3], [3, 1]).Text("b").Tensor("0", 6, 4, [2], [1]).Op('u').Op('}').Text("_metadata").Ordered().Op('s').Op('b').Stop(),
        Begin(4).Op('}').Op('(').Text("state_dict").Op('}').Text("w").Tensor("0", 6, 0, [6], [1]).Op('s').Text("epoch").Raw((byte)'K', 3).Text("list").Op(']').Raw(0x94).Op('(').Op('N').Raw(0x88).Op('e').Op('u').Stop(),
        Begin().Op('}').Text("w").Global("torch._utils", "_rebuild_parameter").Tensor("1", 0, 0, [0, 4], [4, 1]).Raw(0x88).Ordered().Raw(0x87).Op('R').Raw((byte)'q', 1).Op('s').Stop(),
    ];

    /// <summary>Every way in which a pickle calls a function: each runs a shell or Python's compiler when Python itself reads it.</summary>
    public static IReadOnlyList<byte[]> Code { get; } =
    [
        .. from module in new[] { "os", "posix" } select Begin().Global(module, "system").Text(Touch).Raw(0x85).Op('R').Stop(),
        .. from name in new[] { "eval", "exec" } select Begin().Global("builtins", name).Text($"__import__('os').system('{Touch}')").Raw(0x85).Op('R').Stop(),
        Begin().Global("subprocess", "getoutput").Text(Touch).Raw(0x85).Op('R').Stop(),
        Begin(4).Text("os").Text("system").Raw(0x93).Text(Touch).Raw(0x85).Op('R').Stop(),
        Begin().Op('(').Text(Touch).Op('i').Raw("os\nsystem\n"u8).Stop(),
        Begin().Op('(').Global("os", "system").Text(Touch).Op('o').Stop(),
    ];

    /// <summary>Pickles that make an object of a class of their choice.</summary>
    public static IReadOnlyList<byte[]> Objects { get; } =
    [
        Begin().Global("subprocess", "Popen").Op('(').Op('(').Text("touch").Text(Canary).Op('t').Op('t').Raw(0x81).Stop(),
        Begin(4).Global("subprocess", "Popen").Op('(').Op('(').Text("touch").Text(Canary).Op('t').Op('t').Op('}').Raw(0x92).Stop(),
    ];

    static string Touch => $"touch {Canary}";

    public static byte[][] Words { get; } =
    [
        .. Code.Concat(Objects).Select(pickle => pickle[2..^1]),
        .. Enumerable.Range(0, 256).Select(opcode => new[] { (byte)opcode }),
        .. HostileBytes.Words("storage", "cpu", "FloatStorage", "BoolStorage", "_rebuild_tensor_v2", "_rebuild_parameter", "OrderedDict", "__reduce__", "w"),
        Begin().Ordered().Stop()[2..^1], Begin().Storage("0", 6).Stop()[2..^1], Begin().Storage("0", long.MaxValue).Stop()[2..^1],
        Begin().Tensor("0", 6, 0, [long.MaxValue, long.MaxValue], [0, 0]).Stop()[2..^1], Begin().Tensor("0", 6, 0, [6], [1]).Stop()[2..^1],
        [(byte)'h', 0], [(byte)'q', 0], [(byte)'h', 1, (byte)'h', 1, (byte)'a'], [(byte)'X', 0xFF, 0xFF, 0xFF, 0x7F], [0x95, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0], [0x8B, 0xFF, 0xFF, 0xFF, 0x7F], [(byte)'r', 0xFF, 0xFF, 0xFF, 0xFF],
    ];

    /// <summary>An archive whose directory lies: of an entry's method, sizes or place.</summary>
    public static byte[] Directory(Random random, byte[] archive)
    {
        var lying = archive.ToArray();
        var entries = Enumerable.Range(0, lying.Length - 46).Where(at => lying.AsSpan(at).StartsWith("PK\u0001\u0002"u8)).ToArray();
        var entry = HostileBytes.Pick(random, entries);
        var field = HostileBytes.Pick(random, [10, 20, 24, 28, 30, 42]);
        var value = HostileBytes.Pick(random, [0, 1, 8, 64, 0x7FFF, 0xFFFF, lying.Length, int.MaxValue, -1, random.Next(lying.Length)]);
        if (field is 10 or 28 or 30) BinaryPrimitives.WriteInt16LittleEndian(lying.AsSpan(entry + field), unchecked((short)value));
        else BinaryPrimitives.WriteInt32LittleEndian(lying.AsSpan(entry + field), value);
        if (random.Next(2) == 0 && field is 20 or 24) BinaryPrimitives.WriteInt32LittleEndian(lying.AsSpan(entry + 44 - field), value); // both sizes
        return lying;
    }
}
