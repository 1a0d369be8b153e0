"""A driver for tests of publishing: small trees, a place for them, and a look at what is served."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.memory.refused import Refused
from sitegen.memory.tree import Made
from sitegen.publish.outcome import PublishTarget, Result
from sitegen.publish.protocol import publish, rollback
from sitegen.publish.release import MARKER, Release, make_release
from sitegen.publish.remotes.files import LocalDisk
from sitegen.publish.remotes.flip import FlipFolder
from sitegen.publish.remotes.inplace import InPlaceFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sitegen.publish.remotes.remote import Host, Remote

SWEEP = bool(os.environ.get("SITEGEN_SWEEP"))  # the long run, behind `make sweep`
SITE = "0123456789abcdef"
KINDS = {"index.html": "home", "style.css": "theme", "gone.html": "entry", "lists/all.html": "topic"}
LINK = re.compile(r'(?:href|src)="([^"]+)"')
KINDS_OF_FOLDER = {"flip": FlipFolder, "in place": InPlaceFolder}


def page(text: str, *links: str) -> bytes:
    return ("".join(f'<a href="{link}">x</a>' for link in links) + text).encode()


OLD = {
    "index.html": page("home 1", "answers/a.html", "answers/b.html", "lists/all.html", "style.css"),
    "answers/a.html": page("answer a, first words", "../index.html", "b.html"),
    "answers/b.html": page("answer b", "../index.html", "a.html"),
    "answers/same.html": page("never changes", "../index.html"),
    "lists/all.html": page("list 1", "../answers/a.html", "../answers/b.html", "../answers/same.html"),
    "style.css": b"a { color: red }",
}
NEW = {
    "index.html": page("home 2", "answers/a.html", "new/c.html", "lists/all.html", "style.css"),
    "answers/a.html": page("answer a, later words", "../index.html", "../new/c.html"),  # of the same size
    "answers/same.html": page("never changes", "../index.html"),
    "new/c.html": page("answer c", "../index.html", "d.html", "../lists/more.html"),
    "new/d.html": page("answer d", "../index.html", "c.html"),
    "lists/all.html": page("list 2", "../answers/a.html", "../new/c.html", "../answers/same.html"),
    "lists/more.html": page("list 3", "../new/c.html"),
    "style.css": b"a { color: tan }",
}


def release_of(files: Mapping[str, bytes]) -> Release:
    tree = {
        route: Made(
            hashlib.sha256(data).hexdigest(),
            len(data),
            KINDS.get(route, "topic" if route.startswith("lists/") else "entry"),
            f"Title of {route}",
            (),
        )
        for route, data in files.items()
    }
    return make_release(tree)


def place_of(connect: Callable[[], Remote], url: str = "", keep: int = 3, where: str = "the place") -> PublishTarget:
    return PublishTarget(connect, where, url, keep, SITE, "tester on test")


def folder_place(folder: Path, mode: str = "flip", url: str = "", keep: int = 3) -> PublishTarget:
    return place_of(lambda: KINDS_OF_FOLDER[mode](LocalDisk(), folder), url, keep, str(folder))


def put(place: PublishTarget, files: Mapping[str, bytes], removals: int | None = None) -> Result:
    return publish(place, release_of(files), files.__getitem__, removals, agree=lambda _: True)


def outcome(place: PublishTarget, files: Mapping[str, bytes]) -> str:
    """What a publish says when it is refused; empty where it says that all is well."""
    try:
        put(place, files)
    except Refused as refusal:
        return refusal.message
    return ""


def back(place: PublishTarget, wanted: str = "") -> Result:
    return rollback(place, wanted)


def look(place: PublishTarget) -> Host:
    remote = place.connect()
    try:
        return remote.look()
    finally:
        remote.close()


def docroot(folder: Path, mode: str = "flip") -> Path:
    return folder / "current" if mode == "flip" else folder


def served(folder: Path, mode: str = "flip") -> dict[str, bytes]:
    """What a web server would find, the marker and foreign files left out."""
    root = docroot(folder, mode)
    files = {
        (Path(place) / name).relative_to(root).as_posix(): (Path(place) / name).read_bytes()
        for place, _, names in os.walk(root)
        for name in names
    }
    return {route: data for route, data in files.items() if route != MARKER and not route.startswith("theirs")}


def dangling(files: Mapping[str, bytes]) -> list[str]:
    """Links to missing files on any page that a visitor can reach from the first one."""
    todo, seen, missing = ["index.html"], {"index.html"}, []
    while todo:
        route = todo.pop()
        for link in LINK.findall(files[route].decode()):
            target = os.path.normpath(os.path.join(os.path.dirname(route), link))
            if target not in files:
                missing.append(f"{route} -> {target}")
            elif target not in seen:
                seen.add(target)
                todo.append(target)
    return missing
