using SeqGan.Compute;
using SeqGan.Data;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Text.Benchmarks;

/// <summary>A new game on random ids, whose steps are those that a training runs. Every piece is played as its update of some number.</summary>
/// <param name="options">The game's numbers.</param>
/// <param name="sizes">The data's.</param>
/// <param name="report">Told of steps that are done and of how many there will be.</param>
internal sealed class Stage(SeqGanOptions options, BenchmarkSizes sizes, Action<long, long> report) : IDisposable
{
    readonly SeqGanGame _game = new(Corpus.OfIds(Store(options.Seed, sizes), new(sizes.Vocabulary), new(sizes.Vocabulary), new Dictionary<string, string>()), options);
    readonly WorkCount _count = new(options, sizes);
    RealAndFake? _judged;

    // What random ids stand for: a part of their keys.
    enum Use
    {
        Lines,
        Sentences,
        Completions,
        Fakes,
        Rewards,
    }

    Duel Duel => _game.Duel;

    /// <summary>An epoch of maximum likelihood.</summary>
    public Lap Mle(long number)
    {
        var turn = _game.Schedule().First();
        return Lap.Of(() => Steps(turn.Open(number), number * turn.Length, turn.Length));
    }

    /// <summary>The drawing of a set of fakes for the discriminator.</summary>
    public Lap Sampling(long number) => Lap.Of(() => Duel.OpenRealAndFake(number));

    /// <summary>A step of the policy gradient.</summary>
    public Lap PolicyStep(long number) => Lap.Of(() => Steps(step => Duel.Improve(step.InRun), number, 1));

    /// <summary>The completions of such a step without the verdicts on them.</summary>
    public Lap Rollouts(long number)
    {
        var sentences = Duel.Write(number);
        return Lap.Of(() => Duel.Worth(sentences, number, sequences => new double[sequences.Count]));
    }

    /// <summary>The verdicts of such a step, on sentences and completions that nobody had to draw.</summary>
    public Lap Scoring(long number)
    {
        var sentences = Sequences(Use.Sentences, number, (int)_count.Sentences);
        var completions = Sequences(Use.Completions, number, (int)_count.Completions);
        for (var row = 0; row < completions.Length; row++) // as many of each sentence, and of those as many of each prefix
        {
            var sentence = row / (options.Rollouts * (sizes.Length - 1));
            var prefix = 1 + row / options.Rollouts % (sizes.Length - 1);
            sentences[sentence].AsSpan(0, prefix).CopyTo(completions[row]);
        }
        return Lap.Of(() => Duel.Judge.Verdicts([.. sentences, .. completions]));
    }

    /// <summary>The update of such a step.</summary>
    public Lap PolicyUpdate(long number)
    {
        var (sentences, key) = (Sequences(Use.Sentences, number, (int)_count.Sentences), Key(Use.Rewards, number));
        var rewards = Array.ConvertAll(sentences, sentence => Array.ConvertAll(sentence, id => (float)KeyedRandom.Uniform(KeyedRandom.Key(key, id))));
        return Lap.Of(() => Steps(step => Duel.Follow(sentences, rewards, step.InRun), number, 1));
    }

    /// <summary>An epoch of the discriminator over one set, whose fakes nobody had to draw.</summary>
    public Lap DiscriminatorEpoch(long number)
    {
        _judged ??= Duel.Mix(0, Sequences(Use.Fakes, 0, (int)_count.Fakes));
        return Lap.Of(() => Epoch(_judged, number));
    }

    /// <summary>A round to its end.</summary>
    public Lap Round(long number) => Lap.Of(() =>
    {
        foreach (var turn in Duel.Round(0)) Steps(turn.Open(number), number * turn.Length, turn.Length);
    });

    /// <summary>A round by its parts: one step of the policy, one set, one epoch, each as often as a round has it.</summary>
    public Lap RoundByParts(long number)
    {
        var lap = options.PolicySteps * PolicyStep(number);
        if (options.DiscriminatorSteps == 0) return lap;
        RealAndFake? set = null;
        var drawing = Lap.Of(() => set = Duel.OpenRealAndFake(number));
        return lap + options.DiscriminatorSteps * (drawing + options.DiscriminatorEpochs * Lap.Of(() => Epoch(set!, 0)));
    }

    public void Dispose() => _game.Dispose();

    void Epoch(RealAndFake set, long number) => Steps(step => Duel.Tell(set.At(step.InTurn)), number * set.Count, set.Count);

    void Steps(Func<StepNumber, Scalars> step, long first, long count)
    {
        for (var done = 0L; done < count; done++)
        {
            using var scope = torch.NewDisposeScope();
            step(new StepNumber(first + done, first + done));
            report(done + 1, count);
        }
    }

    int[][] Sequences(Use use, long number, int count) => Sequences(Key(use, number), count, sizes);

    ulong Key(Use use, long number) => Key(options.Seed, use, number);

    static ulong Key(long seed, Use use, long number) => KeyedRandom.Key((ulong)seed, (long)use, number);

    static int[][] Sequences(ulong key, int count, BenchmarkSizes sizes)
    {
        var sequences = new int[count][];
        for (var row = 0; row < count; row++)
        {
            sequences[row] = new int[sizes.Length];
            for (var t = 0; t < sizes.Length; t++) sequences[row][t] = (int)(KeyedRandom.Uniform(KeyedRandom.Key(key, row, t)) * sizes.Vocabulary);
        }
        return sequences;
    }

    static SequenceStore Store(long seed, BenchmarkSizes sizes)
    {
        var store = new SequenceStore(sizes.Vocabulary);
        foreach (var line in Sequences(Key(seed, Use.Lines, 0), sizes.Lines, sizes)) store.Add(line);
        return store;
    }
}
