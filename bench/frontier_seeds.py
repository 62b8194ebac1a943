"""Mean and standard deviation over seeds of the points in several runs' frontier.csv, as a Markdown table.

    python3 bench/frontier_seeds.py runs/seed1 runs/seed2 runs/seed3
"""
import csv
import pathlib
import statistics
import sys

points = {}
for run in sys.argv[1:]:
    with open(pathlib.Path(run) / "frontier.csv", newline="") as file:
        for row in csv.DictReader(file):
            values = points.setdefault((row["generator"], row["setting"]), [])
            values.append((float(row["nll-oracle"]), float(row["nll-test"])))

print("| generator | setting | nll-oracle | nll-test |\n|---|---|---|---|")
for (generator, setting), values in points.items():
    cells = (f"{statistics.mean(column):.3f} ± {statistics.stdev(column):.3f}" for column in zip(*values))
    print(f"| {generator} | {setting} | {' | '.join(cells)} |")
