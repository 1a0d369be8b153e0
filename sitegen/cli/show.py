"""`sitegen show` and `sitegen hold`: a whole digest seen by readers, or held back, at one word."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.api.digest_folder import find_digest
from sitegen.api.held_files import held, is_draft, shown, title_of
from sitegen.cli.project import folder_option, project_of
from sitegen.cli.saying import say
from sitegen.problems.problem import plural
from sitegen.withdrawal.own_files import read_own, write_own

_DIGESTS = "content/digests"


@click.command("show")
@click.argument("digest")
@click.option("--yes", is_flag=True, help="Without asking.")
@folder_option
@click.pass_context
def command(ctx: click.Context, digest: str, folder: Path | None, *, yes: bool) -> None:
    """Let readers see DIGEST and all its questions: delete the line  draft: true  from each file."""
    root = project_of(ctx, folder)
    where = find_digest(root, digest)
    drafts = {path: data for path, data in _files(root, where).items() if is_draft(path, data)}
    if not drafts:
        say(f"Nothing of {where} is a draft.")
        return
    say(f"Readers will see, once you build and publish:\n{_listed(drafts)}")
    if not yes and not click.confirm("All of these?", default=False):
        say("Nothing was changed.")
        return
    write_own(root, {path: shown(path, data) for path, data in drafts.items()})
    say(f"{plural(len(drafts), 'file is', 'files are')} a draft no more. Next:  sitegen check")


@click.command("hold")
@click.argument("digest")
@folder_option
@click.pass_context
def hold(ctx: click.Context, digest: str, folder: Path | None) -> None:
    """Hold back DIGEST, and with it all its questions, until it is shown again."""
    root = project_of(ctx, folder)
    path = f"{_DIGESTS}/{find_digest(root, digest)}/index.md"
    data = read_own(root, path)
    if is_draft(path, data):
        say(f"{path} is a draft already: neither it nor its questions are shown.")
        return
    write_own(root, {path: held(path, data)})
    say(f"{path} is a draft now: with the next build and publish, readers see neither it nor its questions.")
    say(f"To show it again, with every question in it:  sitegen show {digest}")


def _files(root: Path, folder: str) -> dict[str, bytes]:
    """The bytes of the digest's files, by path, its own first."""
    paths = sorted(file.name for file in (root / _DIGESTS / folder).glob("*.md"))
    return {
        f"{_DIGESTS}/{folder}/{name}": read_own(root, f"{_DIGESTS}/{folder}/{name}")
        for name in sorted(paths, key=lambda name: (name != "index.md", name))
    }


def _listed(drafts: dict[str, bytes]) -> str:
    return "\n".join(f"  {path}    {title_of(path, data)}" for path, data in drafts.items())
