"""How many of the branches of each room the tests have taken, against the floors in pyproject.toml.

Run by `make test` and `make covered`, after the tests that it is about. Branches are counted, not lines: a rule that is
only ever tried on one side has every line run.
"""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).parents[1]


def branches(coverage: Coverage, room: str) -> tuple[int, int]:
    """How many branches of the modules of a room were taken, and how many there are."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        coverage.json_report(include=f"{room}/*", outfile=str(report))
        totals = json.loads(report.read_text())["totals"]
    return totals["covered_branches"], totals["num_branches"]


def main() -> int:
    """Say the figure of each room; 1 where one is below its floor."""
    floors = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["branches"]
    coverage = Coverage(config_file=str(ROOT / "pyproject.toml"), data_file=str(ROOT / ".coverage"))
    coverage.combine([str(ROOT)], strict=True)  # what each process of the tests has left
    low = False
    for room, floor in floors.items():
        taken, there = branches(coverage, room)
        share = 100 * taken / there
        low |= share < floor
        verdict = f"below its floor of {floor} %" if share < floor else f"at least {floor} %"
        print(f"{room:<18} {taken:>4} of {there:>4} branches: {share:5.1f} %, {verdict}")
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
