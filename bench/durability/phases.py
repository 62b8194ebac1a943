"""Stops a training in every phase, goes on in a new process, and compares what it ends with to a training without a stop.

    python3 bench/durability/phases.py --command ./seqgan quatrains --set save-every=1

What follows the options is given to 'train'. A run is stopped by SIGTERM at a random moment of the phase; what is compared
is the SHA-256 of every file of the newest checkpoint (weights, optimisers, state) and of metrics.jsonl.
"""
import argparse
import hashlib
import json
import pathlib
import random
import shlex
import signal
import subprocess
import sys
import tempfile
import time


def digests(run):
    newest = max((run / "checkpoints").glob("step-*"))
    files = [*sorted(newest.iterdir()), run / "metrics.jsonl"]
    return {str(file.relative_to(run)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def rounds(run):
    """The phase of every round that is over."""
    file = run / "metrics.jsonl"
    rows = [json.loads(line) for line in file.read_text().splitlines() if line.endswith("}")] if file.exists() else []
    return [row["phase"] for row in rows if not any(name.startswith("score/") for name in row)]


def start(command, experiment, run):
    return subprocess.Popen([*command, "train", *experiment, "--out", run, "--resume"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
parser.add_argument("--command", default="./seqgan", help="the program and its first arguments")
parser.add_argument("--seed", default=1, type=int)
parser.add_argument("experiment", nargs=argparse.REMAINDER)
arguments = parser.parse_args()
command, chance = shlex.split(arguments.command), random.Random(arguments.seed)
folder = pathlib.Path(tempfile.mkdtemp(prefix="seqgan-phases-"))

whole = folder / "whole"
began = time.monotonic()
if start(command, arguments.experiment, whole).wait() != 0: sys.exit("the training itself fails; try it without this script")
seconds, expected = time.monotonic() - began, digests(whole)
phases = rounds(whole)
print(f"without a stop: {len(phases)} rounds in {seconds:.0f} s; {len(expected)} files compared", flush=True)
for name, digest in expected.items():
    print(f"  {digest}  {name}")

different = 0
for phase in dict.fromkeys(phases):
    run = folder / phase
    wanted = max(1, phases.index(phase) + chance.randrange(phases.count(phase)))
    process = start(command, arguments.experiment, run)
    while process.poll() is None and len(rounds(run)) < wanted: time.sleep(0.01)
    time.sleep(chance.uniform(0, 0.5))
    process.send_signal(signal.SIGTERM)
    code, saved = process.wait(), max((run / "checkpoints").glob("step-*"))
    state = json.loads((saved / "state.json").read_text())
    going_on = start(command, arguments.experiment, run)
    errors = going_on.communicate()[1]
    same = going_on.returncode == 0 and digests(run) == expected
    different += not same
    print(f"stopped in {state['phase']} after step {state['state']['step']} (code {code}), gone on in a new process: {'identical' if same else 'DIFFERENT ' + errors[-300:]}", flush=True)
sys.exit(different > 0)
