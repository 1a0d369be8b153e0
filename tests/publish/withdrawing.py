"""A site with a canary in every place of one entry, published to a place of any kind, and a look at every byte."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner
from project import DIGEST, Project, minimal_project, page

from sitegen.cli import main
from sitegen.publish.remotes import folder as opening

if TYPE_CHECKING:
    import pytest

DAY = "2024-06-01"
CANARY = b"zqxcanary"  # every canary begins with it
NAME = "zqxcanary-slug"
NEW_NAME = "zqxcanary-renamed"
PATH = f"{DIGEST}/{NAME}.md"
FOLDER = DIGEST.rpartition("/")[2]
WHY = "It named a member of staff."
WAYS = ("flip", "in place", "ssh", "sftp", "sftp in place")


def canary(place: str) -> str:
    return CANARY.decode() + place


def entry_text(**fields: Any) -> str:
    said = f"We heard {canary('body')} sing at one end of the long corridor, and will {canary('quote')}."
    body = f"{said}\n\n## {canary('heading')}\n\n| a |\n| - |\n| {canary('cell')} |\n\nNote.[^1]\n\n"
    body += f"[^1]: {canary('note')}\n"
    return page(
        {
            "question": f"Who heard {canary('question')} sing?",
            "title": f"The {canary('title')} in the corridor",
            "in_short": canary("inshort"),
            "topics": ["general"],
            "also_asked": [canary("alsoasked")],
            "asked_by": canary("askedby"),
            "outstanding": [canary("outstanding")],
            "aliases": [f"old/{canary('alias')}.html"],
            "extra": {"note": canary("extra")},
            "corrections": [
                {"date": "2024-02-01", "was": canary("was"), "now": canary("body"), "why": canary("correctionwhy")}
            ],
            "updates": [{"date": "2024-03-01", "text": canary("update")}],
            "commitments": [
                {
                    "text": canary("promise"),
                    "quote": f"will {canary('quote')}",
                    "strength": "commitment",
                    "due": "2024-09",
                }
            ],
            **fields,
        },
        body,
    )


def site(base: Path, to: str, others: int = 4) -> Project:
    """A project with that entry and some others, two of which name it."""
    project = minimal_project(base / "project")
    project.write(
        "sitegen.yaml",
        f"title: Test\nurl: https://intranet.example/qa/\nid: 0123abcd\npublish:\n  intranet:\n    to: {to}\n",
    )
    project.write(PATH, entry_text())
    for number in range(others):
        project.write(
            f"{DIGEST}/q{number}.md",
            page({"question": f"Why {number}?", "topics": ["general"]}, f"Because {number}. See [it]({NAME}.md)."),
        )
    return project.write(
        f"{DIGEST}/later.md", page({"question": "And now?", "topics": ["general"], "follows": [NAME]}, "As before.")
    )


def rename(project: Project, aliases: list[str]) -> None:
    """Give the answer's file another name; the aliases lead on to it."""
    project.remove(PATH)
    project.write(f"{DIGEST}/{NEW_NAME}.md", entry_text(aliases=aliases))
    for path in (project.folder / DIGEST).glob("[ql]*.md"):
        path.write_text(path.read_text().replace(NAME, NEW_NAME))


def news(question: str, body: str) -> str:
    """An answer with other words than were published, of which readers are told."""
    told = [{"date": DAY, "text": "There is news."}]
    return page({"question": question, "topics": ["general"], "updates": told}, body)


class Somewhere:
    """A place of one kind, by what stands in the settings."""

    def __init__(self, way: str, request: pytest.FixtureRequest, base: Path, patch: pytest.MonkeyPatch) -> None:
        self.way, self.folder = way, base / "site"
        self.to = str(self.folder)
        if way in ("ssh", "sftp"):
            self.to = request.getfixturevalue({"ssh": "sshd", "sftp": "sftp"}[way]).url(self.folder)
        elif way == "sftp in place":
            self.to = request.getfixturevalue("restricted")("-P symlink").url(self.folder)
        if way == "in place":
            patch.setattr(opening, "can_flip", lambda _: False)
        self.in_place = way.endswith("in place")
        self.root = self.folder if self.in_place else self.folder / "current"
        self.ours = base / "site.sitegen" if self.in_place else self.folder / ".sitegen"


def run(project: Project, *arguments: str, code: int = 0) -> str:
    dated = () if {"--rollback", "--history", "--verify", "--date"} & set(arguments) else ("--date", DAY)
    result = CliRunner().invoke(main, ["-C", str(project.folder), *arguments, *dated])
    assert result.exit_code == code, result.output + str(result.exception or "")
    return result.output


def withdraw(project: Project, *options: str, code: int = 0, entry: str = NAME) -> str:
    return run(project, "withdraw", entry, "--why", WHY, "--yes", *options, code=code)


def found_in(*folders: Path, needle: bytes = CANARY, but: tuple[str, ...] = ()) -> list[str]:
    """The names of all files in which the canary stands, plain or compressed, or in whose name it does.

    Where it is a part of the words in `but` it does not count.
    """
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder.parent).as_posix()
            data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            texts = [text.lower() for text in (name.encode(), *unpacked(data))]
            for word in but:
                texts = [text.replace(word.encode(), b"") for text in texts]
            if any(needle in text for text in texts):
                found.append(name)
    return found


def unpacked(data: bytes) -> list[bytes]:
    """The bytes, and what is compressed anywhere in them."""
    found = [data]
    if data[:2] == b"\x1f\x8b":
        found.append(gzip.decompress(data))
    at = 0
    while (at := data.find(b"\x78", at)) >= 0:
        with suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(data[at:]))
        at += 1
    return found
