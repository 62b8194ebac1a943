#!/usr/bin/env python3
"""nltk's side of docs/results/first-light.md: BLEU-2..4 of the first N lines of one file, each against all lines of another.

    python3 bench/nltk_bleu.py GENERATED REFERENCE N      (Debian: apt-get install python3-nltk)

Lines are split at blanks, as by `seqgan evaluate --tokenizer whitespace`.
"""
import sys
import time

import nltk
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu


def read(path):
    with open(path, encoding="utf-8") as file:
        return [line.split() for line in file if line.strip()]


generated, references, count = read(sys.argv[1]), read(sys.argv[2]), int(sys.argv[3])
weights = [(1 / n,) * n for n in (2, 3, 4)]
smoothing = SmoothingFunction().method1
start = time.perf_counter()
sums = [0.0, 0.0, 0.0]
for line in generated[:count]:
    for i, score in enumerate(sentence_bleu(references, line, weights, smoothing_function=smoothing)):
        sums[i] += score
seconds = time.perf_counter() - start
for n, total in zip((2, 3, 4), sums):
    print(f"bleu-{n} {total / count!r}")
print(f"nltk {nltk.__version__}: {count} lines against {len(references)} references in {seconds:.1f} s")
