namespace SeqGan.Training;

/// <summary>What the trainer reports after every step, and after every evaluation.</summary>
/// <param name="Turn">The turn being played.</param>
/// <param name="Step">Steps of the whole run that are done.</param>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="PhaseStep">Steps of the turn's phase that are done.</param>
/// <param name="PhaseSteps">Steps of the turn's phase.</param>
/// <param name="Scalars">The step's numbers.</param>
/// <param name="Evaluation">Set when an evaluation has just been made.</param>
/// <param name="PhaseEnds">With an evaluation: it closes the phase.</param>
public sealed record TrainingProgress(
    Turn Turn, long Step, long Steps, long PhaseStep, long PhaseSteps, Scalars Scalars, Evaluation? Evaluation = null, bool PhaseEnds = false);
