"""Runs kinds of mounts in user-mode Linux, and gathers what came of each."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mount_kinds import MODULES, MountKind
from usermode import run_inside

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
PROGRAM_PLACES = "/usr/sbin:/usr/bin:/sbin:/bin"


class TrialResult(NamedTuple):
    """What came of one trial on one kind of mount."""

    kind: str
    trial: str
    note: str = ""
    """What was seen."""
    failed: str = ""
    """What went wrong; empty where nothing did."""
    untried: str = ""
    """Why it could not be tried; empty where it was."""
    took: str = ""
    """In seconds."""


def lacking(kind: MountKind) -> list[str]:
    """The programs that it needs, and that this computer has not got."""
    return [name for name in kind.programs if not shutil.which(name, path=PROGRAM_PLACES)]


def try_kinds(kinds: Sequence[MountKind], folder: Path, points: int, seconds: float) -> list[TrialResult]:
    """Try all of them, one after the other; raises Missing where there is no such kernel."""
    results = folder / "kept/results"
    command = [sys.executable, str(HERE / "mounts_inside.py"), str(results), str(points)]
    variables = {"PYTHONPATH": f"{HERE.parent}:{HERE}"}
    said = run_inside([*command, *(kind.name for kind in kinds)], folder, MODULES, variables, seconds)
    assert results.exists(), said[-3000:]
    return [TrialResult(**json.loads(line)) for line in results.read_text().splitlines()]
