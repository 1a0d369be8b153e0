"""`sitegen build`: the site into `output/`, or every mistake and nothing else."""

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


@click.command("build")
@folder_option
@date_option
@format_option
@click.option("--explain", is_flag=True, help="Say for each page made anew which input changed.")
@click.pass_context
def command(ctx: click.Context, folder: Path | None, day: date | None, form: str, *, explain: bool) -> None:
    """Build the site into the folder output/."""
    from sitegen import build as building
    from sitegen.memory.output import Output
    from sitegen.memory.refused import refuse_os_error
    from sitegen.site.pages import count_pages

    root = project_of(ctx, folder)
    snapshot = building.read_project(root)
    store = building.open_store(root)
    output = Output(root / "output", root)
    result = building.build(snapshot, store, output, today_in(day))
    try:
        store.save()
    except OSError as error:
        refusal = refuse_os_error(error, "What was made could not be remembered, so the next build is a slow one")
        click.echo(refusal.message, err=True)
    store.close()
    building.remember_project(snapshot)
    catalog = result.plan.catalog
    if form == "json":
        pages = count_pages(catalog) if catalog else 0
        print_json(result.plan, result.problems, pages=pages, made=result.written, removed=result.removed)
    else:
        print_problems(result.problems, root, form)
    if explain and form == "text":
        for step in result.steps:
            click.echo(f"{step.key}: {', '.join(step.because)}")
    if has_errors(result.problems):
        if form == "text":
            click.echo(closing(result.problems, unchanged="Nothing was written; the site has not changed."))
        ctx.exit(1)
    if form == "text":
        assert catalog is not None
        print_held_back(result.plan)
        for route in result.kept:
            click.echo(f"output/{route} is no longer part of the site, but somebody changed it, so it stays.")
        made = plural(result.written, "file") + " written" if result.written else "nothing to write"
        gone = f", {result.removed:,} removed" if result.removed else ""
        what = f"{plural(len(catalog.entries), 'answer')} in {plural(len(catalog.digests), 'digest')}"
        click.echo(f"Built {what}: {made}{gone}.{notices_line(result.problems)}")
        click.echo(f"Open {output.folder / 'index.html'}")
