"""A file that is imported: read, compared with the site that is there, and written as drafts."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import TYPE_CHECKING

from sitegen.api.known_site import read_known, with_asked_before
from sitegen.intake.drafting import Choices, find_drafts
from sitegen.intake.importing import ImportOptions, Outcome
from sitegen.intake.sheets.kept_columns import kept_columns
from sitegen.memory.refused import Refused, refuse_os_error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sitegen.intake.paper import Paper
    from sitegen.intake.sheets.sheet_split import ColumnChoice
    from sitegen.model.catalog import Catalog

_DAY = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


def choices_for(catalog: Catalog | None, taken: Sequence[int] = (), columns: ColumnChoice | None = None) -> Choices:
    """What was chosen of a file, with what the settings keep of earlier choices."""
    return Choices(taken, columns, kept_columns(catalog.settings.extra) if catalog else {})


def find_import(
    root: Path,
    catalog: Catalog | None,
    paper: Paper,
    name: str,
    today: str,
    choices: Choices,
    *,
    day: str = "",
    digest: str = "",
    way: str = "",
    usual: tuple[str, ...] = (),
) -> Outcome:
    """The drafts that the file of that name would become; nothing is written. Raises Refused.

    The day is the one that was named, else that of the file's name, else `today`; `usual` are the topics of questions
    in which no name of one stands.
    """
    site = read_known(root, catalog, usual)
    stem = name.rpartition(".")[0] or name
    options = ImportOptions(
        name=name,
        title=_title(stem),
        day=day or _day_of(stem) or today,
        folder=_folder(digest, site.digests),
        way=way,
        answerers=_answerers(catalog),
        kind="spoken" if paper.is_speech else "written",
    )
    return with_asked_before(find_drafts(paper, options, site, choices), catalog)


def write_import(root: Path, outcome: Outcome) -> None:
    """Write the drafts; the digest last, so that no half of it is taken for the whole. Raises Refused."""
    files = [(step.path, step.text, step.kind == "new") for step in outcome.steps if step.text]
    if outcome.digest:
        files.append((f"content/digests/{outcome.folder}/index.md", outcome.digest, True))
    for path, text, is_new in files:
        file = root / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if is_new:
                with file.open("xb") as stream:
                    stream.write(text.encode())
            else:
                replace_text(file, text)
        except FileExistsError as error:
            raise Refused(
                f"{path} is there already.", "Rename it, then import again; what is made already stays."
            ) from error
        except OSError as error:
            raise refuse_os_error(error, f"{path} cannot be written") from error


def replace_text(file: Path, text: str) -> None:
    """Put the text in the place of the file, whole or not at all. Raises OSError."""
    beside = file.with_name(f".{file.name}.tmp")
    beside.write_bytes(text.encode())
    os.replace(beside, file)


def _answerers(catalog: Catalog | None) -> tuple[str, ...]:
    """Who is likely to have answered: those of the last digest; where there is none, the only person of the site."""
    if catalog and catalog.digests:
        return tuple(ref.name for ref in catalog.digests[-1].answered_by)
    return tuple(catalog.people) if catalog and len(catalog.people) == 1 else ()


def _folder(digest: str, digests: Mapping[str, str]) -> str:
    if not digest:
        return ""
    name = digest.replace("\\", "/").strip("/").rpartition("/")[2]
    if name not in digests:
        there = "There are: " + ", ".join(sorted(digests)) if digests else "Leave --digest out, and import makes one."
        raise Refused(f"There is no digest “{digest}”.", there)
    return name


def _title(stem: str) -> str:
    words = _DAY.sub(" ", stem).replace("_", " ").replace("-", " ").split()
    title = " ".join(words) or "Questions and answers"
    return title[:1].upper() + title[1:]


def _day_of(stem: str) -> str:
    """The day in the file's name."""
    match = _DAY.search(stem)
    try:
        return date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""
