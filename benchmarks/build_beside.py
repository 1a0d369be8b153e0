"""Building with this sitegen beside another one, edit by edit, as ratios of processor time and of memory.

    python benchmarks/build_beside.py OTHER_PYTHON [--entries 10000] [--rounds 5] [--work FOLDER]

Both are named by a Python in which they are installed; this one's is the one that runs this. A checkout pays for hashing
its own code at each build, which an installed copy does not: install both in the same way. In each round both do the same,
in turns: they build from nothing, again with nothing changed, after an edited answer, a new title, a new question and an
edited template. Time is user and system time of all processes, since the machine is shared; memory is the largest one's.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import NamedTuple

import corpus
from counted import Run, run

DAY = "2026-11-24"
STEPS = ("cold", "nothing", "answer", "title", "question", "template")


class Copy(NamedTuple):
    """A project that is built with one sitegen."""

    python: Path
    root: Path

    def build(self) -> Run:
        """Build it; ends where that fails."""
        kept = {
            name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
        }
        return run([str(self.python), "-m", "sitegen", "build", "--date", DAY], self.root, kept)

    def prepare(self, step: str, number: int) -> None:
        """Change what the step changes, elsewhere in each round."""
        entries = sorted((self.root / "content" / "digests").glob("*/q*.md"))
        entry = entries[(number * 2 + 1) * len(entries) // 97]
        text = entry.read_text()
        if step == "cold":
            for folder in (".sitegen", "output"):
                shutil.rmtree(self.root / folder, ignore_errors=True)
        elif step == "answer":
            entry.write_text(f"{text}\nOne more sentence, number {number}.\n")
        elif step == "title":
            fields = text.split("\n")
            at = next(index for index, line in enumerate(fields) if line.startswith("title: "))
            fields[at] = f"title: Another title {number}"
            entry.write_text("\n".join(fields))
        elif step == "question":
            entry.with_name(f"new-{number}.md").write_text(text.replace("title: ", f"title: New {number} "))
        elif step == "template":
            file = self.root / "templates" / "entry.html"
            file.parent.mkdir(exist_ok=True)
            file.write_text((self._theme() / file.name).read_text() + f"\n<!-- {number} -->\n")

    def _theme(self) -> Path:
        code = "import sitegen; print(sitegen.theme_folder())"
        return Path(
            subprocess.run([self.python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        )


def make_project(count: int, root: Path) -> None:
    """A corpus whose promises have been kept, since not every sitegen reminds of the same others."""
    corpus.make(count, root)
    for file in root.glob("content/digests/*/q*.md"):
        kept = f"    updates: [{{date: {file.parent.name[:10]}, status: done, note: It was done.}}]\n"
        file.write_text(file.read_text().replace("    strength: commitment\n", f"    strength: commitment\n{kept}"))


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("other", type=Path)
    options.add_argument("--entries", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--work", type=Path, help="a folder for both copies, such as one in memory")
    chosen = options.parse_args()
    pairs: dict[str, list[tuple[Run, Run]]] = {step: [] for step in STEPS}
    with tempfile.TemporaryDirectory(dir=chosen.work) as folder:
        pythons = {"other": chosen.other.absolute(), "own": Path(sys.executable)}
        copies = [Copy(python, Path(folder) / name) for name, python in pythons.items()]
        for copy in copies:
            make_project(chosen.entries, copy.root)
        for number in range(chosen.rounds):
            for step in STEPS:
                runs = {}
                for copy in copies if number % 2 else copies[::-1]:
                    copy.prepare(step, number)
                    runs[copy] = copy.build()
                pairs[step].append((runs[copies[0]], runs[copies[1]]))
                print(step, *runs.values(), file=sys.stderr, flush=True)
    print(f"{chosen.entries:,} entries; this one's median, and its ratio to the other's (least to most)")
    for step, found in pairs.items():
        row = [f"{step:<10}"]
        for of, unit in ((0, "s"), (1, "MB")):
            ratios = sorted(own[of] / other[of] for other, own in found)
            middle = median(own[of] for _, own in found)
            row.append(f"{middle:7.2f} {unit} {median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")
        print("  ".join(row))


if __name__ == "__main__":
    main()
