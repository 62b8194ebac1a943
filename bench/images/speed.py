"""The speed of image GANs beside PyTorch on the same libtorch: ours, PyTorch, ours, PyTorch, ...; images a second and the ratio.

    python3 bench/images/speed.py --pairs 5 --threads 1
    python3 bench/images/speed.py --gans dcgan --threads 2 --reference-option=--shared

Both sides train the same networks at the same batch with the same optimisers (reference.py), with as many threads and under the
same settings of OpenMP, OpenBLAS and the C library's memory. Counted are the real images that the critic sees, once the first
four seconds are over: on the clock, and for a second of the processors, which other programs on the machine disturb less.
"""
import argparse
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).parent
BATCH, WARM_UP = 64, 16  # images, rounds
GANS = {  # what both sides get, and steps of the critic for one of the generator
    "dcgan": ({"net": "dcgan", "width": 64, "size": 32}, 1),
    "wgan-gp": ({"net": "mlp", "width": 256, "size": 28}, 5),
}
# What seqgan sets for itself (Compute/NativeRuntime.cs), for PyTorch by variables of the same meaning.
TUNED = {"GOMP_SPINCOUNT": "1000", "OPENBLAS_THREAD_TIMEOUT": "10", "MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "2147483647", "MALLOC_ARENA_MAX": "1"}


def processor(process):
    """Seconds of the processors that it has used."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def after(rounds, process, timings):
    """Waits until so many rounds are over; how many are, the clock and the processors' time."""
    while process.poll() is None:
        done = sum(b"critic" in row for row in timings.read_bytes().splitlines()) if timings.exists() else 0
        if done >= rounds:
            return done, time.monotonic(), processor(process)
        time.sleep(0.01)
    raise SystemExit(process.stderr.read())


def ours(gan, seconds, rate):
    """Images a second, and a second of the processors, in about so many seconds of a training; rate: what to expect."""
    settings, critic_steps = GANS[gan]
    round_steps, rounds = max(1, round(rate / 4 / BATCH / critic_steps)), round(4 * seconds)  # a round takes about a quarter of a second
    values = settings | {"latent": 100, "batch": BATCH, "rounds": WARM_UP + rounds, "round-steps": round_steps, "evaluate-every": 0, "save-every": 0, "evaluation-samples": 1}
    with tempfile.TemporaryDirectory(prefix="seqgan-speed-") as folder:
        run = pathlib.Path(folder) / "run"
        command = [*shlex.split(arguments.command), "train", gan, "--data", "shapes", "--threads", str(arguments.threads), "--out", str(run)]
        process = subprocess.Popen([*command, "--set", *(f"{key}={value}" for key, value in values.items())], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
        first, began, used = after(WARM_UP, process, run / "timings.jsonl")
        last, ended, now = after(WARM_UP + rounds, process, run / "timings.jsonl")
        process.communicate()
    images = (last - first) * round_steps * critic_steps * BATCH
    return images / (ended - began), images / (now - used)


def pytorch(gan, seconds):
    settings, _ = GANS[gan]
    command = [arguments.python, HERE / "reference.py", gan, "--width", settings["width"], "--size", settings["size"], "--batch", BATCH,
               "--threads", arguments.threads, "--seconds", seconds, *arguments.reference_option]
    found = json.loads(subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True, env=environment).stdout)
    return found["images"] / found["seconds"], found["images"] / found["processor"]


parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
parser.add_argument("--gans", nargs="+", default=list(GANS), choices=GANS)
parser.add_argument("--pairs", type=int, default=5)
parser.add_argument("--seconds", type=int, default=20, help="of each measurement, about")
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--command", default="./seqgan", help="the program and its first arguments")
parser.add_argument("--python", default="/usr/bin/python3", help="a Python that has PyTorch on the libtorch of the program")
parser.add_argument("--reference-option", action="append", default=[], help="an option of reference.py more")
arguments = parser.parse_args()
environment = os.environ | TUNED | {"OMP_NUM_THREADS": str(arguments.threads), "OPENBLAS_NUM_THREADS": str(arguments.threads)}

print("| GAN | pair | ours, images/s | PyTorch, images/s | ratio | ours, images/processor s | PyTorch, images/processor s | ratio |\n|---|---|---|---|---|---|---|---|")
summary = []
for gan in arguments.gans:
    pairs, (expected, _) = [], pytorch(gan, 3)
    for pair in range(1, arguments.pairs + 1):
        (mine, of_mine), (theirs, of_theirs) = ours(gan, arguments.seconds, expected), pytorch(gan, arguments.seconds)
        pairs.append((mine, theirs, mine / theirs, of_mine, of_theirs, of_mine / of_theirs))
        print(f"| {gan} | {pair} |" + "".join(f" {value:.3f} |" if value < 10 else f" {value:.0f} |" for value in pairs[-1]), flush=True)
    columns = list(zip(*pairs))
    cells = [f"{statistics.median(column):.0f}" for column in columns]
    for k in (2, 5):
        cells[k] = f"**{statistics.median(columns[k]):.3f}** ({min(columns[k]):.3f} to {max(columns[k]):.3f})"
    summary.append(f"| {gan} | median | {' | '.join(cells)} |")
print("\n".join(summary))
