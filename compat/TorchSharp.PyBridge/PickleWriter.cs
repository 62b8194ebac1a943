using System.Buffers.Binary;
using System.Text;

namespace TorchSharp.PyBridge;

/// <summary>The opcodes of Python's pickle protocol 2 that a state dict needs.</summary>
internal sealed class PickleWriter
{
    readonly MemoryStream _bytes = new();

    public PickleWriter() => Put(0x80, 2); // PROTO

    /// <summary>A name of a module.</summary>
    public PickleWriter Global(string module, string name) => Put('c').Put(Encoding.ASCII.GetBytes($"{module}\n{name}\n"));

    public PickleWriter Text(string text)
    {
        var utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text);
        return Put('X').Put(Bytes(utf8.Length)).Put(utf8); // BINUNICODE
    }

    public PickleWriter Integer(long number)
    {
        if (number is >= int.MinValue and <= int.MaxValue) return Put('J').Put(Bytes((int)number)); // BININT
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Put(0x8a, sizeof(long)).Put(bytes); // LONG1
    }

    public PickleWriter Integers(long[] numbers)
    {
        Mark();
        foreach (var number in numbers) Integer(number);
        return Tuple();
    }

    public PickleWriter False() => Put(0x89);

    public PickleWriter EmptyTuple() => Put(')');

    public PickleWriter Mark() => Put('(');

    /// <summary>What follows the last mark, as a tuple.</summary>
    public PickleWriter Tuple() => Put('t');

    /// <summary>The function below a tuple, called with it.</summary>
    public PickleWriter Call() => Put('R');

    /// <summary>A tuple that names an object outside the pickle, as that object.</summary>
    public PickleWriter Persistent() => Put('Q');

    /// <summary>What follows the last mark, key and value in turn, into the dictionary below it.</summary>
    public PickleWriter SetItems() => Put('u');

    public byte[] Stop()
    {
        Put('.');
        return _bytes.ToArray();
    }

    PickleWriter Put(char opcode) => Put((byte)opcode);

    PickleWriter Put(params ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    static byte[] Bytes(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
