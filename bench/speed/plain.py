"""SeqGAN as well as plain PyTorch can, for the same network and the same work as 'seqgan bench'.

    OPENBLAS_NUM_THREADS=1 /usr/bin/python3 bench/speed/plain.py g-step --repeat 3

Rollouts are a staircase: one pass over the positions, in which the copies of every prefix join with its cached LSTM state; tokens are drawn by the
inverse of the cumulative distribution; all sequences are scored in one pass; large products are bf16 where that is faster (--fp32: nowhere).
"""
import torch
from torch import nn
import torch.nn.functional as F

import measure
import network

DRAWN, SCORED, BLOCK = 256, 512, 100  # sequences side by side; ids of a block of the vocabulary


class Discriminator(network.Discriminator):
    """Every convolution is one product of unfolded windows."""

    def __init__(self, sizes):
        super().__init__(sizes)
        self.filters = nn.ModuleList(nn.Linear(width * sizes.discriminator_embedding, count) for width, count in self.kinds)
        for layer in self.filters:
            self.initialize(layer, 0.1)

    def features(self, ids):
        embedded = self.embedding(ids)  # [batch, time, embedding]
        batch, time, width = embedded.shape
        rows = embedded.reshape(batch, time * width)
        pooled = []
        for (tokens, _), layer in zip(self.kinds, self.filters):
            windows = rows.unfold(1, tokens * width, width)  # [batch, windows, tokens * embedding]
            pooled.append(layer(windows).amax(1))
        return torch.relu(torch.cat(pooled, 1))  # the maximum first: there is less of it


class Plain:
    def __init__(self, sizes, bf16=True, blocks=True):
        self.sizes, self.bf16, self.draw = sizes, bf16, self.draw_by_blocks if blocks else self.draw_at_once
        self.policy, self.judge = network.Policy(sizes), Discriminator(sizes)
        self.policy_optimizer = torch.optim.Adam(self.policy.parameters(), lr=network.POLICY_RATE)
        self.judge_optimizer = torch.optim.Adam(self.judge.parameters(), lr=network.DISCRIMINATOR_RATE)
        self.real = sizes.sequences(sizes.lines)

    def autocast(self):
        return torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16)

    def needs(self, piece):
        sizes, sentences = self.sizes, self.sizes.sequences(self.sizes.batch)
        if piece == "rollouts":
            return (sentences,)
        if piece == "scoring":
            completions = sizes.sequences(sizes.batch * sizes.rollouts * (sizes.length - 1)).view(sizes.length - 1, sizes.batch, sizes.rollouts, sizes.length)
            for prefix in range(1, sizes.length):
                completions[prefix - 1, :, :, :prefix] = sentences[:, None, :prefix]
            return (torch.cat([sentences, completions.view(-1, sizes.length)]),)
        if piece == "update":
            return (sentences, torch.rand(sizes.batch, sizes.length))
        return (sizes.sequences(sizes.lines),) if piece == "discriminator" else ()

    def mle(self):
        for batch in torch.randperm(self.sizes.lines).split(self.sizes.batch):
            ids = self.real[batch]
            self.minimize(F.cross_entropy(self.logits(ids), ids.view(-1)))

    def logits(self, ids):
        """[batch * time, vocabulary]"""
        return self.policy(network.inputs(ids)).view(-1, self.sizes.vocabulary)

    def sampling(self):
        return torch.cat([self.sample(len(rows)) for rows in torch.empty(self.sizes.lines).split(DRAWN)])

    @torch.inference_mode()
    def sample(self, count):
        ids = torch.empty(count, self.sizes.length, dtype=torch.long)
        token, state = torch.zeros(count, dtype=torch.long), None
        for t in range(self.sizes.length):
            hidden, state = self.read(token, state)
            token = ids[:, t] = self.draw(hidden)
        return ids

    def read(self, tokens, state):
        """One token a row: the state that it leaves, and the same as the LSTM wants it."""
        output, state = self.policy.lstm(self.policy.embedding(tokens.unsqueeze(1)), state)
        return output.squeeze(1), state

    def weights(self, hidden):
        """Probabilities but for a factor, [rows, vocabulary]."""
        logits = self.policy.output(hidden)
        return logits.sub_(logits.amax(1, keepdim=True)).exp_()

    def draw_at_once(self, hidden):
        """A token for each row of states, by the inverse of the cumulative distribution."""
        sums = self.weights(hidden).cumsum(1)
        return torch.searchsorted(sums, torch.rand(len(sums), 1) * sums[:, -1:], right=True).clamp_(max=self.sizes.vocabulary - 1).squeeze(1)

    def draw_by_blocks(self, hidden):
        """The same in two steps: a block of ids by the sums of the blocks, then an id of the block."""
        weights = self.weights(hidden)
        rows, vocabulary = weights.shape
        blocks = -(-vocabulary // BLOCK)
        weights = (F.pad(weights, (0, blocks * BLOCK - vocabulary)) if vocabulary % BLOCK else weights).view(rows, blocks, BLOCK)
        sums = weights.sum(2).cumsum(1)  # [rows, blocks]
        wanted = torch.rand(rows, 1) * sums[:, -1:]
        block = torch.searchsorted(sums, wanted, right=True).clamp_(max=blocks - 1)  # [rows, 1]
        left = wanted - torch.where(block > 0, sums.gather(1, (block - 1).clamp(min=0)), torch.zeros(()))
        inside = weights.gather(1, block.unsqueeze(2).expand(rows, 1, BLOCK)).squeeze(1).cumsum(1)  # [rows, BLOCK]
        return (block * BLOCK + torch.searchsorted(inside, left, right=True)).clamp_(max=vocabulary - 1).squeeze(1)

    def g_step(self):
        sentences = self.sample(self.sizes.batch).clone()  # one that gradients may follow
        verdicts = self.scoring(self.rollouts(sentences))
        means = verdicts[len(sentences):].view(self.sizes.length - 1, len(sentences), self.sizes.rollouts).mean(2)
        self.update(sentences, torch.cat([means, verdicts[None, :len(sentences)]]).t().clone())

    @torch.inference_mode()
    def rollouts(self, sentences):
        """The sentences, then the completions of each prefix: by prefix, sentence and copy."""
        (batch, time), copies = sentences.shape, self.sizes.rollouts
        completions = torch.empty(time - 1, batch * copies, time, dtype=torch.long)
        _, reader = self.read(torch.zeros(batch, dtype=torch.long), None)
        hidden = cell = torch.empty(1, 0, self.sizes.hidden)
        for prefix in range(1, time):
            _, reader = self.read(sentences[:, prefix - 1], reader)
            completions[prefix - 1, :, :prefix] = sentences[:, :prefix].repeat_interleave(copies, 0)
            hidden = torch.cat([hidden, reader[0].repeat_interleave(copies, 1)], 1)
            cell = torch.cat([cell, reader[1].repeat_interleave(copies, 1)], 1)
            tokens = torch.cat([self.draw(rows) for rows in hidden[0].split(DRAWN)])
            completions[:prefix, :, prefix] = tokens.view(prefix, -1)
            if prefix < time - 1:
                _, (hidden, cell) = self.read(tokens, (hidden, cell))
        return torch.cat([sentences, completions.view(-1, time)])

    @torch.inference_mode()
    def scoring(self, sequences):
        """The probability of 'real' of each sequence."""
        self.judge.eval()
        with self.autocast():
            return torch.cat([self.judge(rows).float().softmax(1)[:, 1] for rows in sequences.split(SCORED)])

    def update(self, sentences, rewards):
        losses = F.cross_entropy(self.logits(sentences), sentences.view(-1), reduction="none")
        self.minimize((losses * rewards.reshape(-1)).sum())

    def discriminator(self, fakes):
        self.judge.train()
        rows, labels = torch.cat([self.real, fakes]), torch.cat([torch.ones(len(self.real), dtype=torch.long), torch.zeros(len(fakes), dtype=torch.long)])
        for batch in torch.randperm(len(rows)).split(self.sizes.batch):
            with self.autocast():
                logits = self.judge(rows[batch])
            loss = F.cross_entropy(logits.float(), labels[batch]) + self.judge.penalty()
            self.judge_optimizer.zero_grad(set_to_none=True)
            loss.backward()
            self.judge_optimizer.step()

    def minimize(self, loss):
        self.policy_optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.policy.parameters(), network.CLIP_NORM)
        self.policy_optimizer.step()


if __name__ == "__main__":
    measure.main(__doc__.split("\n", maxsplit=1)[0], Plain)
