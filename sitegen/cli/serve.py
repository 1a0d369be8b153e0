"""`sitegen serve`: the site as it is written, on this computer only."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from sitegen.api.project_folder import Project
from sitegen.cli.project import build_date_option, folder_option, print_problems, project_of
from sitegen.cli.saying import say
from sitegen.problems.problem import ERROR, NOTICE, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.api.serving import Serving
    from sitegen.problems.problem import Problem
    from sitegen.serve.preview import Refresh

_NAMED = 3  # changed files that are told by name
SWITCH = 0.0005  # seconds a thread may keep others waiting: from a save to its page, several wait in turn


@click.command("serve")
@folder_option
@build_date_option
@click.option("--port", type=click.IntRange(1, 65_535), help="The port; else 8000, or the next that is free.")
@click.option("--open", "opens", is_flag=True, help="Open the site in the browser.")
@click.option("--no-drafts", is_flag=True, help="Show what will be published: no drafts.")
@click.pass_context
def command(
    ctx: click.Context, folder: Path | None, day: date | None, port: int | None, *, opens: bool, no_drafts: bool
) -> None:
    """Show the site as you write it; it changes in the browser when a file is saved."""
    from sitegen.api.serving import serve

    root = project_of(ctx, folder)
    sys.setswitchinterval(SWITCH)
    end_in_order()
    try:
        with serve(Project(root, day=day), drafts=not no_drafts, port=port, tell=say) as serving:
            _greet(serving, root, port)
            with browser(serving.address) if opens else nullcontext():
                follow(serving, root)
    except KeyboardInterrupt:
        say("")
        ctx.exit(130)


def _greet(serving: Serving, root: Path, port: int | None) -> None:
    """Say where to look, and what there is."""
    if port and serving.port != port:
        say(f"Port {port} is taken, so it is {serving.port}.")
    _print_errors(serving.problems, root)
    summary = serving.summary
    say(f"{plural(summary.entries, 'answer')} in {plural(summary.digests, 'digest')}.{_left(summary.problems)}")
    say(f"Look at {serving.address}")
    say("Only who has this address can look, from this computer; it is another one each time.")
    say(f"{serving.noticing} Ctrl-C ends it.")


def end_in_order() -> None:
    """Leave nothing behind, as with Ctrl-C, when the system ends the preview or its window is closed."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # `nohup` has it ignored
            signal.signal(number, _end)


def _end(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


@contextmanager
def browser(address: str) -> Iterator[None]:
    """Open the address in the browser; say so where there is none."""
    from sitegen.serve.browser import opened

    with opened(address) as is_asked:
        if not is_asked:
            say("No browser could be opened from here: open that address in yours.")
        yield


def follow(serving: Serving, root: Path) -> None:
    """Show what changes, until Ctrl-C."""
    told = serving.problems
    while True:
        change = serving.look_again()
        if change:
            _print_change(change, root)
            told = change.problems
        elif serving.problems != told:
            # Pages made meanwhile have shown more.
            told, before = serving.problems, told
            _print_errors([problem for problem in told if problem not in before], root)


def _print_change(change: Refresh, root: Path) -> None:
    names = [Path(path).name if path.startswith("content/") else path for path in change.paths]
    what = ", ".join(names[:_NAMED]) if len(names) <= _NAMED else plural(len(names), "file")
    _print_errors(change.problems, root)
    took = f"{max(1, round(change.seconds * 1000)):,} ms"
    say(f"{what or 'A new day'} changed: shown after {took}.{_left(change.problems)}")


def _print_errors(problems: Sequence[Problem], root: Path) -> None:
    print_problems([problem for problem in problems if problem.severity == ERROR], root, "text")


def _left(problems: Sequence[Problem]) -> str:
    """What there is to mend and to know."""
    counts = {severity: sum(problem.severity == severity for problem in problems) for severity in (ERROR, NOTICE)}
    mend = f" {plural(counts[ERROR], 'thing')} to mend; pages stand as they were." if counts[ERROR] else ""
    return mend + (f" {plural(counts[NOTICE], 'notice')}." if counts[NOTICE] else "")
