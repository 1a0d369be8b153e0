"""What was looked through before: by the hash of its bytes, what was found in it. Masked, and so kept without harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.gate.served_finding import ServedFinding
from sitegen.memory.private import make_private
from sitegen.memory.table import read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PAGES, FILES = "looked-through", "looked-through-files"
"""Names of what is kept: of a whole site, and of the files alone that go into it as they are."""
_ROW = b"\n"  # a table wants one

Findings = dict[str, tuple[ServedFinding, ...]]
"""By what stands for the bytes of a file, such as their SHA-256."""


def read_looked_through(folder: Path, by: str, name: str = PAGES) -> Findings:
    """What was found by the program and the settings that `by` stands for; nothing where that is not known."""
    try:
        head, rows = read_table(folder / name, len(_ROW))
        if head["by"] != by:
            return {}
        found: Findings = dict.fromkeys(rows, ())
        found.update((key, tuple(ServedFinding(*map(str, one)) for one in all_)) for key, all_ in head["found"])
    except (OSError, ValueError, TypeError, LookupError):
        return {}
    return found


def write_looked_through(
    folder: Path, by: str, found: Mapping[str, tuple[ServedFinding, ...]], name: str = PAGES
) -> None:
    """Keep it for the next time; raises OSError, Refused."""
    make_private(folder)
    head = {"by": by, "found": [(key, all_) for key, all_ in found.items() if all_]}
    write_table(folder / name, head, dict.fromkeys(found, _ROW))
