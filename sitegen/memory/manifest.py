"""What stands at each address of the output, as the file that says so."""

from __future__ import annotations

import json
import sys
from itertools import chain
from typing import TYPE_CHECKING

from sitegen.memory.tree import Made

if TYPE_CHECKING:
    from sitegen.memory.tree import Tree

_ROUTES = "routes"
_HASH = 64  # hex digits of a SHA-256
_BETWEEN = "\x7f"  # in no name and no title, and nothing that JSON has to escape


def load_manifest(data: bytes) -> dict[str, Made]:
    """What was written; raises ValueError, TypeError, LookupError or AttributeError where it is damaged."""
    found = json.loads(data)
    if _ROUTES not in found:  # by sitegen 0.1, a row for each file
        rows = found.items()
        return {route: Made(hash_, size, kind, title, tuple(ids)) for route, (hash_, size, kind, title, ids, _) in rows}
    if not found["size"]:
        return {}
    routes, kinds, titles, ids = (found[name].split(_BETWEEN) for name in (_ROUTES, "kind", "title", "ids"))
    hashes = [found["sha256"][start : start + _HASH] for start in range(0, len(found["sha256"]), _HASH)]
    entries = [tuple([ids[number] for number in numbers]) for numbers in found["entries"]]
    made = map(Made, hashes, found["size"], map(sys.intern, kinds), titles, entries)
    return dict(zip(routes, made, strict=True))


def dump_manifest(tree: Tree) -> bytes:
    """The tree as bytes.

    In columns, and in as few texts as can be: read and written several times as quickly as a row for each file.
    """
    routes = sorted(tree)
    made = [tree[route] for route in routes]
    ids = {key: number for number, key in enumerate(dict.fromkeys(chain.from_iterable(one.entries for one in made)))}
    found = {
        _ROUTES: _BETWEEN.join(routes),
        "sha256": "".join([one.sha256 for one in made]),
        "size": [one.size for one in made],
        "kind": _BETWEEN.join([one.kind for one in made]),
        "title": _BETWEEN.join([one.title for one in made]),
        "ids": _BETWEEN.join(ids),
        "entries": [[ids[key] for key in one.entries] for one in made],
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
