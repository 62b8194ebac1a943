#!/usr/bin/env python3
"""Compares `seqgan evaluate --metric sacrebleu,chrf,chrf++` with sacreBLEU on random lines with two references each.

    python3 bench/eval/sacrebleu_parity.py [--lines 3000] [--seeds 4]      (pip install sacrebleu)

The lines mix ASCII punctuation, digits and entities with letters and signs of many scripts, also beyond the basic plane; a hypothesis
and a second reference are the first with one character in five exchanged. The exit code is 1 if a relative difference is above 1e-12.
"""
import argparse
import json
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile

import sacrebleu
from sacrebleu.metrics import BLEU, CHRF


def between(first, end):
    return [chr(code) for code in range(first, end)]


SIGNS = [
    between(0x20, 0x7F), between(0xA0, 0x3000), between(0x3000, 0xA000),
    between(0xF900, 0xFDD0) + between(0xFE10, 0xFEFF) + between(0xFF00, 0xFFF0),
    between(0x1F300, 0x1F700) + between(0x20000, 0x20100) + between(0x2F800, 0x2FA00),
    list("., -0123456789&;'\"") + ["&amp;", "&quot;", "&lt;", "<skipped>", " ", " "], list("abcde ,."),
]


def line(rng):
    scripts = rng.choices(SIGNS, k=3)
    return "".join(rng.choice(rng.choice(scripts)) for _ in range(rng.randint(0, 40)))


def spoilt(rng, text):
    return "".join(sign if rng.random() < 0.8 else rng.choice(rng.choice(SIGNS)) for sign in text)


def ours(hypotheses, references, tokenizer):
    with tempfile.TemporaryDirectory(prefix="seqgan-parity-") as folder:
        paths = [pathlib.Path(folder) / name for name in ("hypotheses", "first", "second")]
        for path, lines in zip(paths, [hypotheses, *references]):
            path.write_bytes(("\n".join(lines) + "\n").encode())
        command = [*shlex.split(arguments.command), "evaluate", paths[0], "--reference", paths[1], "--reference", paths[2],
                   "--metric", "sacrebleu,chrf,chrf++", "--sacrebleu-tokenizer", tokenizer, "--json"]
        return [score["value"] for score in json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)["metrics"]]


parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--lines", type=int, default=3000)
parser.add_argument("--seeds", type=int, default=4)
parser.add_argument("--command", default="./seqgan")
arguments = parser.parse_args()

print(f"sacrebleu {sacrebleu.__version__}; {arguments.lines} lines with two references\n| seed | tokenizer | BLEU | chrF2 | chrF2++ | largest relative difference |\n|---|---|---|---|---|---|")
worst = 0.0
for seed in range(arguments.seeds):
    rng = random.Random(seed)
    first = [line(rng) for _ in range(arguments.lines)]
    hypotheses, references = [spoilt(rng, text) for text in first], [first, [spoilt(rng, text) for text in first]]
    for tokenizer in ("13a", "zh", "char", "none"):
        theirs = [metric.corpus_score(hypotheses, references).score for metric in (BLEU(tokenize=tokenizer), CHRF(), CHRF(word_order=2))]
        largest = max(abs(a - b) / b for a, b in zip(ours(hypotheses, references, tokenizer), theirs))
        worst = max(worst, largest)
        print(f"| {seed} | {tokenizer} | " + " | ".join(f"{score:.4f}" for score in theirs) + f" | {largest:.1e} |", flush=True)
sys.exit(worst > 1e-12)
