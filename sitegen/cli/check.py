"""`sitegen check`: every mistake and everything due, in one run, without building."""

from __future__ import annotations

from datetime import date
from pathlib import Path

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
from sitegen.engine.workspace import open_store, read_project
from sitegen.memory.refused import refusing
from sitegen.problems.problem import has_errors, in_order, plural
from sitegen.problems.report import closing


@click.command("check")
@folder_option
@date_option
@format_option
@click.pass_context
def command(ctx: click.Context, folder: Path | None, day: date | None, form: str) -> None:
    """Find every mistake in the content, and what is due."""
    from sitegen.engine.leftovers import find_leftovers
    from sitegen.engine.planning import Ready, make_plan
    from sitegen.engine.since import KnownCopies

    root = project_of(ctx, folder)
    with refusing("A file of the site could not be read"), open_store(root) as store:
        snapshot = read_project(root)
        plan = make_plan(snapshot, store, today_in(day))
        since = KnownCopies(root).problems_since(plan) if isinstance(plan, Ready) else ()
        sample = [problem.softened() for problem in find_leftovers(snapshot)]
    report = plan.report._replace(problems=in_order((*plan.report.problems, *since, *sample)))
    if form == "json":
        print_json(report)
    else:
        print_problems(report.problems, root, form)
    if has_errors(report.problems):
        if form == "text":
            say(closing(report.problems, unchanged="The site has not changed."))
        ctx.exit(1)
    if form == "text":
        print_held_back(report)
        say(f"Nothing to mend in {plural(report.entries, 'answer')}.{notices_line(report.problems)}")
