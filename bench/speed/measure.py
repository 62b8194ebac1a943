"""Times the pieces of a training for the command line of usual.py and plain.py; one process measures one piece and prints one line of JSON."""
import argparse
import dataclasses
import json
import pathlib
import resource
import time

import torch

import network

SETS, EPOCHS = 5, 3  # of the discriminator in a round


def memory(field):
    """A number of /proc/self/status in bytes: VmRSS what is resident, VmHWM the most that was."""
    return next(int(line.split()[1]) * 1024 for line in pathlib.Path("/proc/self/status").read_text().splitlines() if line.startswith(field))


IDLE = memory("VmRSS")


def has_bf16():
    """Whether oneDNN multiplies bf16 on this processor."""
    return "avx512bw" in pathlib.Path("/proc/cpuinfo").read_text().split()


def processor():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


class Lap:
    """Seconds by the clock and of the processors."""

    def __init__(self, seconds, processors):
        self.seconds, self.processors = seconds, processors

    @staticmethod
    def of(work, *arguments):
        began, used = time.perf_counter(), processor()
        result = work(*arguments)
        return Lap(time.perf_counter() - began, processor() - used), result

    def __add__(self, other):
        return Lap(self.seconds + other.seconds, self.processors + other.processors)

    def __rmul__(self, times):
        return Lap(times * self.seconds, times * self.processors)


def play(piece, game, whole):
    """One lap of a piece: what it needs is made before the clock starts."""
    if piece != "round":
        return Lap.of(getattr(game, piece.replace("-", "_")), *game.needs(piece))[0]
    if whole:
        return Lap.of(play_round, game)[0]
    step, _ = Lap.of(game.g_step)
    drawing, fakes = Lap.of(game.sampling)
    return step + SETS * (drawing + EPOCHS * Lap.of(game.discriminator, fakes)[0])


def play_round(game):
    game.g_step()
    for _ in range(SETS):
        fakes = game.sampling()
        for _ in range(EPOCHS):
            game.discriminator(fakes)


def main(description, create):
    """create: makes a game of sizes and the command line, an object with a method for each piece and needs(piece), the arguments of that method."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("piece", choices=["mle", "sampling", "g-step", "rollouts", "scoring", "update", "discriminator", "round"])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--warm-up", type=int, default=1)
    parser.add_argument("--whole", action="store_true", help="play a round to its end; else it is extrapolated from a policy step, a set and an epoch of the discriminator")
    parser.add_argument("--threads", type=int, default=2)
    for field in dataclasses.fields(network.Sizes):
        parser.add_argument("--" + field.name.replace("_", "-"), type=int, default=field.default)
    parser.add_argument("--fp32", action="store_true", default=not has_bf16(), help="plain.py: no bf16; default where the processor has no AVX-512, on which PyTorch multiplies bf16 number by number")
    parser.add_argument("--cumsum", action="store_true", help="plain.py: search the sums over the whole vocabulary at once, which is slower")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    pathlib.Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    sizes = network.Sizes(**{field.name: getattr(arguments, field.name) for field in dataclasses.fields(network.Sizes)})
    game = create(sizes, bf16=not arguments.fp32, blocks=not arguments.cumsum)
    laps = [play(arguments.piece, game, arguments.whole) for _ in range(arguments.warm_up + arguments.repeat)][arguments.warm_up:]
    print(json.dumps({
        "piece": arguments.piece,
        "seconds": [lap.seconds for lap in laps],
        "processor-seconds": [lap.processors for lap in laps],
        "peak-bytes": memory("VmHWM") - IDLE,
        "extrapolated": arguments.piece == "round" and not arguments.whole,
        "threads": arguments.threads,
        "torch": torch.__version__,
    }))
