using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using SeqGan.Cli.Commands;
using SeqGan.Cli.Config;
using SeqGan.Cli.Output;
using SeqGan.Compute;
using SeqGan.Training;

namespace SeqGan.Cli;

/// <summary>
/// The <c>seqgan</c> command. Results go to standard output, everything for a person to standard error. Exit codes: 0 done;
/// 1 failed; 2 wrong usage or bad input; 130 and 143 interrupted.
/// </summary>
internal static class Program
{
    const int Failed = 1, BadInput = 2;

    static readonly Option<bool> _verbose = new("--verbose") { Description = "Show stack traces of errors.", Recursive = true };

    static int Main(string[] args)
    {
        NativeRuntime.Tune();
        // A RootCommand would call itself after the assembly.
        var root = new Command("seqgan", "Trains SeqGAN on texts and sequences, generates with it and measures what comes out.")
        {
            TrainCommand.Create(), GenerateCommand.Create(), EvaluateCommand.Create(), ReportCommand.Create(), ExploreCommand.Create(), CompareCommand.Create(), BenchCommand.Create(), ExportCommand.Create(), ImportCommand.Create(), ListCommand.Create(), _verbose, new HelpOption(), new VersionOption(),
        };
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction) return Fail(BadInput, WrongUsage(parsed));
        try
        {
            using var results = Results.Open();
            // Training leaves by itself after a signal, with a checkpoint, however long a step takes.
            return parsed.Invoke(new InvocationConfiguration { Output = results, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (IOException error) when (Results.IsClosedPipe(error))
        {
            return 0; // whoever reads the results has enough: seqgan generate ... | head
        }
        catch (Exception error)
        {
            if (parsed.GetValue(_verbose)) Human.Say(error.ToString());
            return error switch
            {
                InvalidInputException => Fail(BadInput, error.Message),
                NonFiniteException or IOException or UnauthorizedAccessException => Fail(Failed, error.Message),
                OutOfMemoryException or ExternalException when IsMemory(error) => Fail(Failed, "there is not enough memory for this; give a smaller batch, fewer rollouts or smaller networks (--verbose shows where)"),
                _ => Fail(Failed, $"{error.GetType().Name}: {error.Message} (--verbose shows where)"),
            };
        }
    }

    // libtorch's "can't allocate memory" and "CUDA out of memory" come as text.
    static bool IsMemory(Exception error) => error is OutOfMemoryException || error.Message.Contains("memory", StringComparison.Ordinal);

    static int Fail(int code, string message)
    {
        Human.Say($"seqgan: {string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}");
        return code;
    }

    static string WrongUsage(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = parsed.CommandResult.Parent is null ? "seqgan --help" : $"seqgan {command.Name} --help";
        if (parsed.UnmatchedTokens is not [var word, ..]) return $"{parsed.Errors[0].Message.TrimEnd('.')}; see '{help}'";
        var (kind, known) = word.StartsWith('-') ? ("option", command.Options.Select(option => option.Name))
            : command.Subcommands.Count > 0 ? ("command", command.Subcommands.Select(one => one.Name))
            : ("further argument", []);
        var hint = Nearest.To(word, known) is { } meant ? $"did you mean '{meant}'?" : $"see '{help}'";
        return $"there is no {kind} '{Line.Of(word)}'; {hint}";
    }
}
