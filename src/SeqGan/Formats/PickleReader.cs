using System.Buffers.Binary;
using System.Text;
using SeqGan.Tokenization;

namespace SeqGan.Formats;

/// <summary>
/// A pickle read by an allow-list: it can build dicts, lists, tuples, numbers, strings and views on storages, and nothing else. Python's
/// own machine calls whatever the file names; this one calls nothing. It never recurses, and its stack and memo cannot outgrow
/// the pickle. A structure may contain itself; who looks into it must not follow it without end.
/// </summary>
internal sealed class PickleReader
{
    /// <summary>The longest pickle that is read, in bytes: the tensors' data are not in it.</summary>
    public const int MaximumBytes = 16 << 20;

    const int MaximumSteps = 1_000_000; // some 30 a tensor
    const int MaximumName = 256;

    static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly ReadOnlyMemory<byte> _pickle;
    readonly List<object?> _stack = [];
    readonly Stack<int> _marks = []; // the heights of the stack where they were set
    readonly Dictionary<uint, object?> _memo = [];
    int _at;

    PickleReader(ReadOnlyMemory<byte> pickle) => _pickle = pickle;

    /// <summary>The value of a whole pickle of protocol 2 to 5.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or has something that no state dict needs.</exception>
    public static object? Read(ReadOnlyMemory<byte> pickle)
    {
        if (pickle.Length > MaximumBytes) throw Bad($"its pickle has {pickle.Length} bytes, and {MaximumBytes} is the limit");
        return new PickleReader(pickle).Run();
    }

    public static InvalidDataException Bad(string fault, Exception? cause = null) => new(fault, cause);

    int Floor => _marks.TryPeek(out var height) ? height : 0;

    object? Run()
    {
        if (Opcode() != PickleOpcode.PROTO || Byte() is < 2 or > 5) throw Bad("its pickle is not of protocol 2 to 5");
        for (var steps = 0; steps < MaximumSteps; steps++)
        {
            var opcode = Opcode();
            if (opcode == PickleOpcode.STOP) return _stack.Count == 1 && _marks.Count == 0 && _at == _pickle.Length ? _stack[0] : throw Bad("its pickle ends too early or too late");
            Do(opcode);
        }
        throw Bad($"its pickle has more than {MaximumSteps} instructions");
    }

    void Do(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.FRAME: Length(BinaryPrimitives.ReadUInt64LittleEndian(Take(8))); break;
            case PickleOpcode.MARK: _marks.Push(_stack.Count); break;
            case PickleOpcode.NONE: Push(null); break;
            case PickleOpcode.NEWTRUE: Push(true); break;
            case PickleOpcode.NEWFALSE: Push(false); break;
            case PickleOpcode.BININT: Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case PickleOpcode.BININT1: Push((long)Byte()); break;
            case PickleOpcode.BININT2: Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case PickleOpcode.LONG1: Push(Long(Take(Byte()))); break;
            case PickleOpcode.BINFLOAT: Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
            case PickleOpcode.SHORT_BINUNICODE: Push(Text(Take(Byte()))); break;
            case PickleOpcode.BINUNICODE: Push(Text(Take(Length(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))))); break;
            case PickleOpcode.EMPTY_TUPLE: Push(Array.Empty<object?>()); break;
            case PickleOpcode.TUPLE1: Push(Pop(1)); break;
            case PickleOpcode.TUPLE2: Push(Pop(2)); break;
            case PickleOpcode.TUPLE3: Push(Pop(3)); break;
            case PickleOpcode.TUPLE: Push(PopToMark()); break;
            case PickleOpcode.EMPTY_LIST: Push(new List<object?>()); break;
            case PickleOpcode.APPEND: Append(Pop(1)); break;
            case PickleOpcode.APPENDS: Append(PopToMark()); break;
            case PickleOpcode.EMPTY_DICT: Push(new PickledDictionary(Ordered: false)); break;
            case PickleOpcode.SETITEM: SetItems(Pop(2)); break;
            case PickleOpcode.SETITEMS: SetItems(PopToMark()); break;
            case PickleOpcode.BINPUT: _memo[Byte()] = Top(); break;
            case PickleOpcode.LONG_BINPUT: _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Top(); break;
            case PickleOpcode.MEMOIZE: _memo[(uint)_memo.Count] = Top(); break;
            case PickleOpcode.BINGET: Push(Memo(Byte())); break;
            case PickleOpcode.LONG_BINGET: Push(Memo(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); break;
            case PickleOpcode.GLOBAL: Push(PickledObjects.Find(Line(), Line())); break;
            case PickleOpcode.STACK_GLOBAL: Push(Pop(2) is [string module, string name] ? PickledObjects.Find(module, name) : throw Bad("its pickle names something by what is no text")); break;
            case PickleOpcode.BINPERSID: Push(PickledObjects.Storage(Pop(1)[0])); break;
            case PickleOpcode.REDUCE:
                var call = Pop(2);
                Push(PickledObjects.Call(call[0], call[1]));
                break;
            case PickleOpcode.BUILD:
                Pop(1); // the attributes of an OrderedDict: the versions of a state dict's modules
                if (Top() is not PickledDictionary { Ordered: true }) throw Bad("it sets the attributes of an object, which could run code");
                break;
            default:
                throw Bad(Enum.IsDefined(opcode) ? $"its pickle has the instruction {opcode}, which no state dict needs and which could run code" : $"its pickle has no known instruction at byte {_at - 1}");
        }
    }

    void Append(object?[] values) => (Top() as List<object?> ?? throw Bad("its pickle appends to what is no list")).AddRange(values);

    void SetItems(object?[] values)
    {
        if (Top() is not PickledDictionary dictionary || values.Length % 2 != 0) throw Bad("its pickle sets items of what is no dict, or a key without a value");
        for (var i = 0; i < values.Length; i += 2) dictionary.Items.Add(new(values[i], values[i + 1]));
    }

    void Push(object? value) => _stack.Add(value);

    object?[] Pop(int count)
    {
        if (_stack.Count - Floor < count) throw Bad("its pickle takes more values than there are");
        var values = _stack[^count..].ToArray();
        _stack.RemoveRange(_stack.Count - count, count);
        return values;
    }

    object?[] PopToMark()
    {
        if (_marks.Count == 0) throw Bad("its pickle takes more values than there are");
        var values = Pop(_stack.Count - Floor);
        _marks.Pop();
        return values;
    }

    object? Top() => _stack.Count > Floor ? _stack[^1] : throw Bad("its pickle takes more values than there are");

    object? Memo(uint index) => _memo.TryGetValue(index, out var value) ? value : throw Bad($"its pickle asks for the value {index}, which it never kept");

    PickleOpcode Opcode() => (PickleOpcode)Byte();

    byte Byte() => Take(1)[0];

    ReadOnlySpan<byte> Take(int count)
    {
        if (count > _pickle.Length - _at) throw Bad("its pickle is cut short");
        _at += count;
        return _pickle.Span.Slice(_at - count, count);
    }

    int Length(ulong length) => length <= (ulong)(_pickle.Length - _at) ? (int)length : throw Bad("its pickle is cut short");

    string Line()
    {
        var length = _pickle.Span[_at..].IndexOf((byte)'\n');
        if (length is < 0 or > MaximumName) throw Bad("its pickle has a name that does not end");
        var line = Text(Take(length));
        _at++;
        return line;
    }

    static long Long(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > sizeof(long)) throw Bad("its pickle has a number of more than 64 bits");
        Span<byte> all = stackalloc byte[sizeof(long)];
        all.Fill(bytes is [.., >= 0x80] ? (byte)0xFF : (byte)0);
        bytes.CopyTo(all);
        return BinaryPrimitives.ReadInt64LittleEndian(all);
    }

    static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return _strict.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw Bad("its pickle has text that is not UTF-8", error);
        }
    }
}
