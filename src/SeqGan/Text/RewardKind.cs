namespace SeqGan.Text;

/// <summary>Where a policy's rewards come from: the game itself, and two controls that show what it owes to its rewards.</summary>
internal enum RewardKind
{
    /// <summary>The discriminator's verdicts on rollouts: SeqGAN.</summary>
    Verdicts,

    /// <summary>One half for every token: what the update does where nothing is known.</summary>
    Constant,

    /// <summary>The advantages of a sentence drawn from the batch, each given once: the right numbers at, nearly always, the wrong sentences.</summary>
    Shuffled,
}
