#!/usr/bin/env python3
"""BLEU-2..5 and exact Self-BLEU-2..5 side by side: ours, nltk and, where it is installed, FastBLEU.

    /usr/bin/python3 bench/eval/bleu_speed.py GENERATED REFERENCE [--sample 12] [--passes 3]      (Debian: apt-get install python3-nltk)

Files hold tokens between blanks. Every generated line is scored against all references (BLEU) and against all other generated lines
(Self-BLEU), with method1. Only computing is timed, from tokens in memory to scores, the counting of the references included: once in a
new process (first) and when the process has done it before (warm); besides, the whole command. nltk scores a random sample of the
lines, in parts that take turns with the others, one order at a time as the field does and all orders at once; its time for all lines
is extrapolated from that. The exit code is 1 if a sampled line scores differently by more than 1e-12.
"""
import argparse
import json
import pathlib
import platform
import random
import shlex
import statistics
import subprocess
import sys
import time

import nltk
from bleu_growth import run
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu

try:
    import fast_bleu
except ImportError:
    fast_bleu = None

HERE = pathlib.Path(__file__).resolve().parent
ORDERS = [2, 3, 4, 5]
WEIGHTS = {n: (1 / n,) * n for n in ORDERS}
METRICS = {"bleu": "BLEU", "self-bleu": "Self-BLEU"}


def read(path):
    with open(path, encoding="utf-8") as file:
        return [line.split() for line in file if line.strip()]


def timed(work):
    """What `work` gives, its wall and its processor seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - wall, time.process_time() - processor


class Table:
    """Wall and processor seconds of each contestant, for all lines."""

    def __init__(self):
        self.seconds = {}

    def add(self, metric, who, wall, processor):
        self.seconds.setdefault((metric, who), []).append((wall, processor))

    def print(self, lines):
        print("| metric | who | wall s, lowest | wall s, median | cpu s, median | lines a cpu s | faster than nltk one by one | than nltk at once |\n" + "|---" * 8 + "|")
        for (metric, who), found in self.seconds.items():
            walls, processor = [wall for wall, _ in found], statistics.median(cpu for _, cpu in found)
            ratios = [statistics.median(cpu for _, cpu in self.seconds[metric, nltks]) / processor if (metric, nltks) in self.seconds else None for nltks in (ONE_BY_ONE, AT_ONCE)]
            print(f"| {metric} | {who} | {min(walls):.3f} | {statistics.median(walls):.3f} | {processor:.3f} | {lines / processor:,.1f} | "
                  + " | ".join("" if ratio is None else f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}" for ratio in ratios) + " |")


ONE_BY_ONE, AT_ONCE = "nltk, one order at a time (extrapolated)", "nltk, all orders at once (extrapolated)"


def ours(metric, threads):
    """Adds our times; gives the means and the scores of the sampled lines."""
    asked = ",".join(map(str, sample))
    command = ["dotnet", "run", "-c", "Release", "--no-build", HERE / "speed.cs", "--", arguments.generated, arguments.reference, metric, str(threads), str(arguments.repeats), asked]
    found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    for i, (wall, processor) in enumerate(zip(found["wall"], found["processor"])):
        table.add(METRICS[metric], f"ours, {threads} thread{'s'[:threads > 1]}, {'warm' if i else 'first'}", wall, processor)
    return found


def theirs(metric, part):
    """Adds nltk's times for some lines; gives their scores, [line][order]."""
    method1, all_scores, spent = SmoothingFunction().method1, [], {ONE_BY_ONE: [0, 0], AT_ONCE: [0, 0]}
    for line in part:
        others = references if metric == "bleu" else generated[:line] + generated[line + 1:]
        ways = {
            ONE_BY_ONE: lambda: [sentence_bleu(others, generated[line], WEIGHTS[n], method1) for n in ORDERS],
            AT_ONCE: lambda: sentence_bleu(others, generated[line], list(WEIGHTS.values()), method1),
        }
        for who, way in ways.items():
            scores, wall, processor = timed(way)
            spent[who][0] += wall
            spent[who][1] += processor
        all_scores.append(scores)
    for who, (wall, processor) in spent.items():
        table.add(METRICS[metric], who, *(seconds * len(generated) / len(part) for seconds in (wall, processor)))
    return all_scores


def fast():
    table.add("BLEU", "FastBLEU", *timed(lambda: fast_bleu.BLEU(references, WEIGHTS).get_score(generated))[1:])
    table.add("Self-BLEU", "FastBLEU", *timed(lambda: fast_bleu.SelfBLEU(generated, WEIGHTS).get_score())[1:])


parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
parser.add_argument("generated")
parser.add_argument("reference")
parser.add_argument("--sample", type=int, default=12, help="how many lines nltk scores")
parser.add_argument("--passes", type=int, default=3, help="how often the contestants take turns")
parser.add_argument("--repeats", type=int, default=5, help="how often ours computes again in a process")
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--command", default=str(HERE.parent.parent / "seqgan"), help="our program and its first arguments")
arguments = parser.parse_args()

generated, references = read(arguments.generated), read(arguments.reference)
sample = sorted(random.Random(arguments.seed).sample(range(len(generated)), min(arguments.sample, len(generated))))
parts = [part for part in (sample[i::arguments.passes] for i in range(arguments.passes)) if part]
command = shlex.split(arguments.command)
run([*command, "--version"])  # builds what is not built
subprocess.run(["dotnet", "build", "-c", "Release", "-v", "quiet", HERE / "speed.cs"], check=True, stdout=subprocess.DEVNULL)

table, means, differences = Table(), {}, []
for part in parts:
    for metric in METRICS:
        for threads in (1, 2):
            found = ours(metric, threads)
        means[metric] = found["means"]
        for line, scores in zip(part, theirs(metric, part)):
            mine = found["lines"][sample.index(line)]
            differences += [abs(a - b) for a, b in zip(mine, scores, strict=True)]
    if fast_bleu:
        fast()
    _, wall, processor, _ = run([*command, "evaluate", arguments.generated, "--reference", arguments.reference, "--tokenizer", "whitespace",
                                 "--orders", ",".join(map(str, ORDERS)), "--metric", ",".join(METRICS), "--csv"])
    table.add("both", "seqgan evaluate, the whole command", wall, processor)

print(f"{len(generated)} lines against {len(references)}; nltk {nltk.__version__}, Python {platform.python_version()}; {len(parts)} passes, nltk on {len(sample)} lines (seed {arguments.seed}); "
      + (f"fast_bleu {getattr(fast_bleu, '__version__', '')}" if fast_bleu else "FastBLEU is not installed here (import fast_bleu fails)") + "\n")
table.print(len(generated))
print()
for metric, values in means.items():
    print(f"{metric}: " + ", ".join(f"{n}: {value!r}" for n, value in zip(ORDERS, values)))
print(f"largest difference from nltk on {len(differences)} scores of sampled lines: {max(differences):.1e}")
sys.exit(max(differences) > 1e-12)
