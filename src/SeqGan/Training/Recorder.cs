using System.Diagnostics;
using System.Text.Json;

namespace SeqGan.Training;

/// <summary>
/// Writes a run's numbers: metrics.jsonl, a row a round with the mean of every scalar and a row an evaluation (pure
/// functions of the state), and timings.jsonl, the seconds that the turns of a round took.
/// </summary>
internal sealed class Recorder(RunDirectory run) : IDisposable
{
    readonly FileStream _metrics = Append(run.Resolve("metrics.jsonl"));
    readonly FileStream _timings = Append(run.Resolve("timings.jsonl"));
    readonly List<(string Name, double Sum, long Count)> _means = [];
    readonly List<(string Name, double Sum, long Count)> _seconds = [];
    readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Takes in a step's scalars, under the turn's name, and the time since the last call.</summary>
    public void Add(Turn turn, Scalars scalars)
    {
        foreach (var (name, value) in scalars) Accumulate(_means, $"{turn.Name}/{name}", value);
        Accumulate(_seconds, turn.Name, _clock.Elapsed.TotalSeconds);
        _clock.Restart();
    }

    /// <summary>Writes the round's rows.</summary>
    public void EndRound(Turn turn, long step)
    {
        Row(_metrics, turn, step, _means.Select(one => (one.Name, one.Sum / one.Count)));
        Row(_timings, turn, step, _seconds.Select(one => (one.Name, one.Sum)));
        _means.Clear();
        _seconds.Clear();
    }

    /// <summary>Writes an evaluation's row and its samples.</summary>
    public void Add(Turn turn, long step, Evaluation evaluation)
    {
        Row(_metrics, turn, step, evaluation.Scores.Select(score => ("score/" + score.Name, score.Value)));
        Row(_timings, turn, step, [("evaluation", _clock.Elapsed.TotalSeconds)]);
        if (evaluation.Samples.Count > 0)
            run.WriteText(Invariant($"samples/step-{step:D8}.txt"), string.Concat(evaluation.Samples.Select(line => line + "\n")));
        _clock.Restart();
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _timings.Dispose();
    }

    static void Accumulate(List<(string Name, double Sum, long Count)> sums, string name, double value)
    {
        var at = sums.FindIndex(one => one.Name == name);
        if (at < 0) sums.Add((name, value, 1));
        else sums[at] = (name, sums[at].Sum + value, sums[at].Count + 1);
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
            file.Write(buffer.ToArray());
        }
        catch (IOException error)
        {
            file.SetLength(whole); // no part of a row
            throw new IOException($"{file.Name} cannot be written: {Fault.Of(error)}; make room for it", error);
        }
    }

    static FileStream Append(string path) => new(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
}
