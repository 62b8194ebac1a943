using SeqGan.Images;

namespace SeqGan.Cli.Config;

/// <summary>Where the tensors live.</summary>
internal enum Device
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>The first CUDA device.</summary>
    Cuda,
}

/// <summary>What every experiment says besides the options of the library.</summary>
internal sealed record ExperimentOptions
{
    /// <summary>The text GAN.</summary>
    public const string SeqGan = "seqgan";

    /// <summary>No GAN, but the judge of what those of images make.</summary>
    public const string Classifier = "classifier";

    /// <summary>More would only wait for each other.</summary>
    public const int MaximumThreads = 1024;

    /// <summary>What is trained: seqgan, a GAN of images, which 'seqgan list' names, or an image classifier.</summary>
    public string Gan { get; init; } = SeqGan;

    /// <summary>Text: a file or folder of lines, JSONL, CSV or TSV, plain or gzip. Images: shapes, ring, or a folder or file of IDX, CIFAR or PNG.</summary>
    public string Data { get; init; } = "";

    /// <summary>Where the tensors live: cpu or cuda.</summary>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>Threads of native code; 0: the cores that this process may use.</summary>
    public int Threads { get; init; }

    /// <summary>Checks what can be checked before anything is read.</summary>
    /// <exception cref="InvalidInputException">A value is not usable.</exception>
    public void Validate()
    {
        if (Threads is < 0 or > MaximumThreads) throw new InvalidInputException(Invariant($"threads is {Threads}; give 1 to {MaximumThreads}, or 0 for all cores"));
    }

    /// <exception cref="InvalidInputException">There is no such GAN.</exception>
    public void RequireGan()
    {
        if (Gan is not (SeqGan or Classifier) && ImageGans.All.All(gan => gan.Name != Gan))
            throw new InvalidInputException($"gan is '{Line.Of(Gan)}'; give {SeqGan}, or for images {string.Join(", ", [.. ImageGans.All.Select(gan => gan.Name), Classifier])}");
    }
}
