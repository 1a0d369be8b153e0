"""`sitegen withdraw`: an answer taken back from readers, and nothing else published with it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli.project import date_option, folder_option, project_of, today_in
from sitegen.cli.publish import command as publish_all
from sitegen.cli.publish import say_plan, say_result
from sitegen.cli.saying import say
from sitegen.cli.target import place_of, read_settings
from sitegen.engine.jobs import Workers
from sitegen.withdrawal.change import TakenBack
from sitegen.withdrawal.finding import entry_paths, find_entry
from sitegen.withdrawal.marking import plain_reason
from sitegen.withdrawal.own_files import entry_files, mark_file
from sitegen.withdrawal.taking_back import NothingKept, take_back

if TYPE_CHECKING:
    from sitegen.model.settings import Settings, Target


@click.command("withdraw")
@click.argument("entry")
@folder_option
@date_option
@click.option("--why", metavar="TEXT", help="The reason, which readers see.")
@click.option("--yes", is_flag=True, help="Publish it without asking.")
@click.pass_context
def command(
    ctx: click.Context, entry: str, folder: Path | None, day: date | None, why: str | None, *, yes: bool
) -> None:
    """Take the answer ENTRY back: its file's name, its id or its address."""
    root = project_of(ctx, folder)
    settings = read_settings(root)
    path = find_entry(entry, entry_paths(entry_files(root)))
    taken = mark_file(root, path, today_in(day)(settings.timezone), plain_reason(why or _ask_why(root, path)))
    say(f"{path} says now that it was withdrawn. Nothing else in it was changed.")
    if not settings.publish:
        say("Nothing is published from here, so that is all.")
    for target in settings.publish:
        _publish(ctx, root, settings, target, taken, yes=yes)


def _ask_why(root: Path, path: str) -> str:
    from sitegen.withdrawal.marking import is_marked

    if is_marked((root / path).read_bytes()):
        return "withdrawn"  # its file says already why
    return str(click.prompt("Why is it withdrawn (readers will see this)", default="", show_default=False))


def _publish(
    ctx: click.Context, root: Path, settings: Settings, target: Target, taken: TakenBack, *, yes: bool
) -> None:
    place = place_of(root, settings, target)
    if not yes and not _agreed(place.where):
        say(f"Readers of {place.where} see it still. To take it back there:  sitegen withdraw {taken.path} --yes")
        return
    try:
        result = take_back(
            root,
            target.name,
            place,
            taken,
            Workers(),
            lambda plan, _: say_plan(plan, place),
            lambda text: say(text, err=True),
        )
    except NothingKept as nothing:
        say(nothing.message)
        say("So all of the site is built and published.")
        ctx.invoke(publish_all, target=target.name, folder=root)
        return
    code = say_result(result, place, "Withdrawn")
    if code:
        ctx.exit(code)


def _agreed(where: str) -> bool:
    """Ask whether to publish; without a terminal nobody can say so."""
    return os.isatty(0) and click.confirm(f"Take it back from readers of {where} now", default=True)
