"""What every command about a project needs: its folder, the day, the options, and problems said aloud."""

from __future__ import annotations

import errno
import os
import stat
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitegen.cli.saying import say, say_json, say_styled
from sitegen.memory.lines import line_reader
from sitegen.memory.refused import Refused, refuse_os_error, refusing
from sitegen.problems import report as writing
from sitegen.problems.problem import NOTICE, plural
from sitegen.problems.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sitegen.api.build_report import Report
    from sitegen.problems.problem import Problem

_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL}
"""What a disk answers to a name that nothing has, also where none can have it."""
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


def date_option(words: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """`--date`; the words tell what it does."""
    return click.option("--date", "day", metavar="DAY", callback=_parse_date, help=words)


build_date_option = date_option("Build as on this day; else today in the site's time zone.")


def find_project(folder: Path | None) -> Path:
    """The project's folder: the named one, else the nearest upward with a `sitegen.yaml`; raises Refused."""
    if folder is not None:
        if not _is_folder(folder):
            raise Refused(f"There is no folder {folder}.", "Check the name after -C.")
        return folder
    with refusing("The folder that this command is run in cannot be read"):
        here = Path.cwd()
    for candidate in (here, *here.parents):
        if os.path.lexists(candidate / "sitegen.yaml"):
            return candidate
    raise Refused(
        "There is no sitegen.yaml here or in a folder above.",
        "Go to the site's folder, or name it:  sitegen -C my-site …",
    )


def _is_folder(folder: Path) -> bool:
    try:
        return stat.S_ISDIR(os.stat(folder).st_mode)
    except OSError as error:
        if error.errno in _ABSENT:
            return False
        raise refuse_os_error(error, f"The folder {folder} cannot be read") from error


def project_of(ctx: click.Context, folder: Path | None) -> Path:
    """The project's folder, named before or after the command."""
    return find_project(folder or ctx.find_root().obj)


MOST_NOTICES = 10
"""Of one kind: a site is built again and again, and what waits for somebody's time would bury what is new."""


def print_problems(problems: Sequence[Problem], root: Path, form: str, most: int | None = None) -> None:
    """Print the problems in one of the forms but JSON; for people, of notices of one kind no more than `most`."""
    if not problems:
        return
    if form == "line":
        say(writing.as_lines(problems))
    elif form == "github":
        say(writing.as_github(problems))
    else:
        say_styled(writing.as_text(problems, line_reader(root), _styled, most) + "\n")


def print_json(report: Report, **counts: int) -> None:
    """Print the one object that programs read."""
    held = [
        {"path": held.path, "reason": held.reason, "until": held.until.isoformat() if held.until else None}
        for held in report.held_back
    ]
    data = {
        **{name: report.counts[name] for name in ("entries", "digests", "topics", "people")},
        **counts,
        "held_back": held,
        "problems": [writing.as_data(problem) for problem in report.problems],
    }
    say_json(data, 1)


def print_held_back(report: Report) -> None:
    """Say what is not shown, and why."""
    from sitegen.reading.dates import show_day

    if not report.held_back:
        return
    say(f"Held back: {plural(len(report.held_back), 'file')}.")
    for path, reason, until in report.held_back:
        say(f"  {one_line(path)}: {reason}" + (f" until {show_day(until)}" if until else ""))


def notices_line(problems: Sequence[Problem]) -> str:
    """How many notices there are; empty without any."""
    count = sum(problem.severity == NOTICE for problem in problems)
    return f" {plural(count, 'notice')}." if count else ""


def _styled(text: str, style: str) -> str:
    if os.environ.get("NO_COLOR"):
        return text
    return click.style(text, **_STYLES[style])
