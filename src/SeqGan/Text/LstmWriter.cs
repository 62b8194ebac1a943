using System.Runtime.Intrinsics;
using SeqGan.Compute;
using SeqGan.Compute.Simd;

namespace SeqGan.Text;

/// <summary>
/// Drafts completed by kernels, for an LSTM policy on the CPU. Neither the drafts beside it nor the number of threads
/// change a token of a draft.
/// </summary>
/// <remarks>
/// For each token of a draft 2 hidden vocab operations on 16-bit integers and vocab odds (<see cref="NextTokens{T}"/>), and a tenth of that for the LSTM at the
/// reference configuration. Drafts that begin alike share the first odds. Tensor operations draw from the same distribution with the same keys, but other tokens.
/// </remarks>
/// <param name="lstm">The policy's weights; the writer owns them.</param>
/// <param name="shape">Its sizes and special ids.</param>
/// <param name="temperature">Logits are divided by it.</param>
internal sealed unsafe class LstmWriter(PackedLstm lstm, PolicyShape shape, double temperature) : DraftWriter
{
    const int Slice = 128; // drafts of one piece of work
    const int Active = 32; // drafts that a thread writes side by side

    /// <inheritdoc/>
    public override int Together => 4096;

    /// <inheritdoc/>
    public override long BytesADraft => Draft.Bytes(shape.Time);

    /// <inheritdoc/>
    public override void Complete(IReadOnlyList<int[]> sentences, IReadOnlyList<Draft> drafts)
    {
        if (Vector512.IsHardwareAccelerated) Complete<Lanes16>(sentences, drafts);
        else if (Vector256.IsHardwareAccelerated) Complete<Lanes8>(sentences, drafts);
        else Complete<Lanes1>(sentences, drafts);
    }

    /// <summary>The same with registers of one width.</summary>
    internal void Complete<T>(IReadOnlyList<int[]> sentences, IReadOnlyList<Draft> drafts) where T : unmanaged, ILanes<T>
    {
        // Where a draft begins: the state after a prefix of its sentence. Drafts that begin alike follow one another.
        var (beginnings, beginningOf) = (new List<(int Sentence, int Prefix)>(), new int[drafts.Count]);
        for (var i = 0; i < drafts.Count; i++)
        {
            var beginning = (drafts[i].Sentence, drafts[i].Length);
            if (beginnings.Count == 0 || beginnings[^1] != beginning) beginnings.Add(beginning);
            beginningOf[i] = beginnings.Count - 1;
        }
        using var states = new AlignedFloats((long)beginnings.Count * 2 * lstm.Gates.Units);
        Read<T>(sentences, beginnings, states);
        Workers.For((drafts.Count + Slice - 1) / Slice, () => new Desk<T>(lstm, shape, temperature), (slice, desk) =>
        {
            var first = slice * Slice;
            desk.Write(drafts, beginningOf, states.Start, first, Math.Min(drafts.Count, first + Slice));
        });
    }

    // The states at the beginnings, eight sentences side by side: [beginnings, 2 units].
    void Read<T>(IReadOnlyList<int[]> sentences, List<(int Sentence, int Prefix)> beginnings, AlignedFloats states) where T : unmanaged, ILanes<T>
    {
        var at = beginnings.Index().ToLookup(one => one.Item.Sentence, one => (one.Item.Prefix, one.Index));
        var read = at.Select(of => of.Key).ToArray();
        Workers.For((read.Length + Tile.Rows - 1) / Tile.Rows, () => new LstmRows<T>(lstm, Tile.Rows), (tile, rows) =>
        {
            var chosen = read.AsSpan(tile * Tile.Rows, Math.Min(Tile.Rows, read.Length - tile * Tile.Rows));
            rows.Forget();
            var last = 0;
            foreach (var sentence in chosen) last = Math.Max(last, at[sentence].Max(one => one.Prefix));
            for (var prefix = 0; prefix <= last; prefix++)
            {
                for (var row = 0; row < chosen.Length; row++)
                    rows.Give(row, prefix == 0 ? shape.Begin : prefix <= sentences[chosen[row]].Length ? sentences[chosen[row]][prefix - 1] : shape.Begin);
                rows.Read(chosen.Length);
                for (var row = 0; row < chosen.Length; row++)
                    foreach (var (wanted, index) in at[chosen[row]])
                        if (wanted == prefix) rows.Save(row, states.Start + (nint)index * 2 * lstm.Gates.Units);
            }
        });
    }

    /// <inheritdoc/>
    public override void Dispose() => lstm.Dispose();

    /// <summary>A thread's place to write.</summary>
    sealed class Desk<T>(PackedLstm lstm, PolicyShape shape, double temperature) : IDisposable where T : unmanaged, ILanes<T>
    {
        readonly LstmRows<T> _opening = new(lstm, Tile.Rows);
        readonly LstmRows<T> _rows = new(lstm, Active);
        readonly NextTokens<T> _next = new(lstm.Output, temperature);
        readonly Draft[] _active = new Draft[Active];
        readonly Queue<(Draft Draft, int Token, nint State)> _waiting = new();

        /// <summary>Completes drafts first .. end-1.</summary>
        public void Write(IReadOnlyList<Draft> drafts, int[] beginningOf, float* states, int first, int end)
        {
            Open(drafts, beginningOf, states, first, end);
            var count = 0;
            while (true)
            {
                while (count < Active && _waiting.TryDequeue(out var waiting))
                {
                    _rows.Load(count, (float*)waiting.State);
                    _rows.Give(count, waiting.Token);
                    _active[count++] = waiting.Draft;
                }
                if (count == 0) return;
                _rows.Read(count);
                for (var tile = 0; tile < count; tile += Tile.Rows)
                {
                    _next.Compute(_rows.Hidden(tile), lstm.Gates.Stride);
                    for (var row = tile; row < Math.Min(count, tile + Tile.Rows); row++) _active[row].Append(Draw(_active[row], row - tile));
                }
                count = Keep(count);
            }
        }

        // The first token of each draft: one distribution for all that begin alike, eight beginnings at a time.
        void Open(IReadOnlyList<Draft> drafts, int[] beginningOf, float* states, int first, int end)
        {
            for (var next = first; next < end;)
            {
                var from = beginningOf[next];
                var beginnings = Math.Min(Tile.Rows, beginningOf[end - 1] - from + 1);
                for (var row = 0; row < beginnings; row++) _opening.Load(row, states + (nint)(from + row) * 2 * lstm.Gates.Units);
                _next.Compute(_opening.Hidden(0), lstm.Gates.Stride);
                for (; next < end && beginningOf[next] < from + beginnings; next++)
                {
                    var draft = drafts[next];
                    var token = Draw(draft, beginningOf[next] - from);
                    draft.Append(token);
                    if (GoesOn(draft, token)) _waiting.Enqueue((draft, token, (nint)(states + (nint)beginningOf[next] * 2 * lstm.Gates.Units)));
                }
            }
        }

        // Drafts that have ended give their rows to the last ones.
        int Keep(int count)
        {
            for (var row = 0; row < count;)
            {
                var token = _active[row].Last;
                if (GoesOn(_active[row], token))
                {
                    _rows.Give(row++, token);
                    continue;
                }
                if (row == --count) break;
                _rows.Move(count, row);
                _active[row] = _active[count];
            }
            return count;
        }

        int Draw(Draft draft, int row) => _next.Draw(row, draft.Key, (uint)draft.Length);

        bool GoesOn(Draft draft, int token) => token != shape.End && draft.Length < shape.Time;

        public void Dispose()
        {
            _opening.Dispose();
            _rows.Dispose();
            _next.Dispose();
        }
    }
}
