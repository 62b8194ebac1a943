using SeqGan.Training;

namespace SeqGan.Cli.Jobs;

/// <summary>A training that is ready to begin: its data read, its game built.</summary>
internal abstract class Job : IDisposable
{
    /// <summary>What messages call the data.</summary>
    public abstract string Source { get; }

    /// <summary>What is trained.</summary>
    public abstract IGame Game { get; }

    /// <summary>What to do with the run that came of it.</summary>
    public abstract string Next(string run);

    /// <summary>Writes the results: to standard output, and reports into the run.</summary>
    public abstract void Report(RunDirectory run, TextWriter results);

    public abstract void Dispose();

    // The options are in order by now; what does not fit, does not fit the data.
    protected static T Build<T>(string source, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"{source}: {error.Message}", error);
        }
    }
}
