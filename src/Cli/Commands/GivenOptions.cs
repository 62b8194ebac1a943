using System.CommandLine;
using SeqGan.Cli.Config;

namespace SeqGan.Cli.Commands;

/// <summary>Options that somebody gave, other than those that have a value by default.</summary>
internal static class GivenOptions
{
    /// <summary>Refuses options that do not fit what they were given with.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">Which.</param>
    /// <param name="why">What follows the option's name.</param>
    /// <exception cref="InvalidInputException">One of them is given.</exception>
    public static void Refuse(this ParseResult parsed, IEnumerable<Option> options, string why)
    {
        if (options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given) throw new InvalidInputException($"{given.Name} {why}");
    }
}
