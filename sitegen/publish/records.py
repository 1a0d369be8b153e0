"""The gate for records: whatever a disk or a host says of a place becomes a value here, or is refused in words.

Others may write to the place, and what a record names is written and removed with our rights. So nothing is taken for
what it should be: not its size, not its shape, not one field of it.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn, TypeGuard

from sitegen.memory.refused import Refused
from sitegen.memory.route import is_route, is_sha256
from sitegen.memory.tree import Made, Tree
from sitegen.publish.file_rows import file_rows
from sitegen.publish.history import LATEST, Row
from sitegen.publish.journal import Journal, Put
from sitegen.publish.release import MOST_BYTES, MOST_FILES, Release, make_release
from sitegen.publish.remotes.remote import FLIP, IN_PLACE, SiteRecord
from sitegen.publish.takings import MARKS, RELEASE, TEXT, WORDS, Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_OF = {
    "m": 16_000_000, "record": 48_000_000, MARKS: 8_000_000,
    "history.ndjson": 8_000_000, "next.json": 20_000, "journal.json": 24_000_000,
}  # read as a table  # fmt: skip
"""Bytes that our records may have; the others have few."""
FEW = 2000
_MOST_PARTS = 8 * MOST_FILES  # of a journal: so many brackets and commas
_LONGEST = 10_000  # characters of a text
_LARGEST = 1 << 40  # bytes of a file
_TOKEN = re.compile(r"[0-9a-f]{16,64}")
_ID = re.compile(r"[0-9a-f]{16}")
_NOT_HALF = re.compile("[\ud800-\udfff]")


def is_id(value: Any) -> TypeGuard[str]:
    """Whether it is the id of a release."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


@lru_cache(maxsize=2)  # one publish asks several times for what is served
def parse_release(data: bytes, release: str) -> Release:
    """What `dump_release` wrote of the release of that id; raises Refused."""
    with _reading(f"The list of files of release {release}"):
        found = make_release(_tree(data))
        if found.id != release:
            _refuse("it is the list of another release")
        return found


def _tree(data: bytes) -> Tree:
    tree: dict[str, Made] = {}
    ids: dict[str, str] = {}
    words: dict[str, str] = {}
    for route, (sha256, size, kind, title, entries) in file_rows(data):
        if route in tree or size > _LARGEST or len(tree) == MOST_FILES:
            _refuse("no file")
        known = tuple([ids.get(key) or ids.setdefault(_text(key), key) for key in entries])
        one, other = _line(kind), _line(title, MOST_BYTES)
        tree[_route(route)] = Made(sha256, size, words.setdefault(one, one), words.setdefault(other, other), known)
        if len(ids) > MOST_FILES:
            _refuse("more entries than files")
    return tree


def parse_site(text: str) -> SiteRecord:
    """The marker of a folder; raises Refused."""
    with _reading("The file site.json, which says whose site a folder holds,"):
        site, token, mode = _fields(_json(text, FEW), "site", "token", "mode")
        if mode not in (FLIP, IN_PLACE):
            _refuse("no such mode")
        return SiteRecord(_text(site), _id(token), mode)


def parse_rows(lines: Iterable[str]) -> tuple[Row, ...]:
    """What happened, a switch a line; raises Refused."""
    with _reading("The history of what was published"):
        return tuple(_row(_fields(_json(line), *Row._fields)) for line in lines)


def parse_pending(lines: Iterable[str]) -> tuple[Row, ...]:
    """A switch that was about to happen; one that cannot be read has not happened."""
    try:
        return parse_rows(lines)
    except Refused:
        return ()


def parse_marks(lines: Iterable[str]) -> tuple[Mark, ...]:
    """What was taken back, a mark a line; raises Refused."""
    with _reading("The list of what was withdrawn"):
        return tuple(_mark(*_list(_json(line, FEW), 3)) for line in lines)


def parse_journal(text: str, files_of: Callable[[str], Tree]) -> Journal | None:
    """The journal that was kept; None without one. Raises Refused.

    `files_of` gives what a release serves: it is known before there is a journal, which leads to nothing else.
    """
    if not text:
        return None
    with _reading("The list of what a publish that was interrupted had still to do"):
        if text.count("[") + text.count(",") + text.count("{") > _MOST_PARTS:
            _refuse("more than a site can have")
        row, puts, removals = _list(_json(text, MOST_OF["journal.json"]), 3)
        journal = Journal(
            _row(_list(row, len(Row._fields))),
            tuple(_put(*_list(put, 4)) for put in _list(puts)),
            tuple((_route(route), _sha256(sha256)) for route, sha256 in (_list(pair, 2) for pair in _list(removals))),
        )
        if not journal.makes(files_of(journal.row.release)):
            _refuse("it leads to another site than its release")
        return journal


def parse_head(text: str) -> str:
    """The id of the release that is served; empty for none. Raises Refused."""
    with _reading("The record of which release is served"):
        return _id(text.strip()) if text.strip() else ""


def parse_holder(data: bytes | str) -> str:
    """Who somebody says they are, on one line."""
    text = data if isinstance(data, str) else data[:FEW].decode("utf-8", "replace")
    return " ".join(text[:FEW].split())[:200]


@contextmanager
def _reading(what: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, RecursionError) as error:
        raise not_ours(what) from error


def not_ours(what: str) -> Refused:
    """The refusal of a record that we cannot have written."""
    return Refused(
        f"{what} was not written by sitegen, so nothing that it names was touched.",
        "Find out who changed it. The way out: publish to a new, empty folder, and let the web server serve that one.",
    )


def _json(text: str, most: int = MOST_OF["next.json"]) -> Any:
    """JSON as we write it: no number but whole ones of few digits, no name twice."""
    if len(text) > most or not text.isascii():
        _refuse("too long")
    return json.loads(text, object_pairs_hook=_once, parse_float=_refuse, parse_constant=_refuse, parse_int=_number)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        _refuse("a name stands twice")
    return found


def _fields(value: Any, *names: str) -> list[Any]:
    if not isinstance(value, dict) or value.keys() != set(names):
        _refuse("other fields")
    return [value[name] for name in names]


def _list(value: Any, length: int | None = None) -> list[Any]:
    if not isinstance(value, list) or (length is not None and len(value) != length):
        _refuse("no such list")
    return value


def _row(values: list[Any]) -> Row:
    release, parent, what, stamp, who, summary = values
    before = _id(parent) if parent != "" else ""
    return Row(_id(release), before, _line(what), _time(stamp), _line(who), _line(summary))


def _put(route: Any, sha256: Any, before: Any, turn: Any) -> Put:
    if type(turn) is not int or not 0 <= turn < 100:
        _refuse("no turn")
    return Put(_route(route), _sha256(sha256), _sha256(before) if before != "" else "", turn)


def _mark(kind: Any, name: Any, stamp: Any) -> Mark:
    if kind not in (TEXT, RELEASE, WORDS) or not isinstance(name, str) or not _TOKEN.fullmatch(name):
        _refuse("no mark")
    return Mark(kind, _id(name) if kind == RELEASE else name, _time(stamp))


def _time(value: Any) -> int:
    return value if type(value) is int and 0 <= value <= LATEST else _refuse("no time")


def _number(digits: str) -> int:
    if not re.fullmatch("[0-9]{1,15}", digits):
        _refuse("no number")
    return int(digits)


def _id(value: Any) -> str:
    return value if is_id(value) else _refuse("no release")


def _route(value: Any) -> str:
    return value if is_route(value) else _refuse("no route")


def _sha256(value: Any) -> str:
    return value if is_sha256(value) else _refuse("no hash")


def _text(value: Any, longest: int = _LONGEST) -> str:
    if not isinstance(value, str) or len(value) > longest or (not value.isascii() and _NOT_HALF.search(value)):
        _refuse("no text")
    return value


def _line(value: Any, longest: int = _LONGEST) -> str:
    """A text as it is shown among others, on one line."""
    return " ".join(_text(value, longest).split())


def _refuse(why: str) -> NoReturn:
    raise ValueError(why)
