using System.Collections;

namespace SeqGan.Training;

/// <summary>Named numbers of one step, in the order they were added: <c>new Scalars { { "loss", 0.7 } }</c>.</summary>
public sealed class Scalars : IEnumerable<KeyValuePair<string, double>>
{
    readonly List<KeyValuePair<string, double>> _values = [];

    /// <summary>Adds a number under a name that is not there yet.</summary>
    /// <exception cref="ArgumentException">The name is already there.</exception>
    public void Add(string name, double value)
    {
        if (_values.Exists(pair => pair.Key == name)) throw new ArgumentException($"the scalar '{name}' is already there", nameof(name));
        _values.Add(new(name, value));
    }

    /// <summary>The number under a name.</summary>
    /// <exception cref="KeyNotFoundException">No such name.</exception>
    public double this[string name]
    {
        get
        {
            foreach (var (key, value) in _values)
                if (key == name) return value;
            throw new KeyNotFoundException($"no scalar '{name}'; there are: {string.Join(", ", _values.Select(pair => pair.Key))}");
        }
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
