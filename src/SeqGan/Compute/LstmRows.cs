using SeqGan.Compute.Simd;

namespace SeqGan.Compute;

/// <summary>Rows that an LSTM reads side by side, each with its state; eight share every load of a weight.</summary>
internal sealed unsafe class LstmRows<T> : IDisposable where T : unmanaged, ILanes<T>
{
    readonly PackedLstm _lstm;
    readonly AlignedFloats _inputs; // [rows, stride]: hidden state, then the embedding of the token to read
    readonly AlignedFloats _cells; // [rows, units]
    readonly AlignedFloats _gates; // [8, 4 units]

    /// <param name="lstm">The weights.</param>
    /// <param name="rows">How many rows; a multiple of 8.</param>
    public LstmRows(PackedLstm lstm, int rows)
    {
        (_lstm, Count) = (lstm, rows);
        _inputs = new AlignedFloats((long)rows * lstm.Gates.Stride).Clear();
        _cells = new AlignedFloats((long)rows * lstm.Gates.Units).Clear();
        _gates = new AlignedFloats((long)Tile.Rows * LstmGates.Count * lstm.Gates.Units);
    }

    /// <summary>How many rows.</summary>
    public int Count { get; }

    /// <summary>A row's hidden state: <c>[units]</c>.</summary>
    public float* Hidden(int row) => _inputs.Start + (nint)row * _lstm.Gates.Stride;

    /// <summary>Sets every state to 0, where a sequence begins.</summary>
    public void Forget()
    {
        _inputs.Clear();
        _cells.Clear();
    }

    /// <summary>Gives a row the token that it reads next.</summary>
    public void Give(int row, int token) => _lstm.Embedding(token).CopyTo(new Span<float>(Hidden(row) + _lstm.Gates.Units, _lstm.Gates.Inputs));

    /// <summary>Copies a row's state to memory: <c>[2 units]</c>, hidden then cell.</summary>
    public void Save(int row, float* to)
    {
        HiddenOf(row).CopyTo(new Span<float>(to, _lstm.Gates.Units));
        CellOf(row).CopyTo(new Span<float>(to + _lstm.Gates.Units, _lstm.Gates.Units));
    }

    /// <summary>Takes a row's state from memory: what <see cref="Save"/> wrote.</summary>
    public void Load(int row, float* from)
    {
        new ReadOnlySpan<float>(from, _lstm.Gates.Units).CopyTo(HiddenOf(row));
        new ReadOnlySpan<float>(from + _lstm.Gates.Units, _lstm.Gates.Units).CopyTo(CellOf(row));
    }

    /// <summary>Puts a row's state in another's place.</summary>
    public void Move(int from, int to)
    {
        HiddenOf(from).CopyTo(HiddenOf(to));
        CellOf(from).CopyTo(CellOf(to));
    }

    /// <summary>The first rows read the tokens that they were given.</summary>
    /// <param name="rows">How many; the others of the last eight read too, and mean nothing.</param>
    public void Read(int rows)
    {
        for (var first = 0; first < rows; first += Tile.Rows)
        {
            _lstm.Gates.Apply<T>(Hidden(first), _gates.Start);
            for (var row = 0; row < Tile.Rows; row++)
            {
                var cell = _cells.Start + (nint)(first + row) * _lstm.Gates.Units;
                _lstm.Gates.Open<T>(_gates.Start + (nint)row * LstmGates.Count * _lstm.Gates.Units, cell, cell, Hidden(first + row));
            }
        }
    }

    Span<float> HiddenOf(int row) => new(Hidden(row), _lstm.Gates.Units);

    Span<float> CellOf(int row) => new(_cells.Start + (nint)row * _lstm.Gates.Units, _lstm.Gates.Units);

    public void Dispose()
    {
        _inputs.Dispose();
        _cells.Dispose();
        _gates.Dispose();
    }
}
