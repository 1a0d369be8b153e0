"""`sitegen similar`: whether something was asked before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.api.asked_before import similar_questions
from sitegen.api.known_site import read_catalog
from sitegen.api.project_folder import Project
from sitegen.cli.project import date_option, folder_option, project_of
from sitegen.cli.saying import say, say_json
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from datetime import date


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS…")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How what is found is printed."
)
@folder_option
@date_option("Look as on this day; else today in the site's time zone.")
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], form: str, folder: Path | None, day: date | None) -> None:
    """Find the five questions that are most like some words, the likest first."""
    root = project_of(ctx, folder)
    catalog = read_catalog(Project(root, day=day))
    if catalog is None:
        raise Refused("The site cannot be read.", "Run  sitegen check  and mend what it names.")
    found = similar_questions(catalog).find(" ".join(words))
    if form == "json":
        say_json(
            [
                {"id": one.id, "title": one.title, "date": one.day.isoformat(), "likeness": round(one.likeness, 3)}
                for one in found
            ],
            1,
        )
        return
    if not found:
        say("Nothing like it was asked.")
    for one in found:
        say(f"{one.day.isoformat()}  {one.title}\n            content/digests/{one.id}.md")
