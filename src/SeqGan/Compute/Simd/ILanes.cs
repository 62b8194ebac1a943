namespace SeqGan.Compute.Simd;

/// <summary>Floats side by side in one register. A kernel is written once over them and compiled for each width.</summary>
/// <typeparam name="T">The width.</typeparam>
internal unsafe interface ILanes<T> where T : unmanaged, ILanes<T>
{
    /// <summary>How many.</summary>
    static abstract int Count { get; }

    static abstract T Of(float value);

    static abstract T Load(float* from);

    void Store(float* to);

    /// <summary>Numbers in bf16, the upper half of a float's bits.</summary>
    static abstract T LoadBfloat16(ushort* from);

    /// <summary>Rounds to the nearest number in bf16, ties to even; what is not a number stays so.</summary>
    void StoreBfloat16(ushort* to);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    /// <summary>left * right + more, rounded once.</summary>
    static abstract T MultiplyAdd(T left, T right, T more);

    /// <summary>sum += left * right, rounded once. Of <c>sum = MultiplyAdd(left, right, sum)</c>, or of any new value, the JIT mostly makes a sum in another register and a move: hence a field that can be set.</summary>
    static abstract void AddProduct(ref T sum, T left, T right);

    /// <summary>sum += left * right of 16-bit integers, two of which lie in each lane: both products are added to the 32-bit integer in the same lane of the sum.</summary>
    static abstract void AddPairProducts(ref T sum, T left, T right);

    /// <summary>The 32-bit integers in the lanes as floats.</summary>
    static abstract T FromIntegers(T bits);

    /// <summary>Floats as the 32-bit integers below them, towards 0; they must be within a 32-bit integer's range.</summary>
    static abstract T ToIntegers(T value);

    static abstract T Max(T left, T right);

    /// <summary>In each lane: yes where left &gt; right, else no.</summary>
    static abstract T IfGreater(T left, T right, T yes, T no);

    static abstract T Floor(T value);

    static abstract T Sqrt(T value);

    /// <summary>value * 2^power, for whole powers up to 127; 0 where the power is far below -126.</summary>
    static abstract T Scale(T value, T power);

    /// <summary>The sum of the lanes: one half is added to the other until one is left.</summary>
    float Sum();

    /// <summary>The largest lane.</summary>
    float Largest();
}
