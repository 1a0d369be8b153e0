"""A digest by whatever somebody calls it: its folder's name, a part of that, its id, address or path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.problems.guessing import nearest

if TYPE_CHECKING:
    from pathlib import Path

_DIGESTS = "content/digests"
_LISTED = 12


def find_digest(root: Path, name: str) -> str:
    """The name of the digest's folder; raises Refused."""
    folders = sorted(file.parent.name for file in (root / _DIGESTS).glob("*/index.md"))
    parts = [part for part in name.strip().replace("\\", "/").split("/") if part not in ("", ".")]
    exact = [part for part in parts if part in folders]
    if exact:
        return exact[-1]
    wanted = parts[-1] if parts else ""
    found = [folder for folder in folders if wanted and wanted in folder]
    if len(found) == 1:
        return found[0]
    near = nearest(wanted, folders) if not found else ""
    listed = "There are: " + ", ".join((found or folders)[-_LISTED:]) if folders else "Make one:  sitegen new digest"
    hint = f"Did you mean {near}?" if near else listed
    raise Refused(f"“{name}” is the name of {'several digests' if found else 'no digest'}.", hint)
