"""The sizes, data and networks that the two PyTorch scripts share: SeqGAN's reference configuration."""
from dataclasses import dataclass

import torch
from torch import nn

WIDTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20]
COUNTS = [100, 200, 200, 200, 200, 100, 100, 100, 100, 100, 160, 160]
DROPOUT, L2 = 0.25, 0.2  # of the discriminator's features; on its output layer
POLICY_RATE, DISCRIMINATOR_RATE, CLIP_NORM = 0.01, 1e-4, 5.0


@dataclass
class Sizes:
    vocabulary: int = 5000
    length: int = 20
    lines: int = 10_000
    batch: int = 64
    rollouts: int = 16
    embedding: int = 32
    hidden: int = 32
    discriminator_embedding: int = 64

    def sequences(self, count):
        """Random ids, [count, length]."""
        return torch.randint(self.vocabulary, (count, self.length))


class Policy(nn.Module):
    """An LSTM language model. Id 0 begins every sequence."""

    def __init__(self, sizes):
        super().__init__()
        self.embedding = nn.Embedding(sizes.vocabulary, sizes.embedding)
        self.lstm = nn.LSTM(sizes.embedding, sizes.hidden, batch_first=True)
        self.output = nn.Linear(sizes.hidden, sizes.vocabulary)
        nn.init.normal_(self.embedding.weight, 0, 0.1)
        nn.init.normal_(self.output.weight, 0, 0.1)
        nn.init.zeros_(self.output.bias)

    def forward(self, inputs):
        """[batch, time] -> logits, [batch, time, vocabulary]."""
        return self.output(self.lstm(self.embedding(inputs))[0])


class Discriminator(nn.Module):
    """Convolutions over the embedded tokens, maximum over time, a highway of two matrices, two classes (1: real). What convolves is the subclass's own."""

    def __init__(self, sizes):
        super().__init__()
        self.kinds = [(width, count) for width, count in zip(WIDTHS, COUNTS) if width <= sizes.length]
        filters = sum(count for _, count in self.kinds)
        self.embedding = nn.Embedding(sizes.vocabulary, sizes.discriminator_embedding)
        self.transform, self.gate = nn.Linear(filters, filters), nn.Linear(filters, filters)
        self.dropout, self.output = nn.Dropout(DROPOUT), nn.Linear(filters, 2)
        nn.init.uniform_(self.embedding.weight, -1, 1)
        for layer, bias in (self.transform, 0.1), (self.gate, -2), (self.output, 0.1):
            self.initialize(layer, bias)

    @staticmethod
    def initialize(layer, bias):
        nn.init.trunc_normal_(layer.weight, 0, 0.1, -0.2, 0.2)
        nn.init.constant_(layer.bias, bias)

    def features(self, ids):
        """[batch, time] -> [batch, filters]."""
        raise NotImplementedError

    def forward(self, ids):
        """[batch, time] -> logits, [batch, 2]."""
        features = self.features(ids)
        gate = torch.sigmoid(self.gate(features))
        return self.output(self.dropout(gate * torch.relu(self.transform(features)) + (1 - gate) * features))

    def penalty(self):
        """The L2 penalty of the output layer."""
        return L2 * (self.output.weight.square().sum() + self.output.bias.square().sum()) / 2


def inputs(ids):
    """What the policy reads to predict ids: the begin symbol, then all but the last column."""
    return torch.cat([torch.zeros(len(ids), 1, dtype=torch.long), ids[:, :-1]], 1)
