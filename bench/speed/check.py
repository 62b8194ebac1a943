"""Checks that usual.py and plain.py do the same work: /usr/bin/python3 bench/speed/check.py"""
import torch

import network
import plain
import usual

torch.manual_seed(3)
SIZES = network.Sizes(vocabulary=230, length=7, lines=50, batch=6, rollouts=5, embedding=8, hidden=16, discriminator_embedding=9)


def pair(bf16=False):
    """A game of each kind with the same weights."""
    one, other = usual.Usual(SIZES), plain.Plain(SIZES, bf16)
    other.policy.load_state_dict(one.policy.state_dict())
    weights = one.judge.state_dict()
    for name in (name for name in weights if name.startswith("filters") and name.endswith("weight")):
        weights[name] = weights[name].flatten(1)  # [count, 1, width, embedding] -> [count, width * embedding]
    other.judge.load_state_dict(weights)
    return one, other


def equal(what, one, other, tolerance):
    worst = (one - other).abs().max().item()
    print(f"{what}: {worst:.2g} apart at most")
    assert worst <= tolerance, what


sequences = SIZES.sequences(300)
for bf16, tolerance in (False, 1e-5), (True, 0.1):
    one, other = pair(bf16)
    equal("verdicts" + (", bf16" if bf16 else ""), one.scoring(sequences.split(64)), other.scoring(sequences), tolerance)

one, other = pair()
sentences, rewards, fakes = SIZES.sequences(SIZES.batch), torch.rand(SIZES.batch, SIZES.length), SIZES.sequences(SIZES.lines)
one.update(sentences, rewards)
other.update(sentences, rewards)
equal("policies after an update", torch.cat([w.flatten() for w in one.policy.parameters()]), torch.cat([w.flatten() for w in other.policy.parameters()]), 1e-4)
for game in one, other:  # the same batch, without dropout
    game.judge.dropout.p, game.sizes.batch = 0, 2 * SIZES.lines
    game.real = [line.tolist() for line in sequences[:SIZES.lines]] if game is one else sequences[:SIZES.lines]
    game.discriminator(fakes.tolist() if game is one else fakes)
equal("discriminators after an epoch", torch.cat([w.flatten() for w in one.judge.parameters()]), torch.cat([w.flatten() for w in other.judge.parameters()]), 1e-5)
SIZES.batch = len(sentences)

# A policy that is sure of its tokens: whatever is drawn, both write the same.
for game in pair():
    with torch.no_grad():
        game.policy.load_state_dict(one.policy.state_dict())
        game.policy.output.weight.mul_(3000)
    drawn = game.rollouts(sentences)
    if isinstance(game, usual.Usual):
        length, copies = SIZES.length, SIZES.rollouts
        theirs = torch.stack(drawn).view(copies, length, len(sentences), length)
        assert theirs.shape == (copies, length, len(sentences), length) and torch.equal(theirs[0, -1], sentences)
    else:
        mine = drawn[len(sentences):].view(SIZES.length - 1, len(sentences), SIZES.rollouts, SIZES.length)
        assert torch.equal(drawn[:len(sentences)], sentences)
for prefix in range(1, SIZES.length):
    for copy in range(SIZES.rollouts):
        assert torch.equal(mine[prefix - 1, :, copy, :prefix], sentences[:, :prefix]) and torch.equal(theirs[copy, prefix - 1, :, :prefix], sentences[:, :prefix])
same = (mine.permute(2, 0, 1, 3) == theirs[:, :-1]).float().mean().item()
print(f"completions of a sure policy: {100 * same:.2f} % of the tokens are equal")
assert same > 0.97

game, draws = pair()[1], 1_000_000
with torch.no_grad():
    hidden = 2 * torch.randn(1, SIZES.hidden)
    expected = draws * game.policy.output(hidden).softmax(1)[0].double()
    for name in "draw_at_once", "draw_by_blocks":
        counts = torch.cat([getattr(game, name)(hidden.expand(10_000, -1)) for _ in range(draws // 10_000)]).bincount(minlength=SIZES.vocabulary)
        ratio = ((counts - expected).square() / expected).sum().item() / (SIZES.vocabulary - 1)
        print(f"{draws:,} tokens, {name}: chi-square / degrees of freedom {ratio:.3f}")
        assert 0.7 < ratio < 1.35
