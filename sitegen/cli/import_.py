"""`sitegen import`: drafts from a Word file or a transcript, and what became of every word."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.api.project_folder import Project
from sitegen.cli.project import build_date_option, folder_option, project_of
from sitegen.cli.saying import say, say_json
from sitegen.intake import findings
from sitegen.intake.again import KnownQuestion, know
from sitegen.intake.draft_files import SiteNames, spaced
from sitegen.intake.formats import LARGEST_FILE, read_paper
from sitegen.intake.importing import ImportOptions, Outcome, import_paper
from sitegen.intake.paper import Paper
from sitegen.intake.splitting import WAYS
from sitegen.memory.refused import Refused, refuse_os_error, refusing
from sitegen.memory.regular import read_regular

if TYPE_CHECKING:
    from datetime import date

    from sitegen.model.catalog import Catalog

_DAY = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--digest", "digest", metavar="FOLDER", help="The digest's folder; else a new one, or that of the last time."
)
@click.option(
    "--split",
    "way",
    type=click.Choice([*WAYS, "italic"]),
    help="How questions are told from answers; else tried in turn.",
)
@click.option(
    "--take", "take", metavar="NUMBERS", help="Of a conversation: the questions to make drafts of, such as 1,4."
)
@click.option("--marked", metavar="NAME", help="Import although the file is marked so, such as “Internal”.")
@click.option("--dry-run", is_flag=True, help="Say what would be made, and make nothing.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the report is printed."
)
@folder_option
@build_date_option
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    digest: str | None,
    way: str | None,
    take: str | None,
    marked: str | None,
    dry_run: bool,  # noqa: FBT001 - as click gives it
    form: str,
    folder: Path | None,
    day: date | None,
) -> None:
    """Make drafts of the questions and answers in Word files and transcripts."""
    root = project_of(ctx, folder)
    catalog = _catalog(root)
    site = _names(catalog)
    answerers = tuple(ref.name for ref in catalog.digests[-1].answered_by) if catalog and catalog.digests else ()
    today = Project(root, day=day).today(catalog.settings.timezone if catalog else "UTC").isoformat()
    told = []
    papers = [(file, _read(file, marked)) for file in files]
    for file, paper in papers:
        known, digests = _known(root)
        options = ImportOptions(
            name=file.name,
            title=_title(file),
            day=day.isoformat() if day else _day_of(file) or today,
            folder=_folder(digest, digests),
            way=way or "",
            answerers=answerers,
            kind="spoken" if paper.is_speech else "written",
        )
        outcome = _find(paper, options, site, known, digests, take)
        if not dry_run:
            _write(root, outcome)
        told.append(outcome)
    if form == "json":
        say_json([findings.as_data(one) for one in told], 1)
        return
    for outcome in told:
        say(findings.as_text(outcome, dry=dry_run) + "\n")
    if any(outcome.digest or any(step.text for step in outcome.steps) for outcome in told) and not dry_run:
        say("Next: look at what needs your eye, choose topics, delete the lines  draft: true  and run:  sitegen check")


def _find(
    paper: Paper,
    options: ImportOptions,
    site: SiteNames,
    known: list[KnownQuestion],
    digests: dict[str, str],
    take: str | None,
) -> Outcome:
    if not paper.is_speech:
        if take:
            raise Refused(
                f"{options.name} is no conversation: there is nothing to take by number.", "Leave --take out."
            )
        return import_paper(paper, options, site, known, digests)
    from sitegen.intake.talks import import_talk

    return import_talk(paper, options, site, known, digests, _numbers(take))


def _numbers(take: str | None) -> list[int]:
    numbers = re.findall(r"\d+", take or "")
    if take and (not numbers or re.search(r"[^\d,;\s]", take)):
        raise Refused(f"“{take}” is no list of numbers.", "Write it like this:  --take 1,4")
    return [int(number[:6]) for number in numbers]


def _read(file: Path, marked: str | None) -> Paper:
    with refusing(f"{file.name} cannot be read"):
        if file.is_dir():
            raise Refused(f"{file} is a folder.", "Name the file in it that is to be imported.")
        if file.stat().st_size > LARGEST_FILE:
            raise Refused(f"{file.name} is larger than 100 MB.", "Save a copy without its pictures, and import that.")
        data = read_regular(file, follows=True)
    if not data:
        raise Refused(f"{file.name} is empty.", "If it is still being copied, wait until that has ended.")
    paper = read_paper(file.name, data)
    if paper.marked and (marked or "").casefold() != paper.marked.casefold():
        raise Refused(
            f"{file.name} is marked “{paper.marked}”: what it says may not be for everybody.",
            f'If it may be published, say so:  sitegen import "{file.name}" --marked "{paper.marked}"',
        )
    return paper


def _catalog(root: Path) -> Catalog | None:
    """What is there already, as far as it can be read."""
    from sitegen.engine.planning import make_plan
    from sitegen.engine.workspace import open_store, read_project

    with open_store(root) as store:
        return make_plan(read_project(root), store, Project(root).today).catalog


def _names(catalog: Catalog | None) -> SiteNames:
    topics, people = {}, {}
    for topic in catalog.topics.values() if catalog else ():
        topics.update({spaced(name): topic.id for name in (topic.title, *(ref.name for ref in topic.synonyms))})
    for person in catalog.people.values() if catalog else ():
        people.update({spaced(name): person.id for name in (person.name, *(role.title for role in person.roles))})
    return SiteNames(topics, people)


def _known(root: Path) -> tuple[list[KnownQuestion], dict[str, str]]:
    """The questions and the digests that are there."""
    known, digests = [], {}
    for file in sorted((root / "content" / "digests").glob("*/*.md")):
        try:
            text = read_regular(file).decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue  # check says what is wrong with it
        if file.name == "index.md":
            digests[file.parent.name] = text
        else:
            known.append(know(file.relative_to(root).as_posix(), text))
    return known, digests


def _folder(digest: str | None, digests: dict[str, str]) -> str:
    if not digest:
        return ""
    name = digest.replace("\\", "/").strip("/").rpartition("/")[2]
    if name not in digests:
        there = "There are: " + ", ".join(sorted(digests)) if digests else "Leave --digest out, and import makes one."
        raise Refused(f"There is no digest “{digest}”.", there)
    return name


def _title(file: Path) -> str:
    words = _DAY.sub(" ", file.stem).replace("_", " ").replace("-", " ").split()
    title = " ".join(words) or "Questions and answers"
    return title[:1].upper() + title[1:]


def _day_of(file: Path) -> str:
    """The day in the file's name."""
    from datetime import date

    match = _DAY.search(file.stem)
    try:
        return date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def _write(root: Path, outcome: Outcome) -> None:
    """Write the drafts; the digest last, so that no half of it is taken for the whole."""
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
                beside = file.with_name(f".{file.name}.tmp")
                beside.write_bytes(text.encode())
                os.replace(beside, file)
        except FileExistsError as error:
            raise Refused(
                f"{path} is there already.", "Rename it, then import again; what is made already stays."
            ) from error
        except OSError as error:
            raise refuse_os_error(error, f"{path} cannot be written") from error
