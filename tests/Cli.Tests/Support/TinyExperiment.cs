namespace SeqGan.Cli.Tests.Support;

/// <summary>An experiment that trains in a second or two.</summary>
internal static class TinyExperiment
{
    const string Alphabet = "山水风月花鸟春秋江雪云天人心夜雨";

    /// <summary>Writes tiny.yaml, and its corpus beside it, into a folder.</summary>
    public static void Write(TemporaryFolder folder, params string[] settings)
    {
        Directory.CreateDirectory(folder.File("experiments"));
        folder.Write("experiments/lines.txt", Lines(300));
        folder.Write("experiments/tiny.yaml",
        [
            "# Tiny.", "data: lines.txt", "tokenizer: character", "batch: 32", "embedding: 8", "hidden: 8",
            "pretrain-epochs: 3", "discriminator-pretrain: 1", "discriminator-epochs: 1", "discriminator-samples: 64", "discriminator-embedding: 8",
            "filter-widths: [1, 2]", "filter-counts: [4, 4]", "rollouts: 2", "discriminator-steps: 1", "evaluation-samples: 20", "threads: 1",
            .. settings,
        ]);
    }

    // Lines of five characters, each next to the one before it: something to learn.
    static string[] Lines(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var at = random.Next(Alphabet.Length);
            return new string([.. Enumerable.Range(0, 5).Select(_ => Alphabet[at = (at + 1 + random.Next(3)) % Alphabet.Length])]);
        })];
    }
}
