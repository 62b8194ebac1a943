namespace SeqGan.Reports;

/// <summary>What a frontier is drawn over.</summary>
/// <param name="Quality">The score on the vertical axis: <c>nll-oracle</c>, <c>bleu-4</c>.</param>
/// <param name="HigherQuality">Whether more of it is better.</param>
/// <param name="Diversity">The score on the horizontal axis: <c>nll-test</c>, <c>self-bleu-4</c>.</param>
/// <param name="HigherDiversity">Whether more of it is better.</param>
/// <param name="Unit">Of both: <c>nats a token</c>; empty where they have none.</param>
public sealed record FrontierAxes(string Quality, bool HigherQuality, string Diversity, bool HigherDiversity, string Unit)
{
    /// <summary>The synthetic experiment: samples under the oracle, and the oracle's sequences under the generator.</summary>
    public static FrontierAxes Oracle { get; } = new("nll-oracle", false, "nll-test", false, "nats a token");

    /// <summary>Text: BLEU-4 against the test lines, and Self-BLEU-4.</summary>
    public static FrontierAxes Bleu { get; } = new("bleu-4", true, "self-bleu-4", false, "");

    /// <summary>Text: test lines under the generator (NLL_gen), and its own samples under it (NLL_div).</summary>
    public static FrontierAxes Likelihood { get; } = new("nll-test", false, "nll-div", true, "nats a token");

    internal string Title => $"Quality and diversity: {(HigherQuality ? "higher" : "lower")} and further {(HigherDiversity ? "right" : "left")} is better";

    internal string QualityLabel => Label(Quality, "quality");

    internal string DiversityLabel => Label(Diversity, "diversity");

    string Label(string name, string meaning) => $"{name} ({meaning}){(Unit.Length > 0 ? ", " : "")}{Unit}";
}
