namespace SeqGan.Cli.Config;

/// <summary>Settings by key, from a file and from the command line; within one source each key stands once.</summary>
internal sealed class Settings
{
    readonly SortedDictionary<string, Setting> _byKey = new(StringComparer.Ordinal);

    /// <exception cref="InvalidInputException">A key is there twice.</exception>
    public Settings(IEnumerable<Setting> settings)
    {
        foreach (var setting in settings)
        {
            if (!_byKey.TryAdd(setting.Key, setting))
                throw new InvalidInputException($"{setting.Key} is set twice ({_byKey[setting.Key].Place} and {setting.Place}); keep one of them");
        }
    }

    public IEnumerable<Setting> All => _byKey.Values;

    public Setting? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>These settings, with those of <paramref name="stronger"/> in front of them.</summary>
    public Settings With(Settings stronger) => new([.. stronger.All, .. All.Where(setting => stronger.Find(setting.Key) is null)]);
}
