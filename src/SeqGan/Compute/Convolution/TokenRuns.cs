namespace SeqGan.Compute.Convolution;

/// <summary>Sequences as indices into the tokens that occur in them, in the order of their first occurrence.</summary>
internal sealed class TokenRuns
{
    /// <param name="sequences">Ids.</param>
    /// <param name="vocabulary">How many ids there are.</param>
    public TokenRuns(ReadOnlySpan<int[]> sequences, int vocabulary)
    {
        (Starts, Common) = (new int[sequences.Length + 1], new int[sequences.Length]);
        for (var row = 0; row < sequences.Length; row++)
        {
            Starts[row + 1] = checked(Starts[row] + sequences[row].Length);
            if (row > 0) Common[row] = sequences[row].AsSpan().CommonPrefixLength(sequences[row - 1]);
            Longest = Math.Max(Longest, sequences[row].Length);
        }
        Indices = new int[Starts[^1]];
        var (places, tokens, next) = (new int[vocabulary], new List<int>(), 0);
        foreach (var sequence in sequences)
        {
            foreach (var id in sequence)
            {
                if (places[id] == 0)
                {
                    tokens.Add(id);
                    places[id] = tokens.Count;
                }
                Indices[next++] = places[id] - 1;
            }
        }
        Tokens = [.. tokens];
    }

    /// <summary>Sequences.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>The tokens that occur.</summary>
    public int[] Tokens { get; }

    /// <summary>Every token of every sequence, as an index into <see cref="Tokens"/>.</summary>
    public int[] Indices { get; }

    /// <summary>Where each sequence begins in <see cref="Indices"/>, and where the last one ends.</summary>
    public int[] Starts { get; }

    /// <summary>How many tokens each sequence begins with that the one before it begins with, too.</summary>
    public int[] Common { get; }

    /// <summary>Tokens of the longest sequence.</summary>
    public int Longest { get; }
}
