namespace SeqGan.Cli.Config;

/// <summary>What the texts of a corpus are.</summary>
internal enum TextFormat
{
    /// <summary>Text, which a tokenizer splits.</summary>
    Text,

    /// <summary>Integers with blanks between.</summary>
    Ids,
}

/// <summary>Where the sequences come from.</summary>
internal enum Source
{
    /// <summary>A corpus.</summary>
    Data,

    /// <summary>An oracle that draws them: the synthetic experiment.</summary>
    Oracle,
}

/// <summary>Where the tensors live.</summary>
internal enum Device
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>The first CUDA device.</summary>
    Cuda,
}

/// <summary>What an experiment says besides the options of the library.</summary>
internal sealed record ExperimentOptions
{
    const int MaximumThreads = 1024;

    /// <summary>The GAN that is trained: seqgan.</summary>
    public string Gan { get; init; } = "seqgan";

    /// <summary>Where the sequences come from: data, or oracle (the synthetic experiment, with the oracle.* settings).</summary>
    public Source Source { get; init; } = Source.Data;

    /// <summary>The corpus: a file or folder of lines, JSONL, CSV or TSV, plain or gzip.</summary>
    public string Data { get; init; } = "";

    /// <summary>Whether the corpus holds text or ids.</summary>
    public TextFormat Format { get; init; } = TextFormat.Text;

    /// <summary>What splits text into tokens: character, word or whitespace.</summary>
    public string Tokenizer { get; init; } = "word";

    /// <summary>Whether text is lower-cased first.</summary>
    public bool Lowercase { get; init; }

    /// <summary>Where the tensors live: cpu or cuda.</summary>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>Threads of native code; 0: the cores that this process may use.</summary>
    public int Threads { get; init; }

    /// <summary>Checks what can be checked before anything is read.</summary>
    /// <exception cref="InvalidInputException">A value is not usable.</exception>
    public void Validate()
    {
        if (Gan != "seqgan") throw new InvalidInputException($"there is no GAN '{Line.Of(Gan)}'; gan must be seqgan");
        if (Threads is < 0 or > MaximumThreads) throw new InvalidInputException(Invariant($"threads is {Threads}; give 1 to {MaximumThreads}, or 0 for all cores"));
        if (Source == Source.Data && Data.Length == 0) throw new InvalidInputException("this experiment brings no corpus; give a file with --data, or a folder of files");
        if (Format == TextFormat.Text) Tokenizers.Create(Tokenizer, Lowercase);
    }
}
