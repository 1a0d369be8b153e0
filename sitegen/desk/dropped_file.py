"""A file that was dropped on the desk: what it would become, in words; and its drafts, once that is wanted."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.api.imported_files import choices_for, find_import, write_import
from sitegen.api.known_site import one_import
from sitegen.intake.findings import WAYS, as_data
from sitegen.intake.reader_process import read_apart
from sitegen.intake.splitting import WAYS as TRIED
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.refused import Refused
from sitegen.reading.source import NOT_TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sitegen.desk.changed_files import ChangedFiles
    from sitegen.intake.importing import Outcome
    from sitegen.model.catalog import Catalog

_LONGEST_NAME = 120


class DroppedFile(NamedTuple):
    """A file as a page of the desk sends it, and what was chosen of it."""

    name: str
    data: bytes
    way: str = ""
    """How questions are told from answers; empty where that is tried in turn."""
    taken: Sequence[int] = ()
    """Of a conversation: numbers of the questions that are wanted."""


def dropped_file(said: dict[str, Any]) -> DroppedFile | None:
    """What the page says; None where that is no file."""
    name, data, way, taken = said.get("name"), said.get("data"), said.get("way", ""), said.get("take", [])
    if not isinstance(name, str) or not isinstance(data, str) or way not in ("", "italic", *TRIED):
        return None
    if not isinstance(taken, list) or not all(type(number) is int and 0 < number < 100_000 for number in taken):
        return None
    plain = NOT_TEXT.sub("", name.replace("\\", "/").rpartition("/")[2])[-_LONGEST_NAME:]
    try:
        return DroppedFile(plain, base64.b64decode(data, validate=True), way, taken)
    except (binascii.Error, ValueError):
        return None


def look_into(root: Path, catalog: Catalog | None, today: str, file: DroppedFile) -> Outcome:
    """What the file would become; nothing is written. Raises Refused."""
    if not file.data:
        raise Refused(f"{file.name} is empty.", "If it is still being copied, wait until that has ended.")
    paper = read_apart(file.name, file.data)
    choices = choices_for(catalog, file.taken)
    outcome = find_import(root, catalog, paper, file.name, today, choices, way=file.way)
    return outcome._replace(marked=paper.marked)


def report_of(outcome: Outcome) -> dict[str, Any]:
    """What a page shows of it; what looks private is masked."""
    told = as_data(outcome)
    return {**told, "way_words": WAYS.get(outcome.way, ""), "ways": WAYS}


def make_drafts(
    root: Path, files: ChangedFiles, catalog: Catalog | None, today: str, file: DroppedFile, marked: str
) -> str:
    """Write the drafts; gives the path of their digest's file. Raises Refused.

    `marked` is the mark that the file bears and that somebody has seen.
    """
    with one_import(root):
        outcome = look_into(root, catalog, today, file)
        if outcome.marked and marked != outcome.marked:
            raise Refused(f"{file.name} is marked “{outcome.marked}”.", "Say that what it says may be for everybody.")
        if not outcome.steps:
            raise Refused(f"There is no question in {file.name}.", "Nothing was made.")
        write_import(root, outcome)
    written = [step.path for step in outcome.steps if step.text]
    path = f"content/digests/{outcome.folder}/index.md"
    for last in (*written[-1:], path):
        files.await_seen(last, fingerprint_bytes(files.read(last)))
    return path
