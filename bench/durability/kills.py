"""Kills trainings at random moments, resumes them, and compares what they end with to a training that nobody disturbed.

    python3 bench/durability/kills.py 200 --command ./seqgan

Each run of kills.yaml is ended by a signal (default: KILL) one to three times: half of the times at a moment drawn
uniformly over the processor time of the training, half right after a temporary file or folder was seen to come or go in the run directory, with
up to 20 ms of delay. After every kill each checkpoint in sight must pass sha256sum; then the run is resumed, and at last to
its end. Exit code 1: a run could not be read or resumed, or ended with other bytes. The same seed draws the same moments.
"""
import argparse
import collections
import hashlib
import json
import os
import pathlib
import random
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time

EXPERIMENT = pathlib.Path(__file__).with_name("kills.yaml")
VARYING = {"log.txt", "timings.jsonl"}  # they tell the time
POLL = 0.002  # seconds


def digest(run):
    """One hash of every file of the run that does not tell the time: checkpoints, metrics, samples, reports."""
    total = hashlib.sha256()
    for file in sorted(path for path in run.rglob("*") if path.is_file() and path.name not in VARYING):
        total.update(f"{file.relative_to(run)} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def temporaries(run):
    """What is half made, or half removed."""
    folders = [run, run / "samples", run / "checkpoints"]
    names = (name for folder in folders if folder.is_dir() for name in os.listdir(folder))
    return {name for name in names if name.endswith((".tmp", ".replaced"))}


def processor_time(process):
    """Seconds, which do not grow when the machine is busy with something else."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_for(seconds, process):
    while process.poll() is None and processor_time(process) < seconds:
        time.sleep(POLL)


def wait_for_a_write(process, run):
    before = temporaries(run)
    while process.poll() is None and temporaries(run) == before:
        time.sleep(POLL)


def unsound(run):
    """The visible checkpoints that are not what was written."""
    for folder in sorted((run / "checkpoints").glob("step-*")):
        check = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, capture_output=True, text=True)
        if check.returncode != 0:
            yield f"{folder.name}: {check.stderr.strip()}"
        elif json.loads((folder / "state.json").read_text())["state"]["step"] != int(folder.name.removeprefix("step-").removesuffix(".replaced")):
            yield f"{folder.name}: its state is of another step"


class Harness:
    def __init__(self, arguments):
        self.command, self.signal = shlex.split(arguments.command), signal.Signals[f"SIG{arguments.signal}"]
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="seqgan-kills-", dir=arguments.folder))
        self.count, self.faults = collections.Counter(), []
        self.expected = self.finish(self.folder / "undisturbed")
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.seconds = usage.ru_utime + usage.ru_stime
        print(f"undisturbed: {self.seconds:.1f} s of processor time, {self.expected}", flush=True)

    def start(self, run):
        return subprocess.Popen([*self.command, "train", EXPERIMENT, "--out", run, "--resume"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def finish(self, run):
        process = self.start(run)
        errors = process.communicate()[1]
        self.count["resumes that fell back on an earlier checkpoint"] += "falling back" in errors
        if process.returncode != 0:
            self.faults.append(f"{run.name}: cannot be resumed, code {process.returncode}: {errors.strip()[-500:]}")
        return digest(run)

    def kill(self, run, chance):
        """Starts or resumes the run and kills it at a random moment; False: it had ended before."""
        at_a_write, delay = chance.random() < 0.5, chance.uniform(0, 0.02)
        process = self.start(run)
        wait_for(chance.uniform(0, self.seconds), process)
        if at_a_write:
            wait_for_a_write(process, run)
            time.sleep(delay)
        process.send_signal(self.signal)  # nothing, if it has ended
        errors = process.communicate()[1]
        self.count["resumes that fell back on an earlier checkpoint"] += "falling back" in errors
        if process.returncode == 0:
            self.count["trainings that had ended before their kill"] += 1
            return False
        code = process.returncode if process.returncode >= 0 else 128 - process.returncode
        if code != 128 + self.signal:
            self.faults.append(f"{run.name}: code {code} after {self.signal.name}: {errors.strip()[-500:]}")
        self.count[f"exit code {code}"] += 1
        self.count["kills"] += 1
        self.count["kills that left a temporary file or folder"] += len(temporaries(run)) > 0
        self.count["kills before the first checkpoint"] += not any((run / "checkpoints").glob("step-*"))
        for fault in unsound(run):
            self.count["unsound checkpoints"] += 1
            self.faults.append(f"{run.name}: {fault}")
        return True

    def run(self, number, seed):
        run, chance = self.folder / f"run{number}", random.Random(f"{seed}/{number}")
        kills = chance.choice([1, 1, 2, 3])
        killed = 0
        while killed < kills and self.kill(run, chance):
            killed += 1
        self.count["runs that were killed"] += killed > 0
        if self.finish(run) == self.expected:
            shutil.rmtree(run)
        else:
            self.faults.append(f"{run.name}: ended with other bytes than the undisturbed run; it is in {run}")


parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
parser.add_argument("runs", type=int, help="runs that are killed at least once")
parser.add_argument("--command", default="./seqgan", help="the program and its first arguments")
parser.add_argument("--signal", default="KILL", choices=["KILL", "TERM", "INT", "HUP"])
parser.add_argument("--seed", default=1, type=int)
parser.add_argument("--folder", help="where the runs are made (default: the system's folder for temporary files)")
arguments = parser.parse_args()
for ignored in (signal.SIGINT, signal.SIGHUP):
    signal.signal(ignored, signal.SIG_DFL)  # a program in the background would inherit that they are ignored
harness = Harness(arguments)
number = 0
while harness.count["runs that were killed"] < arguments.runs:
    harness.run(number, arguments.seed)
    number += 1
    if number % 10 == 0:
        print(f"{harness.count['runs that were killed']} runs, {harness.count['kills']} kills, {len(harness.faults)} faults", flush=True)
for name, value in sorted(harness.count.items()):
    print(f"{name}: {value}")
print("\n".join(harness.faults) or "every run was readable after every kill, and ended with the bytes of the undisturbed one")
sys.exit(len(harness.faults) > 0)
