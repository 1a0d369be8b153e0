"""What bodies point at: pages, headings and assets that are there, or are left out, or are mistakes."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from sitegen.model.names import ASSET_KINDS, PICTURES, kind_of
from sitegen.model.own_addresses import OwnAddresses
from sitegen.model.settings import PATH
from sitegen.problems import project_files
from sitegen.problems import targets as problems
from sitegen.problems.body import not_a_picture
from sitegen.problems.guessing import Guesses
from sitegen.problems.problem import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.model.content_files import Files
    from sitegen.model.resolve import Entry
    from sitegen.model.settings import Settings
    from sitegen.model.values import File
    from sitegen.problems.problem import Problem
    from sitegen.reading.links import BodyLink


def check_links(
    files: Files, entries: Mapping[str, Entry], settings: Settings
) -> tuple[dict[str, frozenset[str]], tuple[str, ...], list[Problem]]:
    """For each path the addresses that lead to something not shown; the assets in use; and the problems."""
    checker = _Checker(files, entries, settings)
    used: set[str] = set()
    dead: dict[str, frozenset[str]] = {}
    for file in checker.files_by_path.values():
        if not file.links:
            continue
        gone = frozenset(link.href for link in file.links if checker.is_dead(link, file))
        if gone:
            dead[file.path] = gone
        if file.path not in files.holds and not checker.is_withdrawn(file.path):
            used.update(target for link in file.links if (target := checker.asset_of(link)) in checker.assets)
    if settings.theme.logo:
        used |= checker.check_logo(settings)
    checker.check_assets(used)
    return dead, tuple(sorted(used)), checker.found


class _Checker:
    """Goes through the links of all files, in order."""

    def __init__(self, files: Files, entries: Mapping[str, Entry], settings: Settings) -> None:
        self.files, self.entries = files, entries
        self.own = OwnAddresses(settings.url, files)
        self.found: list[Problem] = []
        self.files_by_path: dict[str, File] = {value.file.path: value.file for value in files.all()}
        self.withdrawn = frozenset(entry.source.file.path for entry in entries.values() if entry.is_withdrawn)
        self.assets = frozenset(path for path in files.paths if kind_of(path) == "asset")
        self.folded = {path.casefold(): path for path in files.paths}
        folders: dict[str, list[str]] = {}
        for path in files.paths:
            folder, _, name = path.rpartition("/")
            folders.setdefault(folder, []).append(name)
        self.names = {folder: Guesses(names) for folder, names in folders.items()}
        self.headings: dict[str, Guesses] = {}
        self.anchors: dict[str, frozenset[str]] = {}

    def is_withdrawn(self, path: str) -> bool:
        return path in self.withdrawn

    def is_dead(self, link: BodyLink, file: File) -> bool:
        """Check one link; True if it is shown as its text because its target is not shown."""
        at = Place(file.path, link.line or None, link.column or None, max(1, len(link.typed)))
        if link.kind == "anchor":
            self.check_anchor(link, file.path, at)
        elif link.kind == "page":
            return self.check_page(link, file, at)
        elif link.kind in ("file", "picture"):
            self.check_file(link, at)
        elif link.kind in ("external", "address"):
            return self.check_own_address(link, file, at)
        return False

    def asset_of(self, link: BodyLink) -> str:
        """The path of the file that the link leads to, if it is no page."""
        if link.kind in ("file", "picture"):
            return link.target
        led = self.own.lead(link.typed) if link.kind in ("external", "address") else None
        return led.target if led else ""

    def check_own_address(self, link: BodyLink, file: File, at: Place) -> bool:
        """A full address of the site itself is checked as a path to a file is."""
        led = self.own.lead(link.typed)
        if led is None or led.target in self.assets:
            return False
        if not led.target:
            if not led.is_known and not self.files.unread:
                self.found.append(problems.own_link_broken(at, link.typed))
            return False
        is_dead = self.check_page(link._replace(target=led.target, anchor=led.anchor), file, at)
        hold = self.files.holds.get(led.target)
        was_never_shown = hold is not None and (hold.until is not None or "draft" in hold.reason)
        if was_never_shown and link.kind == "address" and file.path not in self.files.holds:
            self.found[-1] = problems.held_address_shown(at, link.typed)
        return is_dead

    def check_page(self, link: BodyLink, file: File, at: Place) -> bool:
        if link.target not in self.files.paths:
            self.tell_broken(link, file, at)
            return False
        if not kind_of(link.target):
            return False  # that file's place is complained about already
        hold = self.files.holds.get(link.target)
        if hold or self.is_withdrawn(link.target):
            if file.path not in self.files.holds:
                why = f"its target is held back ({hold})" if hold else "its target was withdrawn"
                self.found.append(problems.link_left_out(at, link.typed, why))
            return True
        self.check_anchor(link, link.target, at)
        return False

    def check_anchor(self, link: BodyLink, target: str, at: Place) -> None:
        known = self.files_by_path.get(target)
        if not link.anchor or not known or link.anchor.startswith("_fn"):
            return
        if target not in self.anchors:
            self.anchors[target], self.headings[target] = frozenset(known.anchors), Guesses(known.anchors)
        if link.anchor not in self.anchors[target]:
            name = link.typed.partition("#")[0]
            near = self.headings[target].nearest(link.anchor)
            self.found.append(problems.broken_anchor(at, name, link.anchor, near))

    def check_file(self, link: BodyLink, at: Place) -> None:
        if link.target not in self.files.paths:
            self.tell_broken(link, self.files_by_path[at.path], at)
        elif link.target not in self.assets:
            return  # that file's place is complained about already
        elif link.kind == "picture" and _extension(link.target) not in PICTURES:
            self.found.append(not_a_picture(at, link.typed))

    def tell_broken(self, link: BodyLink, file: File, at: Place) -> None:
        if not self.files.may_hold(link.target):
            self.found.append(problems.broken_link(at, link.typed, self.near(link, file)))

    def near(self, link: BodyLink, file: File) -> str:
        """The address of the file most like the one that is not there."""
        folder, name = posixpath.split(link.target)
        there = self.folded.get(link.target.casefold())  # some hosts tell capitals from small letters
        if there is None:
            beside = self.names[folder].nearest(name) if folder in self.names else ""
            if not beside:
                return ""
            there = f"{folder}/{beside}"
        path = posixpath.relpath(there, posixpath.dirname(file.path))
        return path + (f"#{link.anchor}" if link.anchor else "")

    def check_logo(self, settings: Settings) -> set[str]:
        path = settings.theme.logo
        if path in self.assets and _extension(path) in PICTURES:
            return {path}
        if path not in self.assets and self.files.may_hold(path):
            return set()
        line, column = settings.places.get("theme.logo", (1, 1))
        at = Place(PATH, line, column, len(path))
        self.found.append(
            not_a_picture(at, path)
            if path in self.assets
            else problems.broken_link(at, path, Guesses(self.assets).nearest(path))
        )
        return set()

    def check_assets(self, used: set[str]) -> None:
        for path in sorted(self.assets):
            if _extension(path) not in ASSET_KINDS:
                self.found.append(project_files.asset_kind(path, _extension(path) or "without an ending", ASSET_KINDS))
            elif path not in used and not self.files.unread:
                self.found.append(project_files.unused_asset(path))


def _extension(path: str) -> str:
    return posixpath.splitext(path)[1].removeprefix(".").lower()
