using SeqGan.Eval;

namespace SeqGan.Training;

/// <summary>What a game shows when the trainer asks how it stands.</summary>
/// <param name="Scores">Metrics, each with its sample count and signature.</param>
/// <param name="Samples">Generated lines (text games), best read by a person; empty for games without text.</param>
public sealed record Evaluation(IReadOnlyList<Score> Scores, IReadOnlyList<string> Samples)
{
    /// <summary>Pictures and other files to look at, by what their names end with: <c>grid.png</c> becomes <c>samples/step-00000100-grid.png</c>.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>();
}
