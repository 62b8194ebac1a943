"""SeqGAN the usual way: the loops of the public PyTorch implementations, written anew for the same network and the same work as 'seqgan bench'.

    OPENBLAS_NUM_THREADS=1 /usr/bin/python3 bench/speed/usual.py g-step --repeat 3

Each rollout generates its whole batch from token 0, step by step, draws with torch.multinomial and asks the discriminator for one batch of
64 at a time; the log-probabilities and the loss are separate; Adam has its default arguments. Kinder than some of them: no gradients are
recorded while drawing and scoring, no dropout while scoring, and samples stay in memory instead of going through files.
"""
import random

import torch
from torch import nn
import torch.nn.functional as F

import measure
import network


class Discriminator(network.Discriminator):
    def __init__(self, sizes):
        super().__init__(sizes)
        self.filters = nn.ModuleList(nn.Conv2d(1, count, (width, sizes.discriminator_embedding)) for width, count in self.kinds)
        for layer in self.filters:
            self.initialize(layer, 0.1)

    def features(self, ids):
        embedded = self.embedding(ids).unsqueeze(1)  # [batch, 1, time, embedding]
        convolved = [F.relu(layer(embedded)).squeeze(3) for layer in self.filters]  # [batch, count, windows]
        return torch.cat([F.max_pool1d(one, one.size(2)).squeeze(2) for one in convolved], 1)


class Usual:
    def __init__(self, sizes, **_):
        self.sizes = sizes
        self.policy, self.judge = network.Policy(sizes), Discriminator(sizes)
        self.policy_optimizer = torch.optim.Adam(self.policy.parameters(), lr=network.POLICY_RATE)
        self.judge_optimizer = torch.optim.Adam(self.judge.parameters(), lr=network.DISCRIMINATOR_RATE)
        self.nll = nn.NLLLoss()
        self.real = sizes.sequences(sizes.lines).tolist()

    def needs(self, piece):
        sizes, sentences = self.sizes, self.sizes.sequences(self.sizes.batch)
        if piece == "rollouts":
            return (sentences,)
        if piece == "scoring":
            return ([torch.cat([sentences[:, :prefix], sizes.sequences(sizes.batch)[:, prefix:]], 1) for _ in range(sizes.rollouts) for prefix in range(1, sizes.length + 1)],)
        if piece == "update":
            return (sentences, torch.rand(sizes.batch, sizes.length))
        return (sizes.sequences(sizes.lines).tolist(),) if piece == "discriminator" else ()

    def mle(self):
        self.policy.train()
        for batch in self.batches(self.real):
            ids = torch.LongTensor(batch)
            log_probabilities = F.log_softmax(self.policy(network.inputs(ids)), dim=-1)
            self.minimize(self.nll(log_probabilities.view(-1, self.sizes.vocabulary), ids.view(-1)))

    def sampling(self):
        fakes = []
        while len(fakes) < self.sizes.lines:
            fakes.extend(self.sample(self.sizes.batch).tolist())
        return fakes[:self.sizes.lines]

    def sample(self, count, prefix=None):
        """Sequences from token 0 on, [count, length]; those of a prefix, [count, tokens], are read and not drawn."""
        with torch.no_grad():
            given = 0 if prefix is None else prefix.size(1)
            token = torch.zeros(count, 1, dtype=torch.long)
            state, tokens = None, []
            for t in range(self.sizes.length):
                output, state = self.policy.lstm(self.policy.embedding(token), state)
                if t < given:
                    token = prefix[:, t:t + 1]
                else:
                    token = torch.multinomial(F.softmax(self.policy.output(output.squeeze(1)), dim=-1), 1)
                tokens.append(token)
            return torch.cat(tokens, 1)

    def g_step(self):
        sentences = self.sample(self.sizes.batch)
        verdicts = self.scoring(self.rollouts(sentences)).view(self.sizes.rollouts, self.sizes.length, -1)
        self.update(sentences, verdicts.mean(0).t())

    def rollouts(self, sentences):
        """Batches of sequences: for each rollout the completions of the prefixes of 1, 2, ... tokens, then the sentences."""
        batches = []
        for _ in range(self.sizes.rollouts):
            batches.extend(self.sample(self.sizes.batch, sentences[:, :prefix]) for prefix in range(1, self.sizes.length))
            batches.append(sentences)
        return batches

    def scoring(self, batches):
        """The probability of 'real' of each sequence, [batches * batch]."""
        self.judge.eval()
        with torch.no_grad():
            return torch.cat([F.log_softmax(self.judge(batch), dim=-1)[:, 1].exp() for batch in batches])

    def update(self, sentences, rewards):
        self.policy.train()
        log_probabilities = F.log_softmax(self.policy(network.inputs(sentences)), dim=-1).view(-1, self.sizes.vocabulary)
        chosen = torch.zeros_like(log_probabilities, dtype=torch.bool).scatter_(1, sentences.reshape(-1, 1), True)
        self.minimize(-(torch.masked_select(log_probabilities, chosen) * rewards.reshape(-1)).sum())

    def discriminator(self, fakes):
        self.judge.train()
        for batch in self.batches([(line, 1) for line in self.real] + [(line, 0) for line in fakes]):
            ids, labels = torch.LongTensor([line for line, _ in batch]), torch.LongTensor([label for _, label in batch])
            loss = self.nll(F.log_softmax(self.judge(ids), dim=-1), labels) + self.judge.penalty()
            self.judge_optimizer.zero_grad()
            loss.backward()
            self.judge_optimizer.step()

    def minimize(self, loss):
        self.policy_optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.policy.parameters(), network.CLIP_NORM)
        self.policy_optimizer.step()

    def batches(self, rows):
        rows = random.sample(rows, len(rows))
        return (rows[first:first + self.sizes.batch] for first in range(0, len(rows), self.sizes.batch))


if __name__ == "__main__":
    measure.main(__doc__.split("\n", maxsplit=1)[0], Usual)
