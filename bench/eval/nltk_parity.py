#!/usr/bin/env python3
"""Compares our BLEU with nltk's on random sets, and on sets of real lines: every smoothing, orders 1 to 5, weights of one's own.

    python3 bench/eval/nltk_parity.py [--sets 5000] [--corpus FILE ...] [--seed 1]      (Debian: apt-get install python3-nltk)

A set is a hypothesis with its references (sentence_bleu), some hypotheses with references each (corpus_bleu), or a pool of lines
for some hypotheses (the mean of sentence_bleu, corpus_bleu, and Self-BLEU of the pool). The same sets go through scores.cs, in one
process. Printed is the largest difference, relative to nltk's score, for each method; the exit code is 1 if one is above 1e-12.
Where nltk raises an error (method6 without a matching 3-gram) our score must be 0.
"""
import argparse
import json
import pathlib
import platform
import random
import subprocess
import sys
import tempfile
import warnings

import nltk
from nltk.translate.bleu_score import SmoothingFunction, corpus_bleu, sentence_bleu

HERE = pathlib.Path(__file__).resolve().parent
METHODS = [f"method{i}" for i in range(8)]
WEIGHTS = [None] * 5 + [(0.1, 0.3, 0.5, 0.1), (0.333, 0.333, 0.334), (0.0, 0.0, 1.0)]
CHINESE = "春江潮水连海平明月共生滟随波千万里何处无"


def random_line(rng, words, longest, shortest=0):
    return [rng.choice(words) for _ in range(rng.randint(shortest, longest))]


def random_set(rng):
    """A hypothesis and its references, with the odd cases more often than chance would have them."""
    words = list(CHINESE[:rng.randint(2, len(CHINESE))]) if rng.random() < 0.3 else [f"w{i}" for i in range(rng.randint(1, 30))]
    longest = rng.choice([3, 8, 20])
    references = [random_line(rng, words, longest) for _ in range(rng.randint(1, 6))]
    one, copy = [rng.choice(words)], list(rng.choice(references))
    kind = rng.choice(["any", "any", "any", "empty", "one token", "copy", "spoilt copy", "longer", "repeated", "strange"])
    hypothesis = {
        "any": lambda: random_line(rng, words, longest),
        "empty": list,
        "one token": lambda: one,
        "copy": lambda: copy,
        "spoilt copy": lambda: [rng.choice(words) if rng.random() < 0.2 else word for word in copy],
        "longer": lambda: copy + random_line(rng, words, longest, 1),
        "repeated": lambda: one * rng.randint(1, 12),
        "strange": lambda: [f"x{i}" for i in range(rng.randint(1, 9))],
    }[kind]()
    return {"references": references, "hypothesis": hypothesis}


def real_set(rng, lines):
    """Pieces of two real lines against some others, or a line against lines among which it may be."""
    first, second = rng.choice(lines), rng.choice(lines)
    hypothesis = first if rng.random() < 0.5 else first[:rng.randint(0, len(first))] + second[rng.randint(0, len(second)):]
    return {"references": rng.sample(lines, rng.randint(1, 6)) + [first] * rng.randint(0, 1), "hypothesis": hypothesis}


def read(path):
    """Tokens of every line: what stands between blanks, or the characters of a line without any."""
    with open(path, encoding="utf-8") as file:
        return [line.split() if len(line.split()) > 1 else list(line.strip()) for line in file if line.strip()]


def make_sets(rng, count, corpora):
    sets = [real_set(rng, rng.choice(corpora)) if corpora and i % 2 else random_set(rng) for i in range(count)]
    for i in range(count // 20):
        some = rng.sample(sets[:count], rng.randint(1, 12))
        sets.append({"references": [one["references"] for one in some], "hypotheses": [one["hypothesis"] for one in some]})
        if i % 10:
            continue  # nltk is slow on these
        some = some[:5]
        pool = [reference for one in some for reference in one["references"]] + [one["hypothesis"] for one in some]
        sets.append({"pool": pool, "hypotheses": [one["hypothesis"] for one in some]})
    return sets


def or_zero(score, refused):
    try:
        return score()
    except AssertionError:
        refused.append(1)
        return 0.0


def theirs(one, score, refused):
    """nltk's one score, or its three for a pool."""
    weights, smooth = score["weights"] or (1.0 / score["order"],) * score["order"], getattr(SmoothingFunction(), score["smoothing"])
    if "pool" in one:
        pool, hypotheses = one["pool"], one["hypotheses"]
        mean = [or_zero(lambda: sentence_bleu(pool, line, weights, smooth), refused) for line in hypotheses]
        others = [or_zero(lambda: sentence_bleu(pool[:i] + pool[i + 1:], line, weights, smooth), refused) for i, line in enumerate(pool)]
        corpus = or_zero(lambda: corpus_bleu([pool] * len(hypotheses), hypotheses, weights, smooth), refused)
        return [sum(mean) / len(mean), corpus, sum(others) / len(others)]
    if "hypotheses" in one:
        return [or_zero(lambda: corpus_bleu(one["references"], one["hypotheses"], weights, smooth), refused)]
    return [or_zero(lambda: sentence_bleu(one["references"], one["hypothesis"], weights, smooth), refused)]


def ours(scores, sets):
    with tempfile.TemporaryDirectory(prefix="seqgan-parity-") as folder:
        path = pathlib.Path(folder) / "sets.jsonl"
        path.write_text("\n".join(json.dumps(line) for line in [scores, *sets]), encoding="utf-8")
        printed = subprocess.run(["dotnet", "run", "-c", "Release", HERE / "scores.cs", "--", path], check=True, stdout=subprocess.PIPE, text=True).stdout
    return [json.loads(line) for line in printed.splitlines()]


parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
parser.add_argument("--sets", type=int, default=5000)
parser.add_argument("--corpus", action="append", default=[], help="a file of real lines, for every other set")
parser.add_argument("--seed", type=int, default=1)
arguments = parser.parse_args()

warnings.simplefilter("ignore")
# method6 needs an order of 3: nltk raises an IndexError below.
scores = [{"order": len(weights or ()) or order, "weights": weights, "smoothing": method}
          for method in METHODS for order, weights in enumerate(WEIGHTS, 1) if method != "method6" or order >= 3]
sets = make_sets(random.Random(arguments.seed), arguments.sets, [read(path) for path in arguments.corpus])
answers = ours(scores, sets)
assert len(answers) == len(sets), f"{len(answers)} answers to {len(sets)} sets"

print(f"nltk {nltk.__version__}, Python {platform.python_version()}; {len(sets)} sets, seed {arguments.seed}")
print("| smoothing | scores | equal to the bit | largest relative difference | refused by nltk, 0 here |\n|---|---|---|---|---|")
worst = 0.0
for method in METHODS:
    compared, equal, largest, refused = 0, 0, 0.0, []
    for s, score in enumerate(scores):
        if score["smoothing"] != method:
            continue
        for one, answer in zip(sets, answers):
            for expected, actual in zip(theirs(one, score, refused), answer[s::len(scores)], strict=True):
                compared, equal = compared + 1, equal + (expected == actual)
                if expected != actual:
                    largest = max(largest, abs(expected - actual) / abs(expected) if expected else float("inf"))
    worst = max(worst, largest)
    print(f"| {method} | {compared} | {equal} | {largest:.1e} | {len(refused)} |", flush=True)
sys.exit(worst > 1e-12)
