"""`sitegen approve`: that somebody has said yes to the words, written into the files that hold them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from sitegen.api.approving import approve
from sitegen.api.digest_folder import find_digest
from sitegen.api.project_folder import Project
from sitegen.cli.project import date_option, folder_option, project_of
from sitegen.cli.saying import say
from sitegen.memory.refused import Refused
from sitegen.model.names import kind_of
from sitegen.problems.problem import plural
from sitegen.withdrawal.finding import find_entry, plain_id
from sitegen.withdrawal.own_files import entry_files


@click.command("approve")
@click.argument("names", metavar="DIGEST|ENTRY...", nargs=-1, required=True)
@click.option("--by", metavar="NAME", required=True, help="Who said yes; readers never see it.")
@date_option("The day on which they did; else today.")
@folder_option
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], by: str, day: date | None, folder: Path | None) -> None:
    """Write down who said yes to the words of a digest with all its questions, or of single questions."""
    root = project_of(ctx, folder)
    paths = list(dict.fromkeys(path for name in names for path in _paths(root, name)))
    found = approve(Project(root), paths, by, day)
    new = [one for one in found if one.is_new]
    if new:
        say(f"{by} has said yes to these words:")
        for path, title, _ in new:
            say(f"  {path}    {title}")
    if len(new) < len(found):
        say(f"{plural(len(found) - len(new), 'file says', 'files say')} so already, of just these words.")
    if not found:
        say("What is withdrawn needs nobody's yes, so nothing was written.")
    elif new:
        say(f"It stands in {plural(len(new), 'file')} now. A change of the words ends it. Next:  sitegen check")


def _paths(root: Path, name: str) -> list[str]:
    """The files that are meant: a digest's own and those of all its questions, or one question's. Raises Refused."""
    files = [path for path in entry_files(root) if kind_of(path) in ("entry", "digest")]
    folders = {path.split("/")[2] for path in files}
    wanted = plain_id(name).removesuffix("/index")
    if wanted not in folders:
        try:
            return [find_entry(name, files)]
        except Refused:
            if sum(wanted in one for one in folders) != 1 or "/" in wanted:
                raise
    digest = find_digest(root, wanted)
    below = [path for path in files if path.split("/")[2] == digest]
    return sorted(below, key=lambda path: (not path.endswith("/index.md"), path))
