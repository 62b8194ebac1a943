namespace SeqGan.Cli.Tests.Support;

/// <summary>A run that the command has trained; shared by the tests that only read it.</summary>
public sealed class TrainedRun : IDisposable
{
    public TrainedRun()
    {
        TinyExperiment.Write(Folder, "rounds: 2");
        Training = Seqgan.Run(Folder.Path, "train", "experiments/tiny.yaml", "--seed", "7");
    }

    public TemporaryFolder Folder { get; } = new();

    internal Outcome Training { get; }

    public string Path => Folder.File("runs/tiny");

    /// <summary>A copy of the run's files, to be damaged.</summary>
    public string Copy(string name)
    {
        var copy = Folder.File(name);
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(copy, System.IO.Path.GetRelativePath(Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            System.IO.File.Copy(file, target);
        }
        return copy;
    }

    public void Dispose() => Folder.Dispose();
}

/// <summary>Tests that share one trained run.</summary>
[CollectionDefinition(Name)]
public sealed class TrainedRunCollection : ICollectionFixture<TrainedRun>
{
    public const string Name = "a trained run";
}
