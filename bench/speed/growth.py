"""How SeqGAN's pieces grow with the problem: processor seconds and peak memory while one size is changed; a Markdown table for each size.

    python3 bench/speed/growth.py
    python3 bench/speed/growth.py vocabulary hidden --json growth.json

One thread and the processor's time, so that a machine with other work tells the same. Every measurement is a process of its own. An exponent is that of the
power law between a row and the row above it: 1 where twice the size takes twice as long, 0 where it costs nothing.
"""
import argparse
import json
import math
import pathlib
import shlex
import subprocess
import sys

MEBIBYTE = 1 << 20
LONG = 10_000  # lines
# The size: its values, what else is set, and the pieces. The reference is V 5000, T 20, B 64, N 16, hidden 32.
STUDIES = {
    "vocabulary": ([1000, 2000, 5000, 10000, 20000, 50000], ["lines=2000"], ["mle", "sampling", "rollouts", "scoring", "discriminator"]),
    "length": ([10, 20, 40, 100, 200], ["lines=640", "batch=16"], ["mle", "sampling", "rollouts", "scoring", "discriminator"]),
    "rollouts": ([1, 4, 16, 64], ["lines=640"], ["rollouts", "scoring"]),
    "batch": ([16, 32, 64, 128, 256], ["lines=2560"], ["mle", "rollouts", "scoring", "discriminator"]),
    "hidden": ([32, 64, 128, 256, 512], ["lines=2000"], ["mle", "sampling", "rollouts"]),
    "lines": ([10000, 100000, 1000000], [], ["mle", "sampling"]),
}

parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
parser.add_argument("sizes", nargs="*", default=list(STUDIES), help=f"default: all of {', '.join(STUDIES)}")
parser.add_argument("--set", nargs="+", default=[], metavar="key=value", help="settings of every run, such as precision=fp32")
parser.add_argument("--command", default=str(pathlib.Path(__file__).parent.parent.parent / "seqgan"), help="the program and its first arguments")
parser.add_argument("--json", type=pathlib.Path, help="where to write every measurement")
arguments = parser.parse_args()
if strange := set(arguments.sizes) - set(STUDIES):
    parser.error(f"there is no size {', '.join(sorted(strange))}; there are {', '.join(STUDIES)}")


def measure(piece, settings, warm_up):
    """Processor seconds and peak bytes of one run, after one that compiles the kernels unless the run is a long one."""
    command = [*shlex.split(arguments.command), "bench", piece, "--json", "--repeat", "1", "--warm-up", str(warm_up), "--threads", "1", "--set", *settings]
    process = subprocess.run(command, capture_output=True, text=True)
    if process.returncode != 0:
        raise SystemExit(f"{shlex.join(command)} ended with code {process.returncode}: {process.stderr}")
    found = json.loads(process.stdout)["pieces"][0]
    return {"seconds": found["processor-seconds"][0], "peak-bytes": found["peak-bytes"]}


results = {}
for size in arguments.sizes:
    values, others, pieces = STUDIES[size]
    results[size] = {}
    print(f"\n| {size} | " + " | ".join(f"{piece} cpu s | exponent | MiB" for piece in pieces) + " |\n|" + "---|" * (1 + 3 * len(pieces)))
    for above, value in zip([None, *values], values):
        row = results[size][value] = {}
        cells = []
        for piece in pieces:
            print(f"{size} {value}: {piece}", file=sys.stderr)
            one = row[piece] = measure(piece, [*others, *arguments.set, f"{size}={value}"], 0 if size == "lines" and value > LONG else 1)
            before = results[size][above][piece]["seconds"] if above else None
            exponent = "" if before is None else f"{math.log(one['seconds'] / before) / math.log(value / above):.2f}"
            cells += [f"{one['seconds']:.2f}", exponent, f"{one['peak-bytes'] / MEBIBYTE:.0f}"]
        print(f"| {value} | " + " | ".join(cells) + " |", flush=True)
        if arguments.json:
            arguments.json.write_text(json.dumps(results, indent=1) + "\n")
