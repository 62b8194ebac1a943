using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SeqGan.Cli.Output;
using SeqGan.Text;
using SeqGan.Training;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan generate</c>: lines of a trained generator, on standard output as they come.</summary>
internal static class GenerateCommand
{
    // --unique gives up on a generator that repeats itself: after this many draws for each line wanted.
    const int DrawsPerLine = 20;

    static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly Argument<string> _run = new("run") { Description = "The run's directory." };
    static readonly Option<long> _count = Numbers.Whole("-n", "How many lines.", 1000, "--count");
    static readonly Option<double> _temperature = Numbers.Real("--temperature", "Below 1 plays safe, above 1 is bolder.", 1);
    static readonly Option<long> _seed = Numbers.Whole("--seed", "Another seed gives other lines.", 0);
    static readonly Option<string> _format = new Option<string>("--format") { Description = "Lines of text, JSON objects, or ids.", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "jsonl", "ids");
    static readonly Option<string> _phase = new Option<string>("--phase") { Description = "The generator as it was at the end of this phase. Default: the newest." }.AcceptOnlyFromAmong("mle", "adversarial");
    static readonly Option<bool> _unique = new("--unique") { Description = "No line twice." };

    public static Command Create()
    {
        var command = new Command("generate", "Writes lines with a trained generator.") { _run, _count, _temperature, _seed, _format, _phase, _unique };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        var (count, temperature) = (parsed.GetValue(_count), parsed.GetValue(_temperature));
        if (count is < 0 or > int.MaxValue) throw new InvalidInputException(Invariant($"-n is {count}; give 0 to {int.MaxValue} lines"));
        if (!(temperature > 0 && double.IsFinite(temperature))) throw new InvalidInputException(Invariant($"--temperature is {temperature}; give a number above 0"));
        var run = RunDirectory.Open(parsed.GetRequiredValue(_run));
        Compute.Threads.Use();
        using var generator = TextGenerator.Open(run, parsed.GetValue(_phase));
        using var results = Results.Open();
        var format = Formatter(parsed.GetValue(_format)!, generator);

        if (!parsed.GetValue(_unique))
        {
            foreach (var ids in generator.GenerateIds((int)count, temperature, parsed.GetValue(_seed))) results.WriteLine(format(ids));
            return 0;
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var draws = (int)Math.Min(int.MaxValue, count * DrawsPerLine);
        foreach (var ids in generator.GenerateIds(draws, temperature, parsed.GetValue(_seed)))
        {
            if (seen.Count == count) break;
            if (seen.Add(generator.Codec.Decode(ids))) results.WriteLine(format(ids));
        }
        if (seen.Count < count) Human.Say(Invariant($"seqgan: only {seen.Count} different lines in {draws} draws; raise --temperature for more"));
        return 0;
    }

    static Func<int[], string> Formatter(string format, TextGenerator generator) => format switch
    {
        "ids" => ids => string.Join(' ', ids.Select(id => id.ToString(CultureInfo.InvariantCulture))),
        "jsonl" => ids => JsonSerializer.Serialize(new { text = generator.Codec.Decode(ids) }, _json),
        _ => ids => generator.Codec.Decode(ids),
    };
}
