"""`sitegen import`: drafts from what the writer has, and what became of every word."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.api.imported_files import choices_for, find_import, replace_text, write_import
from sitegen.api.known_site import one_import, read_catalog
from sitegen.api.project_folder import Project
from sitegen.cli.project import build_date_option, folder_option, project_of
from sitegen.cli.saying import say, say_json
from sitegen.cli.topic_names import topic_id
from sitegen.engine.workspace import MEMORY
from sitegen.intake import findings
from sitegen.intake.formats import LARGEST_FILE
from sitegen.intake.reader_process import read_apart
from sitegen.intake.report_page import as_page
from sitegen.intake.sheets.kept_columns import with_columns
from sitegen.intake.sheets.sheet_split import ColumnChoice
from sitegen.intake.splitting import WAYS
from sitegen.memory.refused import Refused, refusing
from sitegen.memory.regular import create, read_regular

if TYPE_CHECKING:
    from datetime import date

    from sitegen.intake.drafting import Choices
    from sitegen.intake.importing import Outcome
    from sitegen.intake.paper import Paper


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
@click.option(
    "--columns", "columns", metavar="Q,A", help="Of a sheet: its columns of questions and answers, such as B,C."
)
@click.option(
    "--topic", "named", metavar="NAME", multiple=True, help="Of questions in which no topic stands; may be given twice."
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
    columns: str | None,
    named: tuple[str, ...],
    marked: str | None,
    dry_run: bool,
    form: str,
    folder: Path | None,
    day: date | None,
) -> None:
    """Make drafts of the questions and answers in Word files, sheets, mails, web pages and transcripts."""
    root = project_of(ctx, folder)
    catalog = read_catalog(Project(root, day=day))
    today = Project(root, day=day).today(catalog.settings.timezone if catalog else "UTC").isoformat()
    choices = choices_for(catalog, _numbers(take), _columns(columns))
    usual = tuple(topic_id(name, catalog) for name in named)
    told = []
    papers = [(file, _read(file, marked)) for file in files]
    with one_import(root):
        for file, paper in papers:
            outcome = find_import(
                root,
                catalog,
                paper,
                file.name,
                today,
                choices,
                day=day.isoformat() if day else "",
                digest=digest or "",
                way=way or "",
                usual=usual,
            )
            if not dry_run:
                write_import(root, outcome)
                _keep(root, outcome, choices)
            told.append(outcome)
        page = None if dry_run else _write_page(root, told)
    if form == "json":
        say_json([findings.as_data(one) for one in told], 1)
        return
    for outcome in told:
        say(findings.as_text(outcome, dry=dry_run) + "\n")
    if page:
        say(f"The whole report, to be read in a browser:  {page}")
    if any(outcome.digest or any(step.text for step in outcome.steps) for outcome in told) and not dry_run:
        say("Next: look at what needs your eye, run  sitegen check  and, when readers may see all of it:")
        for digest_folder in dict.fromkeys(outcome.folder for outcome in told if outcome.steps):
            say(f"  sitegen show {digest_folder}")


def _numbers(take: str | None) -> list[int]:
    numbers = re.findall(r"\d+", take or "")
    if take and (not numbers or re.search(r"[^\d,;\s]", take)):
        raise Refused(f"“{take}” is no list of numbers.", "Write it like this:  --take 1,4")
    return [int(number[:6]) for number in numbers]


def _columns(said: str | None) -> ColumnChoice | None:
    if said is None:
        return None
    question, _, answer = said.partition(",")
    if not question.strip():
        raise Refused(f"“{said}” names no column of questions.", "Write it like this:  --columns B,C")
    return ColumnChoice(question.strip(), answer.strip())


def _read(file: Path, marked: str | None) -> Paper:
    with refusing(f"{file.name} cannot be read"):
        if file.is_dir():
            raise Refused(f"{file} is a folder.", "Name the file in it that is to be imported.")
        if file.stat().st_size > LARGEST_FILE:
            raise Refused(f"{file.name} is larger than 100 MB.", "Save a copy without its pictures, and import that.")
        data = read_regular(file, follows=True)
    if not data:
        raise Refused(f"{file.name} is empty.", "If it is still being copied, wait until that has ended.")
    paper = read_apart(file.name, data)
    if paper.marked and (marked or "").casefold() != paper.marked.casefold():
        raise Refused(
            f"{file.name} is marked “{paper.marked}”: what it says may not be for everybody.",
            f'If it may be published, say so:  sitegen import "{file}" --marked "{paper.marked}"',
        )
    return paper


def _keep(root: Path, outcome: Outcome, choices: Choices) -> None:
    """Keep in `sitegen.yaml` which columns were named, so that it is asked once."""
    if not (outcome.heading_line and choices.columns and outcome.steps) or outcome.heading_line in choices.kept:
        return
    file = root / "sitegen.yaml"
    with refusing("sitegen.yaml cannot be changed"):
        before = read_regular(file).decode("utf-8")
        after = with_columns(before, outcome.heading_line, choices.columns)
        if after != before:
            replace_text(file, after)


def _write_page(root: Path, told: list[Outcome]) -> Path | None:
    """Write the report beside what is remembered: it names words that nobody else is to read."""
    file = root / MEMORY / "import-report.html"
    ignored = file.with_name(".gitignore")
    try:
        if not ignored.exists():
            with create(ignored) as stream:
                stream.write(b"*\n")
        with create(file) as stream:
            stream.write(as_page(told).encode("utf-8", "replace"))
    except OSError:
        return None
    return file
