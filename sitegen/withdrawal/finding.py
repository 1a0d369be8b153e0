"""Which entry somebody means: by its file, its id, its address or the name of its file alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sitegen.memory.refused import Refused
from sitegen.model.entry import entry_id
from sitegen.model.names import kind_of
from sitegen.problems.guessing import Guesses
from sitegen.withdrawal.change import older_paths, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_NAMED = 5


def entry_paths(paths: Iterable[str]) -> list[str]:
    """Those of the paths at which entries stand."""
    return sorted(path for path in paths if kind_of(path) == "entry")


def find_entry(typed: str, paths: Collection[str]) -> str:
    """The path of the entry that is meant, among those of entries. Raises Refused."""
    wanted = plain_id(typed)
    ids = {entry_id(path): path for path in entry_paths(paths)}
    if wanted in ids:
        return ids[wanted]
    last = [key for key in ids if key.rpartition("/")[2] == wanted or wanted.endswith("/" + key)]
    if len(last) == 1:
        return ids[last[0]]
    if last:
        named = ", ".join(last[:_NAMED]) + (" …" if len(last) > _NAMED else "")
        raise Refused(
            f"There are several answers of the name “{typed}”.", f"Name one of them with its digest:  {named}"
        )
    near = Guesses(ids).nearest(wanted) or Guesses([key.rpartition("/")[2] for key in ids]).nearest(wanted)
    hint = f"Did you mean:  {near}" if near else "Name its file, such as:  2021-02-18-staff-briefing/other-trusts"
    raise Refused(f"There is no answer “{typed}”, here or in what was last published.", hint)


def former_paths(path: str, data: bytes, published: Mapping[str, bytes], own: Collection[str]) -> list[str]:
    """What an entry's file was called before: by its aliases, or because one that is gone, and no other, had its title.

    `published` are the texts of a release, `own` the paths of the files that there are now.
    """
    titles = words_of(path, data).titles
    gone = sorted(set(entry_paths(published)).difference(own)) if titles and path not in published else ()
    same = [other for other in gone if words_of(other, published[other]).titles == titles]
    return [*older_paths(path, data), *(same if len(same) == 1 else ())]


def plain_id(typed: str) -> str:
    """The id in what was typed, copied from an address or given as a path."""
    text = unquote(urlsplit(typed).path) if "://" in typed else typed
    text = text.replace("\\", "/").split("#")[0].strip().strip("/")
    for ending in (".md", ".html"):
        text = text.removesuffix(ending)
    for start in ("./", "content/", "digests/"):
        text = text.removeprefix(start)
    return text.rpartition("/digests/")[2]
