using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SeqGan.Compute.Simd;

/// <summary>Turns rows into columns, four by four in registers where the processor has them; each number is moved once.</summary>
internal static unsafe class Transposition
{
    const int Side = 4; // of a block

    /// <summary>to[k, j] = from[j, k].</summary>
    /// <param name="from">from[j, k] is at <c>from + j * fromRow + k</c>.</param>
    /// <param name="fromRow">Floats from row to row.</param>
    /// <param name="rows">How many j.</param>
    /// <param name="columns">How many k.</param>
    /// <param name="to">to[k, j] is at <c>to + k * toRow + j</c>.</param>
    /// <param name="toRow">Floats from row to row.</param>
    public static void Run(float* from, nint fromRow, int rows, int columns, float* to, nint toRow)
    {
        int wholeRows = rows / Side * Side, wholeColumns = columns / Side * Side;
        if (!Sse.IsSupported) wholeColumns = 0;
        for (var k = 0; k < wholeColumns; k += Side)
        {
            for (var j = 0; j < wholeRows; j += Side) Block(from + j * fromRow + k, fromRow, to + k * toRow + j, toRow);
            for (var j = wholeRows; j < rows; j++)
                for (var i = k; i < k + Side; i++) to[i * toRow + j] = from[j * fromRow + i];
        }
        for (var j = 0; j < rows; j++)
            for (var k = wholeColumns; k < columns; k++) to[k * toRow + j] = from[j * fromRow + k];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Block(float* from, nint fromRow, float* to, nint toRow)
    {
        Vector128<float> a = Vector128.Load(from), b = Vector128.Load(from + fromRow), c = Vector128.Load(from + 2 * fromRow), d = Vector128.Load(from + 3 * fromRow);
        Vector128<float> ab = Sse.UnpackLow(a, b), cd = Sse.UnpackLow(c, d); // a0 b0 a1 b1
        Sse.MoveLowToHigh(ab, cd).Store(to);
        Sse.MoveHighToLow(cd, ab).Store(to + toRow);
        (ab, cd) = (Sse.UnpackHigh(a, b), Sse.UnpackHigh(c, d));
        Sse.MoveLowToHigh(ab, cd).Store(to + 2 * toRow);
        Sse.MoveHighToLow(cd, ab).Store(to + 3 * toRow);
    }
}
