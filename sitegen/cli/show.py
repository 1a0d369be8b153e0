"""`sitegen show` and `sitegen hold`: a whole digest seen by readers, or held back, at one word."""

from __future__ import annotations

import re
from pathlib import Path

import click

from sitegen.api.digest_folder import find_digest
from sitegen.cli.project import folder_option, project_of
from sitegen.cli.saying import say
from sitegen.memory.refused import Refused
from sitegen.model.schema.parse import parse_content
from sitegen.problems.problem import plural
from sitegen.reading.markdown import Labels
from sitegen.withdrawal.own_files import read_own, write_own

_DRAFT = re.compile(rb"^draft[ \t]*:[^\r\n]*(?:\r\n|\r|\n)", re.MULTILINE)
_CLOSING = re.compile(rb"(?<=[\r\n])---[ \t]*(?=\r|\n|\Z)")
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
    drafts = {path: data for path, data in _files(root, where).items() if _is_draft(path, data)}
    if not drafts:
        say(f"Nothing of {where} is a draft.")
        return
    say(f"Readers will see, once you build and publish:\n{_listed(drafts)}")
    if not yes and not click.confirm("All of these?", default=False):
        say("Nothing was changed.")
        return
    write_own(root, {path: _shown(path, data) for path, data in drafts.items()})
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
    if _is_draft(path, data):
        say(f"{path} is a draft already: neither it nor its questions are shown.")
        return
    write_own(root, {path: _held(path, data)})
    say(f"{path} is a draft now: with the next build and publish, readers see neither it nor its questions.")
    say(f"To show it again, with every question in it:  sitegen show {digest}")


def _files(root: Path, folder: str) -> dict[str, bytes]:
    """The bytes of the digest's files, by path, its own first."""
    paths = sorted(file.name for file in (root / _DIGESTS / folder).glob("*.md"))
    return {
        f"{_DIGESTS}/{folder}/{name}": read_own(root, f"{_DIGESTS}/{folder}/{name}")
        for name in sorted(paths, key=lambda name: (name != "index.md", name))
    }


def _is_draft(path: str, data: bytes) -> bool:
    kind = "digest" if path.endswith("/index.md") else "entry"
    value = parse_content(kind, path, data, Labels(), ()).value
    return value is not None and value.file.head.draft


def _listed(drafts: dict[str, bytes]) -> str:
    rows = []
    for path, data in drafts.items():
        kind = "digest" if path.endswith("/index.md") else "entry"
        rows.append(f"  {path}    {parse_content(kind, path, data, Labels(), ()).value.title}")
    return "\n".join(rows)


def _shown(path: str, data: bytes) -> bytes:
    """The file without its line `draft: true`; raises Refused."""
    return _checked(path, _DRAFT.sub(b"", data, count=1), draft=False)


def _held(path: str, data: bytes) -> bytes:
    """The file with the line `draft: true` among its fields; raises Refused."""
    data = _DRAFT.sub(b"", data, count=1) if _DRAFT.search(data) else data
    closing = _CLOSING.search(data)
    end = b"\r\n" if b"\r\n" in data else b"\n"
    at = closing.start() if closing else len(data)
    return _checked(path, data[:at] + b"draft: true" + end + data[at:], draft=True)


def _checked(path: str, data: bytes, *, draft: bool) -> bytes:
    if _is_draft(path, data) is not draft:
        line = "Delete the line  draft:  from it" if not draft else "Write the line  draft: true  among its fields"
        raise Refused(f"{path} could not be changed.", f"{line} yourself; no file was changed.")
    return data
