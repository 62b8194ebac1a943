"""What a checkpoint after every round adds to the reference configuration, from a short run with its networks and batches.

    ./seqgan train oracle --threads 1 --out runs/cost --set save-every=1 controls=false pretrain-epochs=12 discriminator-pretrain=4 \\
      rounds=3 discriminator-epochs=1 discriminator-steps=1 oracle.train-samples=640 oracle.test-samples=64 evaluation-samples=64 \\
      evaluate-every=0
    python3 bench/durability/cost.py runs/cost

The run has the steps of the whole experiment, only fewer of them: 640 sequences for 10,000 (a discriminator's set has as many
again). An epoch there takes as much longer as it has more steps. Of a checkpoint it tells the median; of every turn the fastest,
as it would be on an idle machine: the shares are upper bounds.
"""
import json
import pathlib
import statistics
import sys

BATCH, HERE, PUBLISHED = 64, 640, 10_000  # sequences
EPOCHS, SETS = 3, 5  # of the discriminator, a set and a round

rows = [json.loads(line) for line in (pathlib.Path(sys.argv[1]) / "timings.jsonl").read_text().splitlines()]


def fastest(name):
    return min(row[name] for row in rows if name in row)


def steps(sequences):
    return -(-sequences // BATCH)


judging = fastest("discriminator") * EPOCHS * steps(2 * PUBLISHED) / steps(2 * HERE)
phases = [
    ("mle", 120, fastest("mle") * steps(PUBLISHED) / steps(HERE)),
    ("discriminator", 50, judging),
    ("adversarial", 150, fastest("policy") + SETS * judging),
]
times = [row["checkpoint"] for row in rows if "checkpoint" in row]
checkpoint = statistics.median(times)
print(f"a checkpoint: median {checkpoint:.2f} s of {len(times)}, {min(times):.2f} to {max(times):.2f} s\n")
print("| phase | rounds | seconds a round | a checkpoint is |\n|---|---|---|---|")
for name, rounds, seconds in phases:
    print(f"| {name} | {rounds} | {seconds:.1f} | {100 * checkpoint / seconds:.1f} % |")
whole, saves = sum(rounds * seconds for _, rounds, seconds in phases), sum(rounds for _, rounds, _ in phases)
print(f"| all | {saves} | {whole / 3600:.1f} hours in all | {100 * saves * checkpoint / whole:.2f} % |")
