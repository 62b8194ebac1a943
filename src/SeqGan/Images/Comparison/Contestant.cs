using SeqGan.Tokenization;

namespace SeqGan.Images.Comparison;

/// <summary>A GAN of a comparison: a game, and what its players strive for.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Gan">The game: one of <see cref="ImageGans.All"/>.</param>
/// <param name="Loss">What the players strive for; null: as the game's paper.</param>
public sealed record Contestant(string Name, string Gan, ImageLoss? Loss = null)
{
    /// <summary>The names of the losses that play the plain game, as Lucic et al. (NeurIPS 2018) and their papers call them.</summary>
    static readonly Contestant[] _losses =
    [
        new("mm", "gan", ImageLoss.Minimax),
        new("ns", "gan", ImageLoss.NonSaturating),
        new("lsgan", "gan", ImageLoss.LeastSquares),
        new("wgan", "gan", ImageLoss.Wgan),
        new("wgan-gp", "gan", ImageLoss.WganGp),
        new("dragan", "gan", ImageLoss.Dragan),
        new("sngan", "gan", ImageLoss.Hinge),
        new("ls-gan", "gan", ImageLoss.LossSensitive),
    ];

    /// <summary>Every GAN that can be compared.</summary>
    public static IReadOnlyList<Contestant> All { get; } = [.. _losses, .. ImageGans.All.Where(gan => gan.Name != "gan").Select(gan => new Contestant(gan.Name, gan.Name))];

    /// <summary>The GANs of a list of names.</summary>
    /// <exception cref="InvalidInputException">There is no such GAN, or one is named twice.</exception>
    public static IReadOnlyList<Contestant> Parse(string names)
    {
        var found = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Find).ToArray();
        if (found.Length == 0) throw new InvalidInputException($"no GAN is named; give some of {string.Join(",", All.Select(one => one.Name))}");
        if (found.GroupBy(one => one.Name).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new InvalidInputException($"{twice.Key} is named twice; name each GAN once");
        return found;
    }

    static Contestant Find(string name) => All.FirstOrDefault(one => one.Name == name)
        ?? throw new InvalidInputException($"there is no GAN {Quoted.Text(name)} to compare; there are {string.Join(", ", All.Select(one => one.Name))}");
}
