"""What `sitegen init` wrote as an example, and still stands beside the writer's own answers."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import sitegen
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.model.names import SETTINGS, is_wordless, kind_of
from sitegen.problems.problem import Place, Problem, in_order
from sitegen.problems.unsaid_changes import sample as sample_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.memory.snapshot import Snapshot

_LONGEST_CHANCE = 24  # characters; a shorter line may be anybody's
_ANYBODYS = frozenset(
    (
        "language",
        "timezone",
        "asked_by",
        "review_every",
        "report_back_after",
        "brand",
        "noindex",
        "label",
        "kind",
        "nav",
    )
)
"""Settings and fields whose values in the sample are right for many."""


def find_leftovers(snapshot: Snapshot) -> tuple[Problem, ...]:
    """Everything of the sample that is left, each file and each setting, as errors.

    Nothing while there is no answer but the sample's: then somebody is trying it out. Raises OSError.
    """
    folder = sitegen.sample_folder()
    sample = {
        f"content/{file.relative_to(folder / 'content').as_posix()}": file.read_bytes()
        for file in (folder / "content").rglob("*")
        if file.is_file()
    }
    whole = {_print(data, ending): path for path, data in sample.items() for ending in (b"\n", b"\r\n")}
    own = any(
        kind_of(path) == "entry" and not is_wordless(path) and path not in sample and seen.fingerprint not in whole
        for path, seen in snapshot.files.items()
    )
    if not own:
        return ()
    found = [
        sample_problem(Place(path), f"This {_noun(path)}")
        for path, seen in snapshot.files.items()
        if path.startswith("content/") and seen.fingerprint in whole
    ]
    named = {problem.path for problem in found}
    for path in sample.keys() & snapshot.files.keys() - named:
        if path.endswith(".md"):
            found += [*_lines_left(path, sample[path], snapshot)][:1]
    found += _lines_left(SETTINGS, (folder / SETTINGS).read_bytes(), snapshot)
    return in_order(found)


def _lines_left(path: str, sample: bytes, snapshot: Snapshot) -> Iterator[Problem]:
    """The lines of a file that are the sample's and no others'."""
    if path not in snapshot.files:
        return
    invented = {
        said for line in sample.decode("utf-8").splitlines() if (said := _said(line, is_short_told=path == SETTINGS))
    }
    with suppress(UnicodeDecodeError):  # told elsewhere
        lines = snapshot.read(path).decode("utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            said = _said(line, is_short_told=path == SETTINGS)
            if said in invented:
                column = len(line) - len(line.lstrip()) + 1
                yield sample_problem(Place(path, number, column, max(1, len(line.strip()))), f"“{said}”")


def _said(line: str, *, is_short_told: bool) -> str:
    """What a line says, in whatever quotation marks; empty where it says nothing that must be somebody's."""
    text = line.strip().removeprefix("- ").strip()
    name, colon, value = text.partition(": ")
    if text.startswith("#") or name.rstrip(":") in _ANYBODYS or (text.endswith(":") and not colon):
        return ""
    said = value if colon and name.isidentifier() else text
    said = said.strip().strip("\"'")
    if said in ("", ">", "|", "---"):
        return ""
    return said if is_short_told or len(said) > _LONGEST_CHANCE or name == "name" else ""


def _noun(path: str) -> str:
    return {"person": "person", "topic": "topic", "digest": "digest", "entry": "answer", "page": "page"}.get(
        kind_of(path) or "", "file"
    )


def _print(data: bytes, ending: bytes) -> str:
    return fingerprint_bytes(data.replace(b"\r\n", b"\n").replace(b"\n", ending))
