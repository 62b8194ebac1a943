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

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    /// <summary>left * right + more, rounded once.</summary>
    static abstract T MultiplyAdd(T left, T right, T more);

    static abstract T Max(T left, T right);

    /// <summary>In each lane: yes where left &gt; right, else no.</summary>
    static abstract T IfGreater(T left, T right, T yes, T no);

    static abstract T Floor(T value);

    static abstract T Sqrt(T value);

    /// <summary>value * 2^power, for whole powers up to 127; 0 where the power is far below -126.</summary>
    static abstract T Scale(T value, T power);

    /// <summary>The sum of the lanes, in an order of its own.</summary>
    float Sum();

    /// <summary>The largest lane.</summary>
    float Largest();
}
