using SeqGan.Data;
using SeqGan.Text;
using SeqGan.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Support;

/// <summary>Small things that tests need.</summary>
internal static class Some
{
    public static PolicyShape Shape(int vocabulary = 11, int time = 6, int end = -1) => new()
    {
        Vocabulary = vocabulary,
        Time = time,
        Begin = 0,
        End = end,
        Embedding = 5,
        Hidden = 7,
    };

    public static Policy Policy(PolicyShape? shape = null, long seed = 1)
    {
        manual_seed(seed);
        var policy = SeqGan.Text.Policy.Create(shape ?? Shape());
        policy.eval();
        return policy;
    }

    /// <summary>A policy that says one token, whatever it has read.</summary>
    public static Policy PolicyThatSays(int token, PolicyShape shape)
    {
        var policy = Policy(shape);
        using var noGrad = no_grad();
        foreach (var (name, parameter) in policy.named_parameters())
        {
            if (!name.StartsWith("output", StringComparison.Ordinal)) continue;
            parameter.zero_();
            if (name == "output.bias") parameter[token] = 100f;
        }
        return policy;
    }

    /// <summary>Lines of one length over a small alphabet with some structure: each letter is likely followed by the next one.</summary>
    public static IEnumerable<string> Lines(int count, int length = 8, string alphabet = "abcdefghij") =>
        Enumerable.Range(0, count).Select(line => string.Concat(Enumerable.Range(0, length).Select(t => alphabet[(line * 7 + t * (line % 3 == 0 ? 1 : 3)) % alphabet.Length])) is var text
            ? text[..^1] + alphabet[line / 10 % alphabet.Length] : "");

    public static Corpus Corpus(TemporaryFolder folder, IEnumerable<string>? lines = null) =>
        SeqGan.Data.Corpus.Read(folder.Write("corpus.txt", lines ?? Lines(200)), new CharacterTokenizer());

    public static SeqGanOptions Tiny => new()
    {
        Batch = 16,
        Embedding = 8,
        Hidden = 8,
        PretrainEpochs = 2,
        DiscriminatorPretrain = 1,
        DiscriminatorEpochs = 1,
        Rounds = 2,
        DiscriminatorSteps = 1,
        Rollouts = 2,
        DiscriminatorEmbedding = 8,
        FilterWidths = [1, 2, 3],
        FilterCounts = [4, 4, 4],
        EvaluationSamples = 20,
    };
}
