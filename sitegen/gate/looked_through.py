"""What was looked through before: by the hash of its bytes, what was found in it. Masked, and so kept without harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.gate.served_finding import ServedFinding
from sitegen.memory.private import make_private
from sitegen.memory.table import read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAME = "looked-through"
_ROW = b"\n"  # a table wants one

Findings = dict[str, tuple[ServedFinding, ...]]
"""By the SHA-256 of a file's bytes."""


def read_looked_through(folder: Path, by: str) -> Findings:
    """What was found by the program and the settings that `by` stands for; nothing where that is not known."""
    try:
        head, rows = read_table(folder / _NAME, len(_ROW))
        if head["by"] != by:
            return {}
        found: Findings = dict.fromkeys(rows, ())
        found.update((sha256, tuple(ServedFinding(*map(str, one)) for one in all_)) for sha256, all_ in head["found"])
    except (OSError, ValueError, TypeError, LookupError):
        return {}
    return found


def write_looked_through(folder: Path, by: str, found: Mapping[str, tuple[ServedFinding, ...]]) -> None:
    """Keep it for the next time; raises OSError, Refused."""
    make_private(folder)
    head = {"by": by, "found": [(sha256, all_) for sha256, all_ in found.items() if all_]}
    write_table(folder / _NAME, head, dict.fromkeys(found, _ROW))
