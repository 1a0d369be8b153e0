"""What runs in user-mode Linux: makes each kind of mount that is named, and tries on it what must hold.

mounts_inside.py RESULTS POINTS KIND …
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from mount_kinds import KINDS, PRELUDE, REFUSED, MountKind
from mount_trials import OF_READ_ONLY, TRIALS, Untried
from mounted import Mounted

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 150  # seconds for one trial
SMALL = "48m"


def make(kind: MountKind, points: int) -> Mounted:
    """Mount it."""
    folder, below = Path("/mnt") / kind.name, Path("/srv") / kind.name
    again = folder.with_name(f"{kind.name}.2") if kind.again else None
    for each in filter(None, (folder, below, again)):
        each.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", below], check=True)
    variables = {**os.environ, "K": kind.name, "M": str(folder), "B": str(below), "D": f"/srv/{kind.name}.img"}
    script = f"{PRELUDE}\n{kind.make}\n{kind.again}\n"
    made = subprocess.run(
        ["/bin/bash", "-c", script],
        env=variables, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LONGEST,
    )  # a command and its words  # fmt: skip
    said = (made.stdout + made.stderr).strip()
    assert made.returncode == 0, f"{kind.name} cannot be made: {said[-600:]}"
    until = time.monotonic() + 10
    while not os.path.ismount(folder):
        assert time.monotonic() < until, f"{kind.name} is not there: {said[-600:]}"
        time.sleep(0.2)
    points = points if kind.can_be_full else min(points, 2)  # what sends later takes long
    places = {"$B": below, "$M.2": again, "": None}
    return Mounted(kind, folder, places[kind.behind], again, places[kind.elsewhere], points)


def results(kind: MountKind, points: int) -> Iterator[dict[str, str]]:
    """Of each trial what came of it."""
    begun = time.monotonic()
    try:
        mount = make(kind, points)
    except Exception:  # noqa: BLE001 - the others are tried all the same
        yield {"trial": "made", "failed": traceback.format_exc()[-1500:]}
        return
    yield {"trial": "made", "note": _kind_of_system(mount.folder), "took": f"{time.monotonic() - begun:.1f}"}
    for trial in OF_READ_ONLY if kind.way == REFUSED else TRIALS:
        begun, row = time.monotonic(), {"trial": trial.__name__}
        signal.alarm(LONGEST)
        try:
            row["note"] = trial(mount)
        except Untried as why:
            row["untried"] = str(why)
        except BaseException:  # noqa: BLE001 - the others are tried all the same
            row["failed"] = traceback.format_exc()[-2500:]
        signal.alarm(0)
        yield {**row, "took": f"{time.monotonic() - begun:.1f}"}
    for each in (mount.again, mount.folder):
        subprocess.run(["umount", "-l", each], check=False, capture_output=True) if each else None


def _kind_of_system(folder: Path) -> str:
    lines = (line.split() for line in Path("/proc/mounts").read_text().splitlines())
    return next((fields[2] for fields in lines if fields[1] == str(folder)), "")


def _too_long(*_: object) -> None:
    raise TimeoutError(f"no end after {LONGEST} seconds")


def run(to: Path, points: int, names: list[str]) -> None:
    """Try these kinds, and write what came of it, a line each."""
    signal.signal(signal.SIGALRM, _too_long)
    known = {kind.name: kind for kind in KINDS}
    with to.open("a") as stream:
        for name in names:
            for row in results(known[name], points):
                stream.write(json.dumps({"kind": name, **row}) + "\n")
                stream.flush()


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
