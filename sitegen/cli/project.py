"""What every command about a project needs: its folder, the day, the options, and problems said aloud."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from sitegen.memory.refused import Refused
from sitegen.problems import report
from sitegen.problems.problem import NOTICE, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sitegen.build import Plan
    from sitegen.problems.problem import Problem

FORMATS = ("text", "line", "github", "json")
_STYLES: dict[str, dict[str, Any]] = {
    "place": {"bold": True},
    "error": {"fg": "red"},
    "notice": {"fg": "yellow"},
    "mark": {"fg": "red", "bold": True},
    "mend": {"fg": "green"},
    "faint": {"dim": True},
}

folder_option = click.option("-C", "folder", metavar="DIR", type=click.Path(path_type=Path), help="The site's folder.")
format_option = click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help="How problems are printed."
)


def _parse_date(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    from sitegen.reading.dates import AmbiguousDate, parse_day

    if value is None:
        return None
    try:
        return parse_day(value)
    except AmbiguousDate as error:
        raise click.BadParameter(f"“{value}” can be {error.args[0]} or {error.args[1]}.") from None
    except (ValueError, OverflowError):
        raise click.BadParameter(f"“{value}” is not a day; write it like 2021-02-18.") from None


date_option = click.option(
    "--date",
    "day",
    metavar="DAY",
    callback=_parse_date,
    help="Build as on this day; else today in the site's time zone.",
)


def find_project(folder: Path | None) -> Path:
    """The project's folder: the named one, else the nearest upward with a `sitegen.yaml`; raises Refused."""
    if folder is not None:
        if not folder.is_dir():
            raise Refused(f"There is no folder {folder}.", "Check the name after -C.")
        return folder
    here = Path.cwd()
    for candidate in (here, *here.parents):
        if (candidate / "sitegen.yaml").is_file():
            return candidate
    raise Refused(
        "There is no sitegen.yaml here or in a folder above.",
        "Go to the site's folder, or name it:  sitegen -C my-site …",
    )


def project_of(ctx: click.Context, folder: Path | None) -> Path:
    """The project's folder, named before or after the command."""
    return find_project(folder or ctx.find_root().obj)


def today_in(day: date | None) -> Callable[[str], date]:
    """Gives the day in a time zone: the one asked for, else the clock's. The only clock there is."""
    return lambda zone: day or datetime.now(ZoneInfo(zone)).date()


def print_problems(problems: Sequence[Problem], root: Path, form: str) -> None:
    """Print the problems in one of the forms but JSON."""
    if not problems:
        return
    if form == "line":
        click.echo(report.as_lines(problems))
    elif form == "github":
        click.echo(report.as_github(problems))
    else:
        click.echo(report.as_text(problems, _line_reader(root), _styled) + "\n")


def print_json(plan: Plan, problems: Sequence[Problem], **counts: int) -> None:
    """Print the one object that programs read."""
    catalog = plan.catalog
    shown = {
        "entries": len(catalog.entries) if catalog else 0,
        "digests": len(catalog.digests) if catalog else 0,
        "topics": len(catalog.topics) + len(catalog.merged) if catalog else 0,
        "people": len(catalog.people) if catalog else 0,
    }
    held = [
        {"path": path, "reason": reason, "until": until.isoformat() if until else None}
        for path, reason, until in (catalog.held_back if catalog else ())
    ]
    data = {**shown, **counts, "held_back": held, "problems": [report.as_data(problem) for problem in problems]}
    click.echo(json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode("utf-8"))


def print_held_back(plan: Plan) -> None:
    """Say what is not shown, and why."""
    from sitegen.reading.dates import show_day

    held = plan.catalog.held_back if plan.catalog else ()
    if not held:
        return
    click.echo(f"Held back: {plural(len(held), 'file')}.")
    for path, reason, until in held:
        click.echo(f"  {path}: {reason}" + (f" until {show_day(until)}" if until else ""))


def notices_line(problems: Sequence[Problem]) -> str:
    """How many notices there are; empty without any."""
    count = sum(problem.severity == NOTICE for problem in problems)
    return f" {plural(count, 'notice')}." if count else ""


def _styled(text: str, style: str) -> str:
    if os.environ.get("NO_COLOR"):
        return text
    return click.style(text, **_STYLES[style])


def _line_reader(root: Path) -> Callable[[str, int], str]:
    """Gives a line of a file of the project, as the parser saw it."""
    cache: dict[str, list[str]] = {}

    def line_of(path: str, line: int) -> str:
        if path not in cache:
            try:
                text = (root / path).read_bytes().decode("utf-8-sig", "replace")
            except OSError:
                text = ""
            cache[path] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines = cache[path]
        return lines[line - 1] if line <= len(lines) else ""

    return line_of
