"""From save to page served: the preview of sitegen beside those of Hugo, Eleventy and MkDocs, in one run.

    python benchmarks/preview.py --entries 10000 --saves 20 --work /tmp/benchmarks

Each tool serves its project; a file is saved, and its page is asked for until it shows what was saved. Waiting for the
tool to notice is part of the time. The tools run one after the other, each alone on the machine, with the projects of
`run.py`. A tool that is slow is asked less often: no more than a minute for each kind of save, but three times at least.
Memory is the peak of the server's processes together.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

import corpus
import peers
import run

PORT = 8765
KEY: dict[str, str] = {}
"""What a browser sends that was let in."""
STEP = 0.002  # seconds between two questions
REST = 4.0  # seconds between two saves, so that each finds a tool that has come to rest
LEAST, ENOUGH = 3, 60  # saves, and seconds of waiting after which that many will do


class Previewer(NamedTuple):
    """A tool that serves its project."""

    tool: run.Tool
    command: list[str]
    page: str
    """The address of the entry's page."""
    listing: str
    """The address of the page of its first topic; empty where the tool makes none from titles."""


def previewers(work: Path, made: Path, sample: peers.Entry) -> list[Previewer]:
    """The tools with their servers."""
    known = {tool.name: tool for tool in run.tools(work, made, sample)}
    entry, topic, port = f"{sample.digest}/{sample.name}", sample.topics[0], str(PORT)
    hugo = [known["Hugo"].command[0], "server", "--quiet", "--port", port]
    sitegen = [sys.executable, "-m", "sitegen", "serve", "--date", "2026-11-24", "--port", port]
    eleventy = [known["Eleventy"].command[0], "--quiet", "--serve", f"--port={port}"]
    mkdocs = [known["MkDocs"].command[0], "serve", "--quiet", "--livereload", "-a", f"127.0.0.1:{port}"]
    return [
        Previewer(known["Hugo"], hugo, f"{entry}/", f"topics/{topic}/"),
        Previewer(known["sitegen"], sitegen, f"digests/{entry}.html", f"topics/{topic}.html"),
        Previewer(known["Eleventy"], eleventy, f"{entry}/", f"lists/{topic}/"),
        Previewer(known["MkDocs"], mkdocs, f"{entry}/", ""),
    ]


@contextlib.contextmanager
def serving(previewer: Previewer) -> Iterator[int]:
    """The tool's server, as a process of its own group; gives its id."""
    process = subprocess.Popen(
        previewer.command,
        cwd=previewer.tool.folder,
        env=run.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdout is not None
    KEY.clear()
    threading.Thread(target=listen, args=(process.stdout,), daemon=True).start()
    try:
        yield process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def listen(said: IO[bytes]) -> None:
    """Take all that the server says, so that it never waits; and the key to it, where it has one."""
    for line in said:
        found = re.search(rb"\?key=(\S+)", line)
        if found:
            KEY["Cookie"] = f"sitegen-{PORT}={found[1].decode()}"


def shows(address: str, mark: str) -> bool:
    """Whether the page is there and holds the text."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    try:
        connection.request("GET", f"/{address}", headers=KEY)
        response = connection.getresponse()
        return mark.encode() in response.read() and response.status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def until_shown(address: str, mark: str, patience: float) -> float:
    """Seconds until the page shows the text."""
    start = time.perf_counter()
    while not shows(address, mark):
        if time.perf_counter() - start > patience:
            raise SystemExit(f"{address} did not show {mark!r} within {patience:.0f} s")
        time.sleep(STEP)
    return time.perf_counter() - start


def saves(previewer: Previewer, scenario: str, count: int, name: str) -> list[float]:
    """Seconds from each save to the page that shows it."""
    file = previewer.tool.folder / previewer.tool.entry
    address = previewer.page if scenario == "one answer" else previewer.listing
    found = []
    for number in range(count):
        mark = f"Mark {name} {number}"
        text = file.read_text()
        if scenario == "one answer":
            text += f"\n{mark}.\n"
        else:
            lines = text.split("\n")
            at = next(index for index, line in enumerate(lines) if line.startswith(previewer.tool.title))
            lines[at] = previewer.tool.title + mark
            text = "\n".join(lines)
        file.write_text(text)
        found.append(until_shown(address, mark, 300))
        if len(found) >= LEAST and sum(found) > ENOUGH:
            break
        time.sleep(REST)
    return found


def megabytes(group: int) -> float:
    """The peak memory of all processes of the group together."""
    total = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                if int((folder / "stat").read_text().rpartition(") ")[2].split()[2]) == group:
                    status = (folder / "status").read_text()
                    total += int(status.partition("VmHWM:")[2].split()[0])
    return total / 1024


def main() -> None:
    """Measure all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--saves", type=int, default=20)
    parser.add_argument("--work", type=Path, default=Path("/tmp/benchmarks"))
    parser.add_argument("--only", nargs="*", help="names of tools; there are ratios where Hugo is one of them")
    options = parser.parse_args()
    run.install(options.work)
    made = options.work / f"corpus-{options.entries}"
    if not made.exists():
        corpus.make(options.entries, made)
    sample = peers.entries(made)[options.entries // 2]
    name = f"{time.monotonic_ns() % 10**9:09}"
    print(
        f"{options.entries:,} entries, up to {options.saves} saves; seconds, median (least to most; saves), and times Hugo's\n"
    )
    print("| | first page | one answer: its page | one title: its topic's page | memory |\n|---|---|---|---|---|")
    hugo: dict[str, float] = {}
    for previewer in previewers(options.work, made, sample):
        if options.only is not None and previewer.tool.name not in options.only:
            continue
        if not previewer.tool.folder.exists():
            previewer.tool.make(made, previewer.tool.folder)
        with serving(previewer) as group:
            row = [f"{until_shown(previewer.page, '<html', 900):.1f} s"]
            time.sleep(5)
            for scenario in ("one answer", "one title"):
                if scenario == "one title" and not previewer.listing:
                    row.append("–")
                    continue
                seconds = saves(previewer, scenario, options.saves, name)
                median = statistics.median(seconds)
                if previewer.tool.name == "Hugo":
                    hugo[scenario] = median
                ratio = f", {median / hugo[scenario]:.3f}" if hugo and previewer.tool.name != "Hugo" else ""
                row.append(f"{median:.3f} s ({min(seconds):.3f} to {max(seconds):.3f}; {len(seconds)}){ratio}")
            row.append(f"{megabytes(group):.0f} MB")
        print(f"| {previewer.tool.name} | " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
