"""An entry erased: nothing stays of it but that something was withdrawn, and what is left of its words is sought."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.refused import Refused, refusing
from sitegen.model.entry import entry_id
from sitegen.model.schema.parse import parse_content
from sitegen.reading.markdown import Labels
from sitegen.record.tokens import text_token
from sitegen.withdrawal.change import TakenBack, changes, words_of
from sitegen.withdrawal.erased import Erased, find_erased, keep_erased, new_erased, with_names
from sitegen.withdrawal.finding import find_entry, former_paths
from sitegen.withdrawal.kept_sources import all_sources
from sitegen.withdrawal.legible import read_texts
from sitegen.withdrawal.marking import is_marked
from sitegen.withdrawal.needles import KEY_SIZE, make_needles
from sitegen.withdrawal.own_files import content_files, entry_files, read_own, write_own
from sitegen.withdrawal.scouring import files_in, search, temporary_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from sitegen.withdrawal.needles import Needles
    from sitegen.withdrawal.scouring import Searched

_MEMORY = ".sitegen"
_NOT_OWN = ("output/", f"{_MEMORY}/", ".git/")
"""Below the project's folder: what is looked through by itself, and what is out of our reach."""


class Sought(NamedTuple):
    """What is looked for."""

    needles: Needles
    path: str
    """Of the entry's own file."""
    is_erased: bool
    """Else its own file still holds the words, and so does what is remembered of it."""


def begin(project: Path, site: str, typed: str, reason: str) -> tuple[Erased, str]:
    """What is to be erased from the site of that id, with the path of its file: begun now or before. Raises Refused."""
    with refusing("What is to be erased cannot be read"):
        known = find_erased(project, typed)
        kept, own = all_sources(project), entry_files(project)
        paths = {*own, *(path for sources in kept for path in sources.texts)}
        path = known[1] if known else find_entry(typed, paths)
        erased = known[0] if known else new_erased(path)
        texts = [_own_text(project, path), *(sources.texts for sources in kept)]
        own_versions = [some[path] for some in texts if path in some]
        former = [name for data in own_versions for some in texts for name in former_paths(path, data, some, own)]
        names = [path, *former, *_known_paths(erased, site, paths)]
        words = [words_of(name, some[name]) for some in texts for name in names if name in some]
        erased = with_names(erased, site, filter(None, names))
        erased = erased._replace(needles=erased.needles | make_needles(words, erased.needles.key))
        if erased.needles.find_in(reason):
            raise Refused("The reason holds words of the answer, and readers see it.", "Give another --why.")
        keep_erased(project, erased)
        return erased, path


def erase_own(project: Path, site: str, erased: Erased, path: str, day: date, why: str) -> TakenBack:
    """Put the tombstone in the place of the entry's file, and its name into whatever names that. Raises Refused."""
    files = content_files(project)
    with refusing("What was published before cannot be read"):
        published = {other for sources in all_sources(project) for other in sources.texts}
    older = [other for other in _known_paths(erased, site, published) if other != path]
    taken = TakenBack(path, day, why, erased.opaque, tuple(older))
    if path:
        write_own(project, changes(files, taken))
    if erased.opaque in files:  # begun before, so the day and the reason are those of then
        entry = parse_content("entry", erased.opaque, files[erased.opaque], Labels(), ()).value
        if entry and entry.withdrawn:
            taken = taken._replace(day=entry.withdrawn.date, why=" ".join(entry.withdrawn.why.split()))
    return taken


def sought(project: Path, typed: str) -> Sought:
    """What a search for what was taken back looks for. Raises Refused."""
    with refusing("What is looked for cannot be read"):
        known = find_erased(project, typed)
    if known:
        return Sought(known[0].needles, known[1], is_erased=True)
    path = find_entry(typed, entry_files(project))
    data = read_own(project, path)
    if not is_marked(data):
        raise Refused(f"{path} is not withdrawn.", f"To withdraw it:  sitegen withdraw {path} --why …")
    needles = make_needles([words_of(path, data)], secrets.token_bytes(KEY_SIZE))
    others = [text for other, text in content_files(project).items() if other != path]
    # Its address stays, with its name in it; and what other answers say, too, is theirs to say.
    needles = replace(needles, names=frozenset()).without(
        text for data in others for text in read_texts("", data).texts
    )
    return Sought(needles, path, is_erased=False)


def search_here(project: Path, wanted: Sought) -> Iterator[Searched]:
    """Look through this computer, as far as it is ours."""
    own = files_in(project, lambda path: path == wanted.path or path.startswith(_NOT_OWN))
    yield search("your own files in this folder", own, wanted.needles)
    yield search("the built site here", files_in(project / "output"), wanted.needles)
    if wanted.is_erased:
        yield search("what sitegen remembers here", files_in(project / _MEMORY, _is_of_erased), wanted.needles)
    yield search("temporary files", temporary_files(), wanted.needles)


def _is_of_erased(name: str) -> bool:
    return name.startswith("taken-back/") or name == "lock"


def _own_text(project: Path, path: str) -> dict[str, bytes]:
    return {path: read_own(project, path)} if path and (project / path).is_file() else {}


def _known_paths(erased: Erased, site: str, paths: Iterable[str]) -> list[str]:
    """Those of the paths by which it was known: its own file, which told of them, may be gone already."""
    return [path for path in sorted(paths) if text_token(site, entry_id(path)) in erased.tokens]
