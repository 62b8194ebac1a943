"""SeqGAN's pieces beside PyTorch on the same libtorch: ours, the usual way, as well as plain PyTorch can, in turns; a Markdown table.

    python3 bench/speed/compare.py --passes 3 --repeat 3 --repeat-usual 1 --json results.json
    python3 bench/speed/compare.py g-step --variant fp32:precision=fp32 --variant bf16:precision=bf16

Every measurement is a process of its own, so that each peak of memory is one piece's. Threads: ours takes its default; PyTorch gets two threads and
OPENBLAS_NUM_THREADS=1, its best setting on two cores (--pytorch-threads 1 tries the other). A variant is ours with settings; without any there is one.
"""
import argparse
import datetime
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
PIECES = ["mle", "sampling", "g-step", "rollouts", "scoring", "update", "discriminator", "round"]
MEBIBYTE = 1 << 20
# What seqgan sets for itself (Compute/NativeRuntime.cs), for PyTorch by variables of the same meaning: faster on some pieces, and never a smaller peak.
TUNED = {"GOMP_SPINCOUNT": "1000", "MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "2147483647", "MALLOC_ARENA_MAX": "1"}
OWN_THREADS = {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"}  # not those of whoever calls


def measure(command, environment):
    """What a process printed, and how busy the machine was when it began."""
    load = os.getloadavg()[0]
    process = subprocess.run(command, capture_output=True, text=True, env={key: value for key, value in os.environ.items() if key not in OWN_THREADS} | environment)
    if process.returncode != 0:
        raise SystemExit(f"{shlex.join(command)} ended with code {process.returncode}: {process.stderr}")
    return json.loads(process.stdout) | {"load": load}


def ours(piece, settings):
    settings = [*arguments.set, *settings]
    command = [*shlex.split(arguments.command), "bench", piece, *shlex.split(arguments.rates), "--json", "--repeat", str(arguments.repeat), "--warm-up", str(arguments.warm_up)]
    command += ["--whole"] if arguments.whole else []
    found = measure(command + (["--set", *settings] if settings else []), {})
    return found["pieces"][0] | {"load": found["load"], "signature": found["signature"]}


def pytorch(script, piece, repeat, options):
    command = [arguments.python, str(HERE / script), piece, "--repeat", str(repeat), "--warm-up", str(arguments.warm_up), "--threads", str(arguments.pytorch_threads), *options]
    command += ["--whole"] if arguments.whole else []
    for setting in arguments.set:
        key, value = setting.split("=", maxsplit=1)
        command += ["--" + key, value]
    return measure(command, {"OPENBLAS_NUM_THREADS": "1"} | (TUNED if arguments.tuned else {}))


def summary(found):
    """One contender's measurements of a piece in one: every run of every pass."""
    runs = sorted((run for one in found for run in zip(one["seconds"], one["processor-seconds"])))
    seconds = [run[0] for run in runs]
    peaks = [one["peak-bytes"] for one in found if one["peak-bytes"] is not None]
    return {
        "median": statistics.median(seconds), "lowest": seconds[0], "highest": seconds[-1], "runs": seconds,
        "processor": statistics.median([run[1] for run in runs]),
        "peak-bytes": statistics.median(peaks) if peaks else None,
        "floor": found[0].get("floor"),
        "load": [one["load"] for one in found],
        "signature": found[0].get("signature"),
    }


def row(piece, name, one, references):
    cells = [piece, name, f"{one['median']:.3f}", f"{one['lowest']:.3f} to {one['highest']:.3f}", f"{one['processor']:.3f}", "" if one["peak-bytes"] is None else f"{one['peak-bytes'] / MEBIBYTE:.0f}"]
    for reference in references:
        cells.append("" if name in SCRIPTS else f"**{reference['median'] / one['median']:.2f}**")
    for reference in references:
        cells.append("" if name in SCRIPTS or not one["peak-bytes"] else f"{one['peak-bytes'] / reference['peak-bytes']:.2f}")
    cells.append("" if one["floor"] is None else f"{100 * one['floor'] / one['median']:.0f} %")
    return f"| {' | '.join(cells)} |"


parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
parser.add_argument("pieces", nargs="*", default=PIECES, help="default: all")
parser.add_argument("--passes", type=int, default=1, help="how often the contenders take turns")
parser.add_argument("--repeat", type=int, default=5, help="measured runs of each process")
parser.add_argument("--repeat-usual", type=int, help="of usual.py, which is slow; default: as the others")
parser.add_argument("--warm-up", type=int, default=1)
parser.add_argument("--whole", action="store_true", help="play rounds to their end; else they are extrapolated from their parts")
parser.add_argument("--variant", action="append", default=[], metavar="NAME:key=value,...", help="ours with settings")
parser.add_argument("--set", nargs="+", default=[], metavar="key=value", help="sizes of all contenders: vocabulary, length, lines, batch, rollouts, embedding, hidden, discriminator-embedding")
parser.add_argument("--plain-option", action="append", default=[], help="an option of plain.py, such as --plain-option=--fp32")
parser.add_argument("--pytorch-threads", type=int, default=2)
parser.add_argument("--tuned", action="store_true", help="give PyTorch the settings of OpenMP and malloc that seqgan gives itself")
parser.add_argument("--command", default=str(HERE.parent.parent / "seqgan"), help="the program and its first arguments")
parser.add_argument("--rates", default="", help="options of seqgan bench that tell the machine's rates, such as '--gflops 392 --gflops-bf16 754 --gbytes 41'")
parser.add_argument("--python", default="/usr/bin/python3", help="a Python that has PyTorch on the libtorch of the program")
parser.add_argument("--json", type=pathlib.Path, help="where to write every run")
arguments = parser.parse_args()
if strange := set(arguments.pieces) - set(PIECES):
    parser.error(f"there is no piece {', '.join(sorted(strange))}; there are {', '.join(PIECES)}")

SCRIPTS = {"usual": lambda piece: pytorch("usual.py", piece, arguments.repeat_usual or arguments.repeat, []), "plain": lambda piece: pytorch("plain.py", piece, arguments.repeat, arguments.plain_option)}
variants = dict((variant.partition(":")[0], [setting for setting in variant.partition(":")[2].split(",") if setting]) for variant in arguments.variant or ["ours:"])
contenders = {name: lambda piece, settings=settings: ours(piece, settings) for name, settings in variants.items()} | SCRIPTS

print("| piece | who | median s | lowest to highest | cpu s | peak MiB | faster than usual | faster than plain | memory of usual's | of plain's | of floor |\n" + "|---" * 11 + "|")
results = {}
for piece in arguments.pieces:
    found = {name: [] for name in contenders}
    for turn in range(arguments.passes):
        for name, play in contenders.items():
            print(f"{piece}, {name}: {turn + 1} of {arguments.passes}", file=sys.stderr)
            found[name].append(play(piece))
    results[piece] = {name: summary(measurements) for name, measurements in found.items()}
    for name, one in results[piece].items():
        print(row(piece, name, one, [results[piece][script] for script in SCRIPTS]), flush=True)
loads = [load for piece in results.values() for one in piece.values() for load in one["load"]]
signatures = sorted({one["signature"] for piece in results.values() for one in piece.values() if one["signature"]})
print(f"\npeak: above the idle process with libtorch loaded, a process for each piece. Load of the machine when a process began: {min(loads):.1f} to {max(loads):.1f}.")
print("\n".join(f"`{signature}`" for signature in signatures))
if arguments.json:
    arguments.json.write_text(json.dumps({"date": datetime.date.today().isoformat(), "command": shlex.join(sys.argv), "pieces": results}, indent=1) + "\n")
