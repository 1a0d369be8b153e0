"""`sitegen doctor`: whether all is as it should be on this computer, in this folder and at the hosts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from sitegen.api.target import read_settings
from sitegen.cli.project import folder_option, project_of
from sitegen.cli.saying import say
from sitegen.doctor.computer import look_at_computer
from sitegen.doctor.project_place import look_at_place
from sitegen.doctor.publish_hosts import look_at_hosts
from sitegen.doctor.verdict import Level, Verdict, mend
from sitegen.memory.refused import Refused
from sitegen.problems.problem import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLOURS = {Level.GOOD: "green", Level.MIND: "yellow", Level.MEND: "red"}


@click.command("doctor")
@folder_option
@click.pass_context
def command(ctx: click.Context, folder: Path | None) -> None:
    """Look whether this computer, the folder and the hosts are as they should be."""
    found = dict.fromkeys(Level, 0)
    for verdict in _verdicts(ctx, folder):
        say(verdict.level.value, _COLOURS[verdict.level], end=False)
        say(f"  {verdict.says}")
        if verdict.do:
            say(f"      {verdict.do}")
        found[verdict.level] += 1
    if found[Level.MEND]:
        say(f"{plural(found[Level.MEND], 'thing')} to mend.", "red")
        ctx.exit(2)
    say("All is as it should be." if not found[Level.MIND] else "Nothing is in the way.")


def _verdicts(ctx: click.Context, folder: Path | None) -> Iterator[Verdict]:
    """One after another as they are found, since a host may be slow."""
    try:
        root = project_of(ctx, folder)
        settings = read_settings(root)
    except Refused as refused:
        yield from look_at_computer(None)
        yield mend(refused.message, refused.hint)
        return
    yield from look_at_computer(ZoneInfo(settings.timezone))
    yield from look_at_place(root)
    yield from look_at_hosts(root, settings)
