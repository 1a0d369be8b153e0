"""What was erased, as far as it may be known still: where its tombstone stands, and hashes to find it again by."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.private import make_private
from sitegen.memory.regular import create, read_regular
from sitegen.model.entry import entry_id
from sitegen.model.names import WORDLESS
from sitegen.record.tokens import text_token
from sitegen.withdrawal.finding import plain_id
from sitegen.withdrawal.needles import KEY_SIZE, Needles, make_needles, parse_needles

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOLDER = ".sitegen/taken-back"
_LETTERS = 4  # bytes of chance in an opaque name


class Erased(NamedTuple):
    """One entry that was erased, or is about to be."""

    opaque: str
    """The path of the file that stands for it."""
    tokens: tuple[str, ...]
    """What stands for it where it was published, by each of its names."""
    needles: Needles

    def path(self, typed: str) -> str:
        """Where its own file stood, by the name of it that somebody knows still; empty where it is another name."""
        digest, stem = self.opaque.rpartition("/")[0], plain_id(typed).rpartition("/")[2]
        path = f"{digest}/{stem}.md"
        return path if self.needles.is_named(path.removeprefix("content/digests/").removesuffix(".md")) else ""


def new_erased(path: str) -> Erased:
    """An entry that is about to be erased, before its names and words are known."""
    opaque = f"{path.rpartition('/')[0]}/{WORDLESS}{secrets.token_hex(_LETTERS)}.md"
    return Erased(opaque, (), make_needles([], secrets.token_bytes(KEY_SIZE)))


def with_names(erased: Erased, site: str, paths: Iterable[str]) -> Erased:
    """The same, known by the paths too that its file has, or had when it was published."""
    tokens = [text_token(site, entry_id(path)) for path in paths]
    return erased._replace(tokens=tuple(dict.fromkeys([*erased.tokens, *tokens])))


def keep_erased(project: Path, erased: Erased) -> None:
    """Keep what is known of it. Raises OSError, Refused."""
    file = project / FOLDER / erased.opaque.removeprefix("content/digests/").replace("/", "@")
    make_private(project / ".sitegen")
    make_private(file.parent)
    new = file.with_name("new")
    with create(new) as stream:
        stream.write(f"{erased.opaque}\n{' '.join(erased.tokens)}\n".encode() + erased.needles.dump())
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(new, file)


def all_erased(project: Path) -> list[Erased]:
    """Everything that was erased from this copy of the project. Raises OSError."""
    folder = project / FOLDER
    found = []
    for name in sorted(os.listdir(folder)) if folder.is_dir() else ():
        opaque, tokens, rest = [*read_regular(folder / name).split(b"\n", 2), b"", b""][:3]
        needles = parse_needles(rest)
        if needles and name != "new":
            found.append(Erased(opaque.decode(), tuple(tokens.decode().split()), needles))
    return found


def find_erased(project: Path, typed: str) -> tuple[Erased, str] | None:
    """What was erased under that name, with the path of its own file, which may be known no more (then empty)."""
    for erased in all_erased(project):
        if path := erased.path(typed):
            return erased, path
        if plain_id(typed) in plain_id(erased.opaque) and WORDLESS in typed:
            return erased, ""
    return None
