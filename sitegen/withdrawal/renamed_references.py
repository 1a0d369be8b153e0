"""What names an entry in other files when its own gets another name: links to it, and fields that list entries."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from sitegen.model.entry import entry_id
from sitegen.reading.frontmatter import parse_front_matter
from sitegen.reading.source import parse_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.problems.problem import Place
    from sitegen.reading.frontmatter import Fields

_FIELDS = ("follows", "supersedes", "related", "order")
_LINK = re.compile(rb"[^\s()<>\[\]\"']+\.md\b")


def renamed_in(files: Mapping[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """Those of the files, by path, that name the file at the old path, with the new one in its place."""
    changed = {}
    known = {entry_id(path) for path in files}
    for path, data in files.items():
        if not path.endswith(".md") or path in (old, new) or posixpath.basename(old)[:-3].encode() not in data:
            continue
        made = _with_links(path, _with_fields(path, data, old, new, known), old, new)
        if made != data:
            changed[path] = made
    return changed


def _with_links(path: str, data: bytes, old: str, new: str) -> bytes:
    folder = posixpath.dirname(path)

    def put(found: re.Match[bytes]) -> bytes:
        typed = found[0].decode("utf-8", "replace")
        if posixpath.normpath(posixpath.join(folder, typed)) != old:
            return found[0]
        return (typed[: len(typed) - len(posixpath.basename(old))] + posixpath.basename(new)).encode()

    return _LINK.sub(put, data)


def _with_fields(path: str, data: bytes, old: str, new: str, known: set[str]) -> bytes:
    source, _ = parse_source(path, data)
    front = parse_front_matter(source)[0] if source else None
    if front is None:
        return data
    lines = re.split(rb"(\r\n|\r|\n)", data)
    for at, typed in sorted(_named(front.fields), key=lambda found: (found[0].line or 0, found[0].column or 0))[::-1]:
        if not _means(typed, path, old, known) or not at.line or not at.column:
            continue
        row = 2 * (at.line - 1)
        text = lines[row].decode("utf-8", "replace")
        start = text.find(typed, max(0, at.column - 1))
        if start >= 0:
            stem = posixpath.basename(new)[:-3] + (".md" if typed.endswith(".md") else "")
            named = typed.rpartition("/")[0] + "/" + stem if "/" in typed else stem
            lines[row] = (text[:start] + named + text[start + len(typed) :]).encode()
    return b"".join(lines)


def _named(fields: Fields) -> Iterator[tuple[Place, str]]:
    for name in _FIELDS:
        value: Any = fields.values.get(name)
        if isinstance(value, str):
            yield fields.place(name), value.strip()
        for number, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, str):
                yield fields.place(name, number), item.strip()


def _means(typed: str, path: str, old: str, known: set[str]) -> bool:
    """Whether the name means the old entry in the file at the path, as the checks of the whole read it."""
    name = typed.removesuffix(".md").removeprefix("content/").removeprefix("digests/")
    wanted, own = entry_id(old), entry_id(path).partition("/")[0] + "/" + name
    if name in known or own in known:
        return wanted == (name if name in known else own)
    return name == wanted.rpartition("/")[2]
