using SeqGan.Compute;
using SeqGan.Eval;
using SeqGan.Losses;
using SeqGan.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SeqGan.Tests.Support;

/// <summary>A continuous game for the trainer: a non-saturating GAN on eight Gaussians that stand in a ring.</summary>
/// <remarks>
/// Zero-centred gradient penalties on real and fake points (R1 and R2: Mescheder, Geiger and Nowozin, ICML 2018) let
/// the game converge; without them the non-saturating game circles and drops modes for most seeds.
/// </remarks>
internal sealed class RingGame : IGame
{
    const int Modes = 8, Latent = 8, Batch = 256;
    const double Radius = 2, Deviation = 0.05, Penalty = 0.1;

    readonly Player<Sequential> _generator;
    readonly Player<Sequential> _critic;
    readonly int _rounds, _criticSteps;

    public RingGame(int rounds = 50, int criticSteps = 2, long seed = 1)
    {
        (_rounds, _criticSteps, Seed) = (rounds, criticSteps, seed);
        manual_seed(seed);
        var (generator, critic) = (Mlp(Latent, 2), Mlp(2, 1));
        _generator = new("generator", generator, optim.Adam(generator.parameters(), 1e-3, 0.5));
        _critic = new("critic", critic, optim.Adam(critic.parameters(), 2e-3, 0.5));
    }

    public string Name => "ring";

    public long Seed { get; }

    public IReadOnlyList<Player> Players => [_generator, _critic];

    /// <summary>Makes the generator's loss NaN at this update.</summary>
    public long PoisonAt { get; init; } = -1;

    public Sequential Generator => _generator.Module;

    public IEnumerable<Turn> Schedule()
    {
        for (var round = 0; round < _rounds; round++)
        {
            yield return Turn.Steps("critic", new Ring(Seed), _criticSteps, Criticise) with { Phase = "game", Round = round };
            yield return Turn.Steps("generator", 1, Deceive) with { Phase = "game", Round = round };
        }
    }

    public Evaluation Evaluate(string phase) => new([new Score("modes", Covered(), 1000, "ring")], []);

    /// <summary>Modes near which at least 2 % of the samples lie, within four deviations (and half as many again for the generator's own blur).</summary>
    public int Covered()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        manual_seed(7);
        var points = Generator.forward(randn(1000, Latent)).data<float>().ToArray();
        var hits = new int[Modes];
        for (var i = 0; i < 1000; i++)
        {
            for (var mode = 0; mode < Modes; mode++)
            {
                var (x, y) = Centre(mode);
                if (Math.Sqrt(Math.Pow(points[2 * i] - x, 2) + Math.Pow(points[2 * i + 1] - y, 2)) < 6 * Deviation) hits[mode]++;
            }
        }
        return hits.Count(hit => hit >= 20);
    }

    public void Dispose()
    {
        foreach (var player in Players) player.Dispose();
        _generator.Module.Dispose();
        _critic.Module.Dispose();
    }

    Scalars Criticise(Tensor real)
    {
        var seen = cat([real, Generator.forward(randn(Batch, Latent)).detach()]).requires_grad_();
        var logits = _critic.Module.forward(seen).squeeze(1);
        var loss = NonSaturating.Discriminator(logits, cat([ones(Batch), zeros(Batch)]));
        var slope = autograd.grad([logits.sum()], [seen], retain_graph: true, create_graph: true)[0];
        return _critic.Minimize(loss + Penalty * slope.square().sum(dim: 1).mean());
    }

    Scalars Deceive(long update)
    {
        var fake = Generator.forward(randn(Batch, Latent));
        var loss = NonSaturating.Generator(_critic.Module.forward(fake).squeeze(1));
        return _generator.Minimize(update == PoisonAt ? loss * double.NaN : loss);
    }

    static (double X, double Y) Centre(int mode) => (Radius * Math.Cos(2 * Math.PI * mode / Modes), Radius * Math.Sin(2 * Math.PI * mode / Modes));

    static Sequential Mlp(int inputs, int outputs) =>
        nn.Sequential(nn.Linear(inputs, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, outputs));

    sealed class Ring(long seed) : IBatches<Tensor>
    {
        public long Count => 100;

        public Tensor At(long index)
        {
            var points = new float[2 * Batch];
            for (var i = 0; i < Batch; i++)
            {
                var key = KeyedRandom.Key((ulong)seed, index, i);
                var (x, y) = Centre((int)(KeyedRandom.Uniform(KeyedRandom.Key(key, 0)) * Modes));
                var length = Deviation * Math.Sqrt(-2 * Math.Log(1 - KeyedRandom.Uniform(KeyedRandom.Key(key, 1)))); // Box and Muller
                var angle = 2 * Math.PI * KeyedRandom.Uniform(KeyedRandom.Key(key, 2));
                points[2 * i] = (float)(x + length * Math.Cos(angle));
                points[2 * i + 1] = (float)(y + length * Math.Sin(angle));
            }
            return tensor(points, [Batch, 2]);
        }
    }
}
