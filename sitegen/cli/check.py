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
from sitegen.problems.problem import has_errors, plural
from sitegen.problems.report import closing


@click.command("check")
@folder_option
@date_option
@format_option
@click.pass_context
def command(ctx: click.Context, folder: Path | None, day: date | None, form: str) -> None:
    """Find every mistake in the content, and what is due."""
    from sitegen import build as building

    root = project_of(ctx, folder)
    snapshot = building.read_project(root)
    store = building.open_store(root)
    plan = building.make_plan(snapshot, store, today_in(day))
    store.close()
    if form == "json":
        print_json(plan, plan.problems)
    else:
        print_problems(plan.problems, root, form)
    if has_errors(plan.problems):
        if form == "text":
            click.echo(closing(plan.problems, unchanged="The site has not changed."))
        ctx.exit(1)
    if form == "text":
        print_held_back(plan)
        count = len(plan.catalog.entries) if plan.catalog else 0
        click.echo(f"Nothing to mend in {plural(count, 'answer')}.{notices_line(plan.problems)}")
