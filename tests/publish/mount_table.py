"""Tries every kind of mount that can be had here, and prints the table of docs/reliability.md.

python tests/publish/mount_table.py [KIND …]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.append(str(Path(__file__).parents[1]))

from mount_kinds import KINDS, MountKind
from mount_trials import TRIALS
from mounts_run import TrialResult, lacking, try_kinds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

POINTS, LONGEST = 6, 3000.0
HEAD = (
    *(
        "mount",
        "the system calls it",
        "switches",
        "first, 20 edits and back beside a disk in memory",
        "three at once",
        "killed",
    ),
    *("full", "read-only", "lock held by another", "built there", "an edit is seen after"),
)


def table(kinds: Sequence[MountKind], results: Sequence[TrialResult]) -> str:
    """A row for each kind that could be made."""
    by_trial = {(result.kind, result.trial): result for result in results}
    rows = [_row(kind, by_trial) for kind in kinds if not by_trial.get((kind.name, "made"), TrialResult("", "")).failed]
    return "\n".join(" | ".join(("", *cells, "")).strip() for cells in (HEAD, ["---"] * len(HEAD), *rows))


def _row(kind: MountKind, by_trial: Mapping[tuple[str, str], TrialResult]) -> list[str]:
    none = TrialResult(kind.name, "")
    cells = [_cell(by_trial.get((kind.name, trial.__name__), none)) for trial in TRIALS]
    return [kind.name, by_trial.get((kind.name, "made"), none).note, kind.way, *cells]


def _cell(result: TrialResult) -> str:
    if result.failed:
        return "**no**"
    return result.note or ("yes" if result.took and not result.untried else "–")


def main(names: Sequence[str]) -> int:
    """Try those, or all; the exit code is 1 where something does not hold."""
    chosen = [kind for kind in KINDS if kind.name in names or not names]
    for kind in chosen:
        if absent := lacking(kind):
            print(f"{kind.name}: not tried, for want of {', '.join(absent)}", file=sys.stderr)
    there = [kind for kind in chosen if not lacking(kind)]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        results = try_kinds(there, Path(folder), POINTS, LONGEST)
    for result in results:
        if result.failed:
            print(f"\n{result.kind}, {result.trial}, after {result.took} s:\n{result.failed}", file=sys.stderr)
    print(table(there, results))
    return int(any(result.failed for result in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
