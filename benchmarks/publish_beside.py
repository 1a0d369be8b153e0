"""Publishing a whole project with this checkout beside another one, command by command, as ratios of processor time.

    python benchmarks/publish_beside.py OTHER_CHECKOUT [--entries 10000] [--rounds 3] [--work FOLDER]

Each checkout needs its `.venv`. In each round both do the same, in turns: the first publish of all, 20 edited answers,
nothing, twice more 20 edited answers (from the second on an old release goes), and two answers that are withdrawn, one
after the other; these are told as a share of this checkout's own first publish. Time is user and system time, since the
disk is shared.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

import corpus
from counted import Run, run

ROOT = Path(__file__).parent.parent
SETTINGS = "id: 3f0c9a51d2e87b64\npublish:\n  place:\n    to: ../served\n    keep: 2\n"
STEPS = ("first publish", "20 edits", "nothing", "second 20 edits", "third 20 edits")
WITHDRAWN = ("withdraw", "withdraw another")


class Copy(NamedTuple):
    """A project that is published with one checkout."""

    checkout: Path
    root: Path

    def run(self, *command: str) -> Run:
        """Run the command; ends where it fails."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        python = str(self.checkout / ".venv/bin/python")
        return run([python, "-m", "sitegen", *command], self.root, {**kept, "PYTHONPATH": str(self.checkout)})

    def entries(self) -> list[Path]:
        """The files of all answers."""
        return sorted((self.root / "content" / "digests").glob("*/q*.md"))

    def forget(self) -> None:
        """Begin from nothing."""
        for folder in (".sitegen", "output", "../served"):
            shutil.rmtree(self.root / folder, ignore_errors=True)

    def edit(self, turn: int) -> None:
        """Change 20 answers that were not changed before, and tell readers."""
        files = self.entries()
        today = datetime.now(UTC).date().isoformat()
        for file in files[turn :: len(files) // 20][:20]:
            fields, body = file.read_text().removeprefix("---\n").split("\n---\n", 1)
            told = f"updates:\n  - {{date: {today}, text: One thing more is known.}}"
            file.write_text(f"---\n{fields}\n{told}\n---\n{body}\n\nOne more line, number {turn}.\n")


def one_round(copies: tuple[Copy, Copy], number: int, runs: dict[str, list[tuple[Run, Run]]]) -> None:
    """Do all steps once with both, whoever is first in turns."""
    for turn, step in enumerate(STEPS):
        found = {}
        for copy in copies if number % 2 else copies[::-1]:
            if step == STEPS[0]:
                copy.forget()
            elif "edits" in step:
                copy.edit(len(STEPS) * number + turn)
            found[copy] = copy.run("publish")
        runs.setdefault(step, []).append((found[copies[0]], found[copies[1]]))
    entries = copies[1].entries()
    for turn, step in enumerate(WITHDRAWN, 1):
        name = entries[-len(WITHDRAWN) * number - turn].relative_to(copies[1].root / "content" / "digests")
        withdrawn = copies[1].run("withdraw", str(name), "--why", "It was wrong.", "--yes")
        runs.setdefault(step, []).append((runs[STEPS[0]][-1][1], withdrawn))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("other", type=Path)
    options.add_argument("--entries", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--work", type=Path, help="a folder for both copies, such as one in memory")
    chosen = options.parse_args()
    runs: dict[str, list[tuple[Run, Run]]] = {}
    with tempfile.TemporaryDirectory(dir=chosen.work) as folder:
        copies = tuple(
            Copy(checkout.absolute(), Path(folder) / name / "site")
            for checkout, name in ((chosen.other, "other"), (ROOT, "own"))
        )
        for copy in copies:
            corpus.make(chosen.entries, copy.root)
            with (copy.root / "sitegen.yaml").open("a") as settings:
                settings.write(SETTINGS)
        for number in range(chosen.rounds):
            one_round((copies[0], copies[1]), number, runs)
    print(
        f"{chosen.entries:,} answers; median of {chosen.rounds} (least–most), of processor time and of time by the wall"
    )
    for step, pairs in runs.items():
        ratios = [own.processor / other.processor for other, own in pairs]
        walls = [own.wall / other.wall for other, own in pairs]
        print(
            f"  {step:<16} {median(own.processor for _, own in pairs):6.2f} s   "
            f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})   "
            f"wall {median(walls):.2f} ({min(walls):.2f}–{max(walls):.2f})"
        )


if __name__ == "__main__":
    main()
