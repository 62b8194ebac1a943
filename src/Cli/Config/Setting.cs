namespace SeqGan.Cli.Config;

/// <summary>A key and what somebody set it to, still as text.</summary>
/// <param name="Key">The key: <c>policy-steps</c>.</param>
/// <param name="Items">The value, or the values of a list.</param>
/// <param name="IsList">Whether it was written as a list.</param>
/// <param name="Place">Where it was written, for messages: <c>quatrains.yaml:12</c>, <c>--set</c>.</param>
internal sealed record Setting(string Key, IReadOnlyList<string> Items, bool IsList, string Place)
{
    /// <summary>A single value.</summary>
    public Setting(string key, string value, string place) : this(key, [value], false, place) { }

    /// <summary>The value as it stood, for messages.</summary>
    public string Text => IsList ? $"[{string.Join(", ", Items)}]" : Items[0];

    /// <summary>Reads <c>key=value</c>, as given to an option of the command line.</summary>
    /// <exception cref="InvalidInputException">There is no '=' or no key.</exception>
    public static Setting Parse(string argument, string option)
    {
        var equals = argument.IndexOf('=');
        if (equals < 1) throw new InvalidInputException($"{option} '{Line.Of(argument)}' is not of the form key=value (the experiment's name goes before {option})");
        return new Setting(argument[..equals].Trim(), argument[(equals + 1)..].Trim(), option);
    }
}
