"""`sitegen serve`: the site as it is written, on this computer only."""

from __future__ import annotations

import sys
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.project import date_option, folder_option, print_problems, project_of, today_in
from sitegen.cli.saying import say
from sitegen.problems.problem import ERROR, NOTICE, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.problems.problem import Problem
    from sitegen.serve.preview import Preview, Refresh
    from sitegen.serve.watch import Watch

_NAMED = 3  # changed files that are told by name
_SWITCH = 0.0005  # seconds a thread may keep others waiting: from a save to its page, several wait in turn


@click.command("serve")
@folder_option
@date_option
@click.option("--port", type=click.IntRange(1, 65_535), help="The port; else 8000, or the next that is free.")
@click.option("--open", "opens", is_flag=True, help="Open the site in the browser.")
@click.option("--no-drafts", is_flag=True, help="Show what will be published: no drafts.")
@click.pass_context
def command(
    ctx: click.Context, folder: Path | None, day: date | None, port: int | None, *, opens: bool, no_drafts: bool
) -> None:
    """Show the site as you write it; it changes in the browser when a file is saved."""
    from sitegen.serve.preview import TOPS, Preview
    from sitegen.serve.server import FIRST_PORT, open_server
    from sitegen.serve.watch import Watch

    root = project_of(ctx, folder)
    sys.setswitchinterval(_SWITCH)
    wanted = port or FIRST_PORT
    # The watch comes first, so that nothing is missed between reading and watching.
    watch = Watch(root, TOPS, say)
    preview = Preview(root, today_in(day), drafts=not no_drafts)
    server = open_server(preview, wanted)
    server.start()
    if port and server.port != port:
        say(f"Port {port} is taken, so it is {server.port}.")
    _print_errors(preview.showing.problems, root)
    report = preview.showing.report
    say(f"{plural(report.entries, 'answer')} in {plural(report.digests, 'digest')}.{_left(report.problems)}")
    address = server.key.address()
    say(f"Look at {address}")
    say("Only who has this address can look, from this computer; it is another one each time.")
    say("Saved files show at once. Ctrl-C ends it.")
    try:
        with _browser(address) if opens else nullcontext():
            _follow(watch, preview, root)
    except KeyboardInterrupt:
        say("")
        ctx.exit(130)


@contextmanager
def _browser(address: str) -> Iterator[None]:
    from sitegen.serve.browser import opened

    with opened(address) as is_asked:
        if not is_asked:
            say("No browser could be opened from here: open that address in yours.")
        yield


def _follow(watch: Watch, preview: Preview, root: Path) -> None:
    """Show what changes, until Ctrl-C."""
    told = preview.showing.problems
    while True:
        change = preview.look_again(watch.wait())
        if change:
            _print_change(change, root)
            told = change.problems
        elif preview.showing.problems != told:
            # Pages made meanwhile have shown more.
            told, before = preview.showing.problems, told
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
