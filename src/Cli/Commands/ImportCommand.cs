using System.CommandLine;
using System.Text.Json;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Text.Import;

namespace SeqGan.Cli.Commands;

/// <summary><c>seqgan import</c>: an LSTM language model of PyTorch as a run, to generate with.</summary>
internal static class ImportCommand
{
    static readonly Argument<string> _weights = new("weights") { Description = "The model's state dict: what torch.save or safetensors wrote." };
    static readonly Option<string> _out = new("--out") { Description = "The run directory, new or empty.", HelpName = "DIR", Required = true };
    static readonly Option<string> _vocabulary = new("--vocabulary") { Description = "Its tokens: the tokenizer.json of a run, or a text file with one token a line, whose id is the line's number from 0.", HelpName = "FILE" };
    static readonly Option<string> _format = new Option<string>("--format") { Description = "Whether it writes text, or ids, which need no vocabulary.", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "ids");
    static readonly Option<string[]> _map = new("--map") { Description = "What its tensors or modules are called here: wte=embedding; a JSON file with such names; NAME= leaves one out. Usual names need none.", HelpName = "theirs=ours|FILE.json", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string> _tokenizer = new Option<string>("--tokenizer") { Description = "What splits lines into the tokens of a text file. Default: whitespace.", HelpName = string.Join('|', Tokenizers.Names) }.AcceptOnlyFromAmong([.. Tokenizers.Names]);
    static readonly Option<bool> _lowercase = new("--lowercase") { Description = "Lines are lower-cased first." };
    static readonly Option<int?> _pad = Numbers.Whole("--pad", "Its id of padding. Default: the line <pad> or alike.");
    static readonly Option<int?> _begin = Numbers.Whole("--begin", "Its id that is read first. Default: the line <s>, <bos> or alike, else the end; 0 with --format ids.");
    static readonly Option<int?> _end = Numbers.Whole("--end", "Its id that ends a line. Default: the line </s>, <eos> or alike.");
    static readonly Option<int?> _unknown = Numbers.Whole("--unknown", "Its id of unknown tokens. Default: the line <unk> or alike.");
    static readonly Option<bool> _fixedLength = new("--fixed-length") { Description = "Every line has as many tokens as --time says, and no end." };
    static readonly Option<int?> _time = Numbers.Whole("--time", "Most tokens of a line. Default: 100.");

    public static Command Create()
    {
        var command = new Command("import", "Makes a run of a PyTorch LSTM language model.")
        {
            _weights, _out, _vocabulary, _format, _map, _tokenizer, _lowercase, _pad, _begin, _end, _unknown, _fixedLength, _time,
        };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        var (vocabulary, isText) = (parsed.GetValue(_vocabulary), parsed.GetValue(_format) == "text");
        if (string.IsNullOrEmpty(vocabulary) == isText)
            throw new InvalidInputException(isText ? "a model that writes text needs its tokens; give --vocabulary FILE, or --format ids" : "--vocabulary is for text; leave it out with --format ids");
        var options = new ImportOptions
        {
            Vocabulary = vocabulary ?? "",
            Tokenizer = parsed.GetValue(_tokenizer),
            Lowercase = parsed.GetValue(_lowercase),
            Names = [.. (parsed.GetValue(_map) ?? []).SelectMany(Names)],
            Pad = parsed.GetValue(_pad),
            Begin = parsed.GetValue(_begin),
            End = parsed.GetValue(_end),
            Unknown = parsed.GetValue(_unknown),
            FixedLength = parsed.GetValue(_fixedLength),
            Time = parsed.GetValue(_time),
        };
        Compute.Threads.Use();
        var run = LanguageModelImport.ToRun(parsed.GetRequiredValue(_weights), options, parsed.GetRequiredValue(_out));
        foreach (var (fact, value) in run.Provenance) Human.Say($"{fact}: {value}");
        var shown = Human.Short(run.Path);
        Human.Say($"the run is in {shown}; next: seqgan generate {shown} -n 20");
        return 0;
    }

    static IEnumerable<KeyValuePair<string, string>> Names(string argument)
    {
        if (argument.EndsWith(".json", StringComparison.Ordinal)) return ReadNames(argument);
        return argument.IndexOf('=') is > 0 and var sign ? [new(argument[..sign], argument[(sign + 1)..])]
            : throw new InvalidInputException($"--map: '{Line.Of(argument)}' is neither theirs=ours nor a .json file");
    }

    static Dictionary<string, string> ReadNames(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(SmallFile.Read(file, Line.Of(file), "a map of names"), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return json.RootElement.EnumerateObject().ToDictionary(name => name.Name, name => name.Value.GetString() ?? throw new JsonException());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidInputException($"--map: {Line.Of(file)} is no JSON object of names, each once, to names: {{\"theirs\": \"ours\"}}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"--map: {Line.Of(file)} cannot be read; check the path", error);
        }
    }
}
