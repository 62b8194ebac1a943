using SeqGan.Text;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Reports;

/// <summary>A run's policies, as maximum likelihood and as each game has left them, over temperatures.</summary>
internal static class Sweep
{
    /// <summary>The phase with which the others are compared.</summary>
    public const string Baseline = "MLE";

    static readonly (string Phase, string Player, string Title)[] _policies =
    [
        ("mle", "policy", Baseline), ("adversarial", "policy", "SeqGAN"),
        ("constant-reward", "constant-policy", "constant reward"), ("shuffled-reward", "shuffled-policy", "shuffled reward"),
    ];

    public static IReadOnlyList<double> Temperatures { get; } = [1.5, 1.25, 1.1, 1, 0.9, 0.8, 0.7, 0.6, 0.5];

    /// <summary>The name of a temperature in tables.</summary>
    public static string Setting(double temperature) => Invariant($"T {temperature}");

    /// <summary>Measures each policy of a run whose phase was played.</summary>
    public static IEnumerable<T> Of<T>(RunDirectory run, Func<string, TextGenerator, IEnumerable<T>> measure, torch.Device? device = null)
    {
        var phases = run.Checkpoints.Phases();
        // A run without a closed phase: Open says what there is.
        return _policies.Where(one => phases.Contains(one.Phase)).DefaultIfEmpty(_policies[0]).SelectMany(one =>
        {
            using var generator = TextGenerator.Open(run, one.Phase, device, one.Player);
            return measure(one.Title, generator).ToArray();
        });
    }
}
