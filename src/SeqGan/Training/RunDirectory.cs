using SeqGan.Tokenization;

namespace SeqGan.Training;

/// <summary>
/// A run on disk: config.yaml, metrics.jsonl, timings.jsonl, log.txt, samples/, checkpoints/, environment.json and what
/// the game needs in order to be opened again. Whole files are written atomically.
/// </summary>
public sealed class RunDirectory
{
    internal const string LogFile = "log.txt";

    const string Lock = ".lock";
    const int LinuxTaken = 11, MacTaken = 35, WindowsTaken = unchecked((int)0x80070020); // EAGAIN twice, ERROR_SHARING_VIOLATION

    static readonly string[] _folders = ["samples", "checkpoints"], _firstFiles = ["config.yaml", RunEnvironment.FileName];

    RunDirectory(string path)
    {
        Path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        Checkpoints = new Checkpoints(Resolve("checkpoints"));
    }

    /// <summary>The directory's full path, without a separator at its end.</summary>
    public string Path { get; }

    /// <summary>The saved players.</summary>
    public Checkpoints Checkpoints { get; }

    /// <summary>Makes a new run directory; an empty folder may be there already.</summary>
    /// <exception cref="InvalidInputException">As <see cref="RequireNew"/>.</exception>
    /// <exception cref="IOException">It cannot be made there.</exception>
    public static RunDirectory Create(string path)
    {
        RequireNew(path);
        return Make(path);
    }

    /// <summary>Opens a run that was begun, however it ended, or makes a new one where there is none.</summary>
    /// <exception cref="InvalidInputException">As <see cref="RequireResumable"/>.</exception>
    /// <exception cref="IOException">It cannot be made there.</exception>
    public static RunDirectory OpenOrCreate(string path)
    {
        RequireResumable(path);
        return Make(path);
    }

    static RunDirectory Make(string path)
    {
        try
        {
            foreach (var folder in _folders) Directory.CreateDirectory(System.IO.Path.Combine(path, folder));
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

    /// <summary>Refuses a path that holds anything but a run that was begun.</summary>
    /// <exception cref="InvalidInputException">It holds something else, lies below a file, or is no path.</exception>
    public static void RequireResumable(string path)
    {
        if (IsBegun(path)) return;
        // A process that is killed at the very start leaves no more than this.
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).All(entry => _folders.Append(Lock).Append(LogFile).Contains(System.IO.Path.GetFileName(entry)) || AtomicFile.IsTemporary(entry))) return;
        RequireNew(path);
    }

    /// <summary>Whether a run has left its first file there.</summary>
    public static bool IsBegun(string path) =>
        Directory.Exists(System.IO.Path.Combine(path, "checkpoints")) && _firstFiles.Any(file => File.Exists(System.IO.Path.Combine(path, file)));

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

    /// <summary>The evaluations that were made, in their order.</summary>
    /// <exception cref="InvalidInputException">metrics.jsonl is damaged.</exception>
    public IReadOnlyList<EvaluatedRound> Evaluations => RunHistory.Read(this);

    /// <summary>The lines that were generated for an evaluation; none where the file is gone.</summary>
    /// <param name="step">The evaluation's step.</param>
    public IEnumerable<string> SamplesAt(long step) => Resolve(RunHistory.SamplesFile(step)) is var file && File.Exists(file) ? TextLines.Read(file, keepBlank: true) : [];

    /// <summary>Writes a file of the run, whole or not at all.</summary>
    public void Write(string name, Action<Stream> write)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Resolve(name))!);
        AtomicFile.Write(Resolve(name), write);
    }

    /// <summary>Writes a text file of the run, whole or not at all.</summary>
    public void WriteText(string name, string text) => AtomicFile.WriteText(Resolve(name), text);

    /// <summary>Keeps other processes from training here until it is disposed of, or this process ends.</summary>
    /// <exception cref="InvalidInputException">Another one is training here.</exception>
    internal IDisposable Hold()
    {
        try
        {
            return new FileStream(Resolve(Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult is LinuxTaken or MacTaken or WindowsTaken)
        {
            throw new InvalidInputException($"{Path} is being trained by another process; wait for its end, or choose another folder", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{Resolve(Lock)} cannot be written: {Fault.Of(error)}; make room or permission for it, or go on with a copy of the run", error);
        }
    }

    /// <summary>Removes what a process that was killed has left half made.</summary>
    internal void Clean()
    {
        foreach (var left in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Where(AtomicFile.IsTemporary).ToArray()) File.Delete(left);
        Checkpoints.Clean();
    }
}
