using System.Diagnostics;
using System.Text.Json;
using SeqGan.Tokenization;

namespace SeqGan.Training;

/// <summary>
/// Writes a run's numbers: metrics.jsonl, a row a round with the mean of every scalar and a row an evaluation (pure
/// functions of the state), and timings.jsonl, the seconds that the turns of a round and the checkpoint before it took, row
/// by row beside it.
/// </summary>
internal sealed class Recorder : IDisposable
{
    readonly RunDirectory _run;
    readonly FileStream _metrics;
    readonly FileStream _timings;
    readonly List<(string Name, double Seconds)> _seconds = [];
    readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Goes on where <paramref name="state"/> stands: rows of steps that will be played again are cut off.</summary>
    /// <exception cref="InvalidInputException">Rows that belong to the state are missing.</exception>
    public Recorder(RunDirectory run, TrainingState state)
    {
        _run = run;
        var metrics = new FileInfo(run.Resolve("metrics.jsonl"));
        var length = metrics.Exists ? metrics.Length : 0;
        if (length < state.MetricsBytes) throw RunFile.Damaged(metrics.FullName, Invariant($"it has {length} bytes, and the checkpoint counts on {state.MetricsBytes}"));
        _metrics = Open("metrics.jsonl");
        _timings = Open("timings.jsonl");
        _metrics.SetLength(state.MetricsBytes);
        CutAfter(_timings, Rows(_metrics));
    }

    /// <summary>Takes in the time since the last call.</summary>
    public void Add(Turn turn) => AddTime(turn.Name);

    /// <summary>Takes in the time of a checkpoint, which has just been saved; the next row tells it.</summary>
    public void AddCheckpoint() => AddTime("checkpoint");

    /// <summary>Writes the round's rows.</summary>
    public void EndRound(Turn turn, TrainingState state)
    {
        Row(_metrics, turn, state.Step, state.Sums.Select(one => (one.Name, one.Sum / one.Count)));
        Row(_timings, turn, state.Step, _seconds);
        state.Sums.Clear();
        _seconds.Clear();
    }

    /// <summary>Writes an evaluation's row and its samples.</summary>
    public void Add(Turn turn, long step, Evaluation evaluation)
    {
        Row(_metrics, turn, step, evaluation.Scores.Select(score => (RunHistory.Score + score.Name, score.Value)));
        Row(_timings, turn, step, [("evaluation", _clock.Elapsed.TotalSeconds)]);
        if (evaluation.Samples.Count > 0) _run.WriteText(RunHistory.SamplesFile(step), string.Concat(evaluation.Samples.Select(line => line + "\n")));
        foreach (var (name, content) in evaluation.Files) _run.Write(Invariant($"samples/step-{step:D8}-{name}"), stream => stream.Write(content));
        _clock.Restart();
    }

    /// <summary>Sends the rows to the disk, so that a checkpoint never knows more of them than there are after a power cut.</summary>
    /// <returns>The length of metrics.jsonl.</returns>
    public long Flush()
    {
        _metrics.Flush(flushToDisk: true);
        return _metrics.Length;
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _timings.Dispose();
    }

    void AddTime(string name)
    {
        var at = _seconds.FindIndex(one => one.Name == name);
        if (at < 0) _seconds.Add((name, _clock.Elapsed.TotalSeconds));
        else _seconds[at] = (name, _seconds[at].Seconds + _clock.Elapsed.TotalSeconds);
        _clock.Restart();
    }

    static void Row(FileStream file, Turn turn, long step, IEnumerable<(string Name, double Value)> values)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("step", step);
            json.WriteString("phase", turn.Phase);
            json.WriteNumber("round", turn.Round);
            foreach (var (name, value) in values) json.WriteNumber(name, value);
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        var whole = file.Length;
        try
        {
            file.Seek(0, SeekOrigin.End);
            file.Write(buffer.ToArray());
        }
        catch (IOException error)
        {
            file.SetLength(whole); // no part of a row
            throw new IOException($"{file.Name} cannot be written: {Fault.Of(error)}; make room for it", error);
        }
    }

    static long Rows(FileStream file)
    {
        file.Position = 0;
        return Lines(file).LongCount();
    }

    static void CutAfter(FileStream file, long rows)
    {
        file.Position = 0;
        file.SetLength(rows == 0 ? 0 : Lines(file).Take((int)Math.Min(rows, int.MaxValue)).LastOrDefault());
    }

    // Where each line ends.
    static IEnumerable<long> Lines(FileStream file)
    {
        var buffer = new byte[1 << 16];
        long start = 0;
        for (int count; (count = file.Read(buffer)) > 0; start += count)
            for (var i = 0; i < count; i++)
                if (buffer[i] == (byte)'\n') yield return start + i + 1;
    }

    FileStream Open(string name) => new(_run.Resolve(name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
}
