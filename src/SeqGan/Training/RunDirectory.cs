using SeqGan.Tokenization;

namespace SeqGan.Training;

/// <summary>
/// A run on disk: config.yaml, metrics.jsonl, timings.jsonl, log.txt, samples/, checkpoints/, environment.json and what
/// the game needs in order to be opened again. Whole files are written atomically.
/// </summary>
public sealed class RunDirectory
{
    RunDirectory(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Checkpoints = new Checkpoints(Resolve("checkpoints"));
    }

    /// <summary>The directory's full path.</summary>
    public string Path { get; }

    /// <summary>The saved players.</summary>
    public Checkpoints Checkpoints { get; }

    /// <summary>Makes a new run directory; an empty folder may be there already.</summary>
    /// <exception cref="InvalidInputException">As <see cref="RequireNew"/>.</exception>
    /// <exception cref="IOException">It cannot be made there.</exception>
    public static RunDirectory Create(string path)
    {
        RequireNew(path);
        try
        {
            Directory.CreateDirectory(System.IO.Path.Combine(path, "samples"));
            Directory.CreateDirectory(System.IO.Path.Combine(path, "checkpoints"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"the run directory {path} cannot be made: {Fault.Of(error)}; choose another place for the run", error);
        }
        return new RunDirectory(path);
    }

    /// <summary>Refuses a path on which no run can be made, before anything is read or written.</summary>
    /// <exception cref="InvalidInputException">The path holds something, lies below a file, or is no path.</exception>
    public static void RequireNew(string path)
    {
        if (path.Length == 0) throw new InvalidInputException("the run directory has no name; give one");
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
            throw new InvalidInputException($"{path} is there already and is not empty; choose another folder for the run");
        for (var parent = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)); parent is not null; parent = System.IO.Path.GetDirectoryName(parent))
            if (File.Exists(parent)) throw new InvalidInputException($"{path} lies below the file {parent}; choose another folder for the run");
    }

    /// <summary>Opens a run directory that training has left.</summary>
    /// <exception cref="InvalidInputException">There is no run.</exception>
    public static RunDirectory Open(string path)
    {
        if (!Directory.Exists(path)) throw new InvalidInputException($"{path} is no folder; give the directory of a run");
        var run = new RunDirectory(path);
        if (!File.Exists(run.Resolve(RunEnvironment.FileName)))
            throw new InvalidInputException($"{path} is no run directory: it has no {RunEnvironment.FileName}; give the directory that 'seqgan train' named");
        return run;
    }

    /// <summary>The full path of a file of the run.</summary>
    public string Resolve(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The facts about the data on which it was trained: files, hashes, sizes.</summary>
    /// <exception cref="InvalidInputException">environment.json is damaged.</exception>
    public IReadOnlyDictionary<string, string> Provenance => RunEnvironment.ReadData(this);

    /// <summary>Writes a file of the run, whole or not at all.</summary>
    public void Write(string name, Action<Stream> write)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Resolve(name))!);
        AtomicFile.Write(Resolve(name), write);
    }

    /// <summary>Writes a text file of the run, whole or not at all.</summary>
    public void WriteText(string name, string text) => AtomicFile.WriteText(Resolve(name), text);
}
