"""`sitegen desk`: from what is to do to the live site, in the browser, on this computer only."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.api.project_folder import Project
from sitegen.cli.project import build_date_option, folder_option, project_of
from sitegen.cli.saying import say
from sitegen.cli.serve import SWITCH, browser, end_in_order, follow

if TYPE_CHECKING:
    from datetime import date


@click.command("desk")
@folder_option
@build_date_option
@click.option("--port", type=click.IntRange(1, 65_535), help="The port; else 8000, or the next that is free.")
@click.pass_context
def command(ctx: click.Context, folder: Path | None, day: date | None, port: int | None) -> None:
    """Open the writer's desk in the browser: what is to do, every question, and what readers will see."""
    from sitegen.desk.opening import open_desk

    root = project_of(ctx, folder)
    sys.setswitchinterval(SWITCH)
    end_in_order()
    try:
        with open_desk(Project(root, day=day), port=port, tell=say) as desk:
            say(f"Your desk is at {desk.address}")
            say("Only who has this address can use it, from this computer; it is another one each time.")
            say("Leave this window open while you work. Ctrl-C ends it; all that you saved stays in your files.")
            with browser(desk.address):
                follow(desk, root)
    except KeyboardInterrupt:
        say("")
        ctx.exit(130)
