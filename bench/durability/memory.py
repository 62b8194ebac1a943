"""How the resident memory of a training grows with its steps, over every phase.

    python3 bench/durability/memory.py --command ./seqgan bench/durability/kills.yaml --set pretrain-epochs=60 rounds=200 evaluate-every=1

What follows the options is given to 'train'. Samples VmRSS ten times a second; prints it by phase and by thousands of steps, and the slope of a line
through what follows the first quarter of the steps.
"""
import argparse
import json
import pathlib
import re
import shlex
import statistics
import subprocess
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
parser.add_argument("--command", default="./seqgan", help="the program and its first arguments")
parser.add_argument("experiment", nargs=argparse.REMAINDER)
arguments = parser.parse_args()
run = pathlib.Path(tempfile.mkdtemp(prefix="seqgan-memory-")) / "run"
metrics = run / "metrics.jsonl"
process = subprocess.Popen([*shlex.split(arguments.command), "train", *arguments.experiment, "--out", run], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

samples = []  # (step, phase, MiB)
while process.poll() is None:
    status = re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{process.pid}/status").read_text())
    rows = metrics.read_text().splitlines() if metrics.exists() else []
    if status and rows and rows[-1].endswith("}"):
        row = json.loads(rows[-1])
        samples.append((row["step"], row["phase"], int(status[1]) / 1024))
    time.sleep(0.1)

for phase in dict.fromkeys(phase for _, phase, _ in samples):
    memory = [mib for _, one, mib in samples if one == phase]
    print(f"{phase}: {memory[0]:.0f} MiB at first, {memory[-1]:.0f} at the end, {min(memory):.0f} to {max(memory):.0f}")
for thousand in range(1, samples[-1][0] // 1000 + 1):
    print(f"step {1000 * thousand}: {next(mib for step, _, mib in samples if step >= 1000 * thousand):.0f} MiB")
settled = [(step, mib) for step, _, mib in samples if step > samples[-1][0] / 4]
slope = statistics.linear_regression(*zip(*settled)).slope
print(f"{samples[-1][0]} steps, code {process.returncode}; after the first quarter {1000 * slope:+.2f} MiB in 1,000 steps")
