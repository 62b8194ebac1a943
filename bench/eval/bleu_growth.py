#!/usr/bin/env python3
"""How `seqgan evaluate` grows with its files: BLEU, Self-BLEU and distinct-n, orders 2 to 5, of ever more lines against as many.

    python3 bench/eval/bleu_growth.py SOURCE [--sizes 10000,30000,100000,300000,1000000]

The lines are walks on the bigrams of SOURCE, which is split at blanks: every step goes to a word that follows there, as often as it
does, and a walk ends where a line does. So n-grams repeat as in text, but new words come no more; longer n-grams vary more than in
text. The same seed gives the same lines, and a smaller file is the beginning of a larger one. Seconds are of the whole command; an
exponent is that of the power law between a row and the row above it.
"""
import argparse
import collections
import itertools
import math
import os
import pathlib
import random
import shlex
import subprocess
import tempfile
import time

LONGEST = 60


def walks(path, seed):
    """Lines without end."""
    following = collections.defaultdict(list)
    with open(path, encoding="utf-8") as file:
        for line in file:
            words = line.split()
            for word, after in zip(["", *words], [*words, ""]):
                following[word].append(after)
    rng = random.Random(seed)
    while True:
        words, word = [], rng.choice(following[""])
        while word and len(words) < LONGEST:
            words.append(word)
            after = following[word]
            word = after[int(rng.random() * len(after))]
        yield " ".join(words) + "\n"


def run(command):
    """Standard output, wall seconds, processor seconds and peak MiB of a command and its children."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{shlex.join(command)} ended with code {os.waitstatus_to_exitcode(status)}")
    return output, time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("source", help="a file of tokens between blanks")
    parser.add_argument("--sizes", default="10000,30000,100000,300000,1000000")
    parser.add_argument("--command", default=str(pathlib.Path(__file__).parent.parent.parent / "seqgan"), help="the program and its first arguments")
    arguments = parser.parse_args()
    sizes = sorted(int(size) for size in arguments.sizes.split(","))
    command = shlex.split(arguments.command)
    run([*command, "--version"])  # builds what is not built
    with tempfile.TemporaryDirectory(prefix="seqgan-growth-") as folder:
        whole = []
        for seed in (1, 2):
            whole.append(pathlib.Path(folder) / f"{seed}.txt")
            with open(whole[-1], "w", encoding="utf-8") as file:
                file.writelines(itertools.islice(walks(arguments.source, seed), sizes[-1]))
        print("| lines | tokens | bytes | wall s | exponent | cpu s | exponent | peak MiB | exponent | bleu-5 | self-bleu-5 |\n" + "|---" * 11 + "|")
        before = None
        for size in sizes:
            paths, tokens, length = [], 0, 0
            for path in whole:
                with open(path, encoding="utf-8") as file:
                    head = list(itertools.islice(file, size))
                tokens, length = tokens + sum(line.count(" ") + 1 for line in head), length + sum(map(len, head))
                paths.append(path.with_suffix(f".{size}"))
                paths[-1].write_text("".join(head), encoding="utf-8")
            generated, reference = paths
            output, *measured = run([*command, "evaluate", generated, "--reference", reference, "--tokenizer", "whitespace",
                                     "--orders", "2,3,4,5", "--metric", "bleu,self-bleu,distinct", "--csv"])
            scores = dict(line.split(",")[:2] for line in output.splitlines())
            exponents = [math.log(now / then) / math.log(size / before[0]) for now, then in zip(measured, before[1])] if before else [None] * 3
            cells = [cell for now, exponent in zip(measured, exponents) for cell in (f"{now:.1f}", "" if exponent is None else f"{exponent:.2f}")]
            print(f"| {size} | {tokens} | {length} | " + " | ".join(cells) + f" | {scores['bleu-5']} | {scores['self-bleu-5']} |", flush=True)
            before = (size, measured)
            for path in paths:
                path.unlink()


if __name__ == "__main__":
    main()
