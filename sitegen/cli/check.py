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
from sitegen.problems.problem import has_errors, plural
from sitegen.problems.report import closing


@click.command("check")
@folder_option
@date_option
@format_option
@click.pass_context
def command(ctx: click.Context, folder: Path | None, day: date | None, form: str) -> None:
    """Find every mistake in the content, and what is due."""
    from sitegen.engine.planning import make_plan

    root = project_of(ctx, folder)
    with refusing("A file of the site could not be read"), open_store(root) as store:
        plan = make_plan(read_project(root), store, today_in(day))
    report = plan.report
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
