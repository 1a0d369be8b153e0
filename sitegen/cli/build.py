"""`sitegen build`: the site into `output/`, or every mistake and nothing else."""

from __future__ import annotations

import atexit
import gc
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.api.building import build
from sitegen.api.project_folder import Project
from sitegen.cli.project import (
    MOST_NOTICES,
    build_date_option,
    folder_option,
    format_option,
    notices_line,
    print_held_back,
    print_json,
    print_problems,
    project_of,
)
from sitegen.cli.saying import say
from sitegen.problems.problem import plural
from sitegen.problems.report import closing

if TYPE_CHECKING:
    from sitegen.api.build_report import Report

say_beside = partial(say, err=True)
"""Say what nobody waits for: what takes time, and why."""


@click.command("build")
@folder_option
@build_date_option
@format_option
@click.option("--explain", is_flag=True, help="Say for each thing made anew which input changed.")
@click.option("--verify", is_flag=True, help="Build everything again from nothing, and compare.")
@click.option("--jobs", type=click.IntRange(1), help="How many processes may work; else one for each core.")
@click.option(
    "--cluster", metavar="ADDRESS", default="", help="A Dask scheduler that has the work done: tcp://HOST:PORT."
)
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
    cluster: str,
) -> None:
    """Build the site into the folder output/."""
    project = Project(project_of(ctx, folder), day=day)
    atexit.register(gc.freeze)  # Python would look through all that was made once more, before it goes
    report = build(project, verify=verify, jobs=jobs, cluster=cluster, tell=say_beside)
    if form == "json":
        made, removed = report.build.written, report.build.removed
        print_json(report, pages=report.counts["pages"], made=made, removed=removed)
    else:
        print_problems(report.problems, report.folder, form, MOST_NOTICES)
    if form == "text":
        print_built(report, project.site, explain=explain)
    if not report.ok:
        ctx.exit(1)


def print_built(report: Report, site: Path, *, explain: bool = False) -> None:
    """Say what was built; not what is wrong."""
    if explain:
        for step in report.steps:
            say(f"{step.key}: {', '.join(step.because)}")
    if not report.ok:
        say(closing(report.problems, unchanged="Nothing was written; the site has not changed."))
        return
    print_held_back(report)
    for route in report.kept:
        say(f"output/{route} is no longer part of the site, but somebody changed it, so it stays.")
    made = plural(report.build.written, "file") + " written" if report.build.written else "nothing to write"
    gone = f", {report.build.removed:,} removed" if report.build.removed else ""
    what = f"{plural(report.counts['entries'], 'answer')} in {plural(report.counts['digests'], 'digest')}"
    say(f"Built {what}: {made}{gone}.{notices_line(report.problems)}")
    say(f"Open {site / 'index.html'}")
