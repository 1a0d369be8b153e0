"""`sitegen check`: every mistake and everything due, in one run, without building."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from sitegen.api.checking import check
from sitegen.api.project_folder import Project
from sitegen.cli.project import (
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


@click.command("check")
@folder_option
@build_date_option
@format_option
@click.pass_context
def command(ctx: click.Context, folder: Path | None, day: date | None, form: str) -> None:
    """Find every mistake in the content, and what is due."""
    report = check(Project(project_of(ctx, folder), day=day))
    if form == "json":
        print_json(report)
    else:
        print_problems(report.problems, report.folder, form)
    if not report.ok:
        if form == "text":
            say(closing(report.problems, unchanged="The site has not changed."))
        ctx.exit(1)
    if form == "text":
        print_held_back(report)
        say(f"Nothing to mend in {plural(report.counts['entries'], 'answer')}.{notices_line(report.problems)}")
