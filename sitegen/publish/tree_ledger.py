"""What a release says, told from its tree: each answer by its page, and how often words were taken out of it."""

from __future__ import annotations

import json
import re
import zlib
from functools import partial
from typing import TYPE_CHECKING

from sitegen.memory.fingerprint import fingerprint_text
from sitegen.memory.refused import Refused
from sitegen.memory.route import is_route, is_sha256
from sitegen.publish.ledger import Ledger, PublishedText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.publish.ledger import LastSeen, Texts
    from sitegen.publish.release import Release

_MAGIC = b"sitegen answers 1\n"
_ENTRY, _TOMBSTONE = "entry", "tombstone"
_ROUTE = re.compile(r"digests/(.+)\.html")
_MOST = 64_000_000  # bytes, unpacked


def make_ledger(release: Release, site: str, removals: Mapping[str, int], seen: LastSeen | None = None) -> Ledger:
    """What is brought along with the release; `removals` says by id how often words were taken out of an answer."""
    tree = release.tree
    answers = {made.entries[0]: (made.title, made.sha256) for made in tree.values() if made.kind == _ENTRY}
    withdrawn = sorted(
        found[1] for route, made in tree.items() if made.kind == _TOMBSTONE and (found := _ROUTE.fullmatch(route))
    )
    rows = [[key, *answers[key], removals.get(key, 0)] for key in sorted(answers)]
    packed = zlib.compress(json.dumps([rows, withdrawn], ensure_ascii=False, separators=(",", ":")).encode(), 1)
    taken = {text_token(site, key) for key in withdrawn}
    taken |= {text_token(site, key, earlier) for key, count in removals.items() for earlier in range(count)}
    return Ledger(_MAGIC + packed, partial(read_texts, site), frozenset(taken), seen)


def read_texts(site: str, record: bytes) -> Texts:
    """What `make_ledger` wrote down of a release of that site. Raises Refused for anything else."""
    try:
        rows, withdrawn = json.loads(_unpacked(record))
        texts = {_id(key): _text(site, key, title, words, removals) for key, title, words, removals in rows}
        return texts | {_id(key): PublishedText("", "", frozenset()) for key in withdrawn}
    except (ValueError, TypeError, RecursionError, zlib.error) as error:
        raise Refused("The record of what a release says was not written by sitegen.") from error


def text_token(site: str, key: str, removals: int | None = None) -> str:
    """What stands for an answer, or for its versions out of which words were taken so often.

    It is kept for ever where the answer was taken back, and the id alone may say too much.
    """
    return fingerprint_text("\0".join((site, key, "" if removals is None else str(removals))))


def _text(site: str, key: str, title: str, words: str, removals: int) -> PublishedText:
    if not is_sha256(words) or type(title) is not str or type(removals) is not int:
        raise ValueError("no such row")
    return PublishedText(title, words, frozenset((text_token(site, key), text_token(site, key, removals))))


def _id(key: object) -> str:
    if not is_route(key):
        raise ValueError("no id")
    return key


def _unpacked(record: bytes) -> bytes:
    if not record.startswith(_MAGIC):
        raise ValueError("another kind of record")
    unpacking = zlib.decompressobj()
    data = unpacking.decompress(record[len(_MAGIC) :], _MOST)
    if not unpacking.eof:
        raise ValueError("cut, or too long")
    return data
