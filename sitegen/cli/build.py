"""`sitegen build`: the site into `output/`, or every mistake and nothing else."""

from __future__ import annotations

from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.project import (
    date_option,
    folder_option,
    format_option,
    notices_line,
    print_held_back,
    print_json,
    print_problems,
    project_of,
    today_in,
)
from sitegen.cli.saying import say
from sitegen.engine.workspace import MEMORY, Build, load_last, open_store, read_project, remember, whole_inputs
from sitegen.memory.garbage import no_garbage
from sitegen.memory.lock import locked
from sitegen.memory.output import Output
from sitegen.memory.refused import refuse_os_error, refusing
from sitegen.memory.regular import create
from sitegen.problems.problem import has_errors, plural
from sitegen.problems.report import closing

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.engine.jobs import Workers
    from sitegen.memory.snapshot import Snapshot
    from sitegen.memory.store import Store
    from sitegen.problems.report import Report


_UNREAD = "A file of the site went away, or could not be read, while the site was built"


@click.command("build")
@folder_option
@date_option
@format_option
@click.option("--explain", is_flag=True, help="Say for each thing made anew which input changed.")
@click.option("--verify", is_flag=True, help="Build everything again from nothing, and compare.")
@click.option("--jobs", type=click.IntRange(1), help="How many processes may work; else one for each core.")
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path | None,
    day: date | None,
    form: str,
    *,
    explain: bool,
    verify: bool,
    jobs: int | None,
) -> None:
    """Build the site into the folder output/."""
    root, today = project_of(ctx, folder), cache(today_in(day))  # one day, also where midnight comes meanwhile
    with locked(root / MEMORY, lambda text: say(text, err=True)), no_garbage():
        output = Output(root / "output", root)
        last = load_last(root)
        snapshot = read_project(root, last)
        inputs = partial(_inputs, snapshot, output, today)
        if not verify and last.report and output.is_whole() and inputs(last.report) == last.inputs:
            outcome = Build(last.report)
        else:
            outcome = _built(root, snapshot, output, today, jobs, inputs, verify=verify)
    report = outcome.report
    if form == "json":
        print_json(report, pages=report.pages, made=outcome.written, removed=outcome.removed)
    else:
        print_problems(report.problems, root, form)
    if form == "text":
        _print_outcome(outcome, output, explain=explain)
    if has_errors(report.problems):
        ctx.exit(1)


def _inputs(snapshot: Snapshot, output: Output, today: Callable[[str], date], report: Report) -> dict[str, str]:
    return whole_inputs(snapshot, today(report.zone).isoformat(), output.stamp)


def _built(
    root: Path,
    snapshot: Snapshot,
    output: Output,
    today: Callable[[str], date],
    jobs: int | None,
    inputs: Callable[[Report], dict[str, str]],
    *,
    verify: bool,
) -> Build:
    from sitegen.engine.jobs import Workers
    from sitegen.engine.making import build

    workers = Workers(jobs)
    with refusing(_UNREAD), open_store(root) as store:
        result = build(snapshot, store, output, today, workers)
        is_saved = _save(store)
    is_known = is_saved and result.tree is not None and not result.kept
    remember(root, snapshot, (inputs(result.report), result.report) if is_known else None)
    if verify and result.tree is not None:
        _verify(root, snapshot, result, output, today, workers)
    return result


def _save(store: Store) -> bool:
    """Whether what was made could be remembered."""
    try:
        store.save()
    except OSError as error:
        refusal = refuse_os_error(error, "What was made could not be remembered, so the next build is a slow one")
        say(refusal.message, err=True)
        return False
    return True


def _verify(
    root: Path, snapshot: Snapshot, result: Build, output: Output, today: Callable[[str], date], workers: Workers
) -> None:
    """Compare with a build from nothing; a difference is a bug of ours, and both files are kept."""
    from sitegen.engine.verifying import verify

    differences = verify(snapshot, result, output, today, workers)
    if not differences:
        say("Verified: a build from nothing gives the same bytes.", err=True)
        return
    kept = root / MEMORY / "verify"
    for difference in differences:
        for name, data in (("clean", difference.clean), ("built", difference.built)):
            file = kept / name / difference.route
            file.parent.mkdir(parents=True, exist_ok=True)
            with create(file) as stream:
                stream.write(data or b"")
    routes = ", ".join(difference.route for difference in differences[:5])
    raise AssertionError(f"{len(differences)} differences from a clean build, kept in {kept}: {routes}")


def _print_outcome(outcome: Build, output: Output, *, explain: bool) -> None:
    report = outcome.report
    if explain:
        for step in outcome.steps:
            say(f"{step.key}: {', '.join(step.because)}")
    if has_errors(report.problems):
        say(closing(report.problems, unchanged="Nothing was written; the site has not changed."))
        return
    print_held_back(report)
    for route in outcome.kept:
        say(f"output/{route} is no longer part of the site, but somebody changed it, so it stays.")
    made = plural(outcome.written, "file") + " written" if outcome.written else "nothing to write"
    gone = f", {outcome.removed:,} removed" if outcome.removed else ""
    what = f"{plural(report.entries, 'answer')} in {plural(report.digests, 'digest')}"
    say(f"Built {what}: {made}{gone}.{notices_line(report.problems)}")
    say(f"Open {output.folder / 'index.html'}")
