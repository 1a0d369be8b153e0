"""`sitegen proof`: digests in one file, for somebody who has to say yes before they are published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from sitegen.api.project_folder import Project
from sitegen.api.proofing import proof
from sitegen.cli.project import build_date_option, folder_option, print_problems, project_of
from sitegen.cli.saying import say
from sitegen.problems.problem import ERROR, plural


@click.command("proof")
@click.argument("digests", nargs=-1, required=True, metavar="DIGEST…")
@click.option("--to", metavar="FILE", type=click.Path(path_type=Path), help="Where to; else the folder proofs/.")
@click.option("--pdf", is_flag=True, help="Print it to a PDF, too, by the Chromium, Chrome or Edge that is here.")
@click.option("--mail", is_flag=True, help="Put it into a mail that waits to be sent, too.")
@folder_option
@build_date_option
@click.pass_context
def command(
    ctx: click.Context,
    digests: tuple[str, ...],
    to: Path | None,
    folder: Path | None,
    day: date | None,
    *,
    pdf: bool,
    mail: bool,
) -> None:
    """Write DIGEST as one file for whoever has to say yes, drafts and all: nothing of it is published."""
    root = project_of(ctx, folder)
    made = proof(Project(root, day=day), digests, to=to, pdf=pdf, mail=mail)
    errors = [problem for problem in made.problems if problem.severity == ERROR]
    print_problems(errors, root, "text")
    say(f"The proof of {plural(made.answers, 'answer')}, version {made.version}:  {made.file}")
    for file in (made.pdf, made.mail):
        if file:
            say(f"And:  {file}")
    if errors:
        say(f"{plural(len(errors), 'thing')} must be mended before it can go out; the proof says so, too.")
    else:
        say("Open it with a double click, or send it. Nothing was published.")
