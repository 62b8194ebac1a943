using SeqGan.Tokenization;

namespace SeqGan.Training;

/// <summary>Checks that options of several games share; messages begin with the option's name.</summary>
internal static class OptionRange
{
    /// <exception cref="InvalidInputException">The value is less.</exception>
    public static void AtLeast(string name, int value, int least)
    {
        if (value < least) throw new InvalidInputException(Invariant($"{name} is {value}; give {least} or more"));
    }
}
