using SeqGan.Eval;
using SeqGan.Training;

namespace SeqGan.Tests.Support;

/// <summary>A game without players, whose evaluations are given: a step a round.</summary>
/// <param name="scores">The score 'modes' after each round.</param>
internal sealed class ScriptedGame(double[] scores) : IGame
{
    int _played;

    public string Name => "scripted";

    public long Seed => 1;

    public IReadOnlyList<Player> Players => [];

    public IEnumerable<Turn> Schedule()
    {
        for (var round = 0; round < scores.Length; round++) yield return Turn.Steps("step", 1, Play) with { Round = round };
    }

    public Evaluation Evaluate(string phase) => new([new Score("modes", scores[_played - 1], 1, "")], []);

    public void Dispose()
    {
    }

    Scalars Play(long step)
    {
        _played = (int)step + 1;
        return [];
    }
}
