using SeqGan.Compute;
using SeqGan.Tokenization;
using SeqGan.Training;
using TorchSharp;

namespace SeqGan.Text;

/// <summary>A trained policy with its codec: writes text, scores text.</summary>
public sealed class TextGenerator : IDisposable
{
    /// <summary>The lowest temperature: but for ties the likeliest token is drawn.</summary>
    public const double MinTemperature = 1e-6;

    /// <summary>The highest temperature: all that can be said is as good as equally likely, and what cannot still has no chance.</summary>
    public const double MaxTemperature = 1e6;

    const string ModelFile = "model.json";
    const string CodecFile = "tokenizer.json";

    /// <summary>Joins a policy and the codec whose ids it speaks; owns the policy.</summary>
    public TextGenerator(Policy policy, TextCodec codec) => (Policy, Codec) = (policy, codec);

    /// <summary>The network.</summary>
    public Policy Policy { get; }

    /// <summary>Text to ids and back.</summary>
    public TextCodec Codec { get; }

    internal IReadOnlyDictionary<string, Action<Stream>> Artifacts => new Dictionary<string, Action<Stream>>
    {
        [ModelFile] = stream => RunFile.WriteJson(stream, Policy.Shape),
        [CodecFile] = Codec.Save,
    };

    /// <summary>Opens the generator of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="phase">The phase at whose end the weights were saved (<c>mle</c>, <c>adversarial</c>); null: the newest weights.</param>
    /// <param name="device">Where to compute; default: the CPU.</param>
    /// <param name="player">Whose weights: the game's policy, or a control's.</param>
    /// <param name="step">The weights as they were after this step of the run, where a checkpoint of it was kept; null: by the phase.</param>
    /// <exception cref="InvalidInputException">The run has no such checkpoint, or a file of it is damaged.</exception>
    public static TextGenerator Open(RunDirectory run, string? phase = null, torch.Device? device = null, string player = "policy", long? step = null)
    {
        var checkpoint = run.Checkpoints.Open(phase, step);
        var codec = RunFile.Read(run.Resolve(CodecFile), stream => TextCodec.Load(stream, source: run.Resolve(CodecFile)));
        var shape = RunFile.ReadJson<PolicyShape>(run.Resolve(ModelFile), shape =>
        {
            shape.Validate();
            Footprint.Check(shape.Weights);
        });
        if (codec.Size != shape.Vocabulary)
            throw new InvalidInputException($"{run.Resolve(CodecFile)} has {codec.Size} tokens and {ModelFile} a vocabulary of {shape.Vocabulary}: they are of two runs; use an intact copy of the run");
        var policy = Policy.Create(shape, device);
        try
        {
            RunIdentity.RequireFile(checkpoint.Saved.Identity, CodecFile, run.Resolve(CodecFile));
            checkpoint.Load(player, policy);
        }
        catch
        {
            policy.Dispose();
            throw;
        }
        policy.eval();
        return new TextGenerator(policy, codec);
    }

    /// <summary>Writes lines, lazily; line i is a function of the weights, the temperature, the seed and i.</summary>
    /// <param name="count">How many.</param>
    /// <param name="temperature">From <see cref="MinTemperature"/> to <see cref="MaxTemperature"/>; below 1 plays safe, above 1 is bolder.</param>
    /// <param name="seed">Another seed gives other lines.</param>
    public IEnumerable<string> Generate(int count, double temperature = 1, long seed = 0) =>
        GenerateIds(count, temperature, seed).Select(ids => Codec.Decode(ids));

    /// <summary>As <see cref="Generate"/>, the ids of each line without the end token.</summary>
    public IEnumerable<int[]> GenerateIds(int count, double temperature = 1, long seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(temperature is >= MinTemperature and <= MaxTemperature)) throw new ArgumentOutOfRangeException(nameof(temperature), temperature, Invariant($"a temperature is from {MinTemperature} to {MaxTemperature}"));
        Policy.eval();
        return SequenceSampler.Sample(Policy, count, KeyedRandom.Key((ulong)seed, 0), temperature)
            .Select(ids => ids.Length > 0 && ids[^1] == Policy.Shape.End ? ids[..^1] : ids);
    }

    /// <summary>A line as the policy wrote it and a discriminator reads it: with the end token, unless the line is as long as any can be or the policy knows none.</summary>
    /// <param name="ids">One of <see cref="GenerateIds"/>.</param>
    public int[] WithEnd(int[] ids) => Policy.Shape.End >= 0 && ids.Length < Policy.Shape.Time ? [.. ids, Policy.Shape.End] : ids;

    /// <summary>Frees the policy.</summary>
    public void Dispose() => Policy.Dispose();
}
