namespace SeqGan.Eval.Tests.Images;

/// <summary>MT19937 (Matsumoto and Nishimura, 1998), for the images of examples that were made with it.</summary>
internal sealed class MersenneTwister
{
    const int Length = 624, Middle = 397;

    readonly uint[] _state = new uint[Length];
    int _next = Length;

    public MersenneTwister(uint seed)
    {
        _state[0] = seed;
        for (var i = 1u; i < Length; i++) _state[i] = 1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30)) + i;
    }

    /// <summary>What torch.rand gives on the processor: the low 24 bits of a draw, as a fraction.</summary>
    public float Uniform() => (Draw() & 0xFFFFFF) / 16777216f;

    uint Draw()
    {
        if (_next == Length) Turn();
        var bits = _state[_next++];
        bits ^= bits >> 11;
        bits ^= (bits << 7) & 0x9D2C5680;
        bits ^= (bits << 15) & 0xEFC60000;
        return bits ^ (bits >> 18);
    }

    void Turn()
    {
        for (var i = 0; i < Length; i++)
        {
            var bits = (_state[i] & 0x80000000) | (_state[(i + 1) % Length] & 0x7FFFFFFF);
            _state[i] = _state[(i + Middle) % Length] ^ (bits >> 1) ^ ((bits & 1) * 0x9908B0DF);
        }
        _next = 0;
    }
}
