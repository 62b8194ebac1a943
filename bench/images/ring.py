"""Trains every GAN on the ring of eight Gaussians with several seeds: modes covered, share of the points near one, seconds.

    python3 bench/images/ring.py --seeds 1 2 3

Every run is 'seqgan train ring' with the settings below. A mode counts if 2 % of 1,000 points lie within four standard deviations
of it. The answer is a Markdown table; the exit code is 1 if a run covers fewer than --modes.
"""
import argparse
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import time

GANS = {  # what a GAN needs besides the experiment's settings
    "minimax": "loss=minimax generator-rate=0.0002 critic-rate=0.0002",
    "non-saturating": "loss=non-saturating generator-rate=0.0002 critic-rate=0.0002",
    "least-squares": "loss=least-squares generator-rate=0.0002 critic-rate=0.0002",
    "wgan": "loss=wgan weight-clip=0.1",
    "wgan-gp": "loss=wgan-gp penalty=0.1 round-steps=50",
    "dragan": "loss=dragan penalty=1",
    "hinge": "loss=hinge",
    "loss-sensitive": "loss=loss-sensitive penalty=100",
    "bigan": "gan=bigan generator-rate=0.0005 critic-rate=0.0005",
    "vae": "gan=vae latent=2 pixel-variance=0.001 critic-rate=0 average=0",
    "cgan": "gan=cgan generator-rate=0.0002 critic-rate=0.0002",
    "acgan": "gan=acgan generator-rate=0.0002 critic-rate=0.0002",
    "infogan": "gan=infogan generator-rate=0.0002 critic-rate=0.0002",
    "semigan": "gan=semigan feature-matching=false loss=dragan penalty=1",
}


def train(settings, seed):
    """Modes, share near one, seconds on the clock and of the processors."""
    with tempfile.TemporaryDirectory(prefix="seqgan-ring-") as folder:
        command = [*shlex.split(arguments.command), "train", "ring", "--seed", str(seed), "--threads", str(arguments.threads), "--out", str(pathlib.Path(folder) / "run")]
        began, used = time.monotonic(), os.times()
        done = subprocess.run([*command, "--set", *settings.split()], capture_output=True, text=True, env=os.environ | {"OMP_NUM_THREADS": str(arguments.threads)})
        passed, now = time.monotonic() - began, os.times()
    if done.returncode != 0:
        sys.exit(f"{shlex.join(command)} --set {settings}: {done.stderr.strip().splitlines()[-1]}")
    modes, near = (float(re.search(rf"^{name} +(\S+)$", done.stdout, re.MULTILINE)[1]) for name in ("modes", "near"))
    return int(modes), near, passed, now.children_user + now.children_system - used.children_user - used.children_system


parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
parser.add_argument("gans", nargs="*", default=[], help=f"which of {', '.join(GANS)} (default: all)")
parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--modes", type=int, default=7, help="fewest that must be covered")
parser.add_argument("--command", default="./seqgan", help="the program and its first arguments")
arguments = parser.parse_args()
if unknown := [gan for gan in arguments.gans if gan not in GANS]:
    parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(GANS)}")

print("| GAN | settings | modes of 8 | near one | seconds | of a processor |\n|---|---|---|---|---|---|")
fewest = 8
for gan in arguments.gans or GANS:
    runs = [train(GANS[gan], seed) for seed in arguments.seeds]
    modes, near, seconds, processor = zip(*runs)
    fewest = min(fewest, *modes)
    print(f"| {gan} | `{GANS[gan]}` | {', '.join(map(str, modes))} | {', '.join(f'{share:.2f}' for share in near)} | {max(seconds):.0f} | {max(processor):.0f} |", flush=True)
sys.exit(fewest < arguments.modes)
