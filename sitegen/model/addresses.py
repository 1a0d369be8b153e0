"""Addresses that collide, also by letter case and Unicode form; and old addresses that lead to pages."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from sitegen.model.names import kind_of, refusal
from sitegen.problems import file_addresses as problems
from sitegen.problems.problem import Place
from sitegen.reading.links import route_of

if TYPE_CHECKING:
    from sitegen.model.content_files import Files
    from sitegen.problems.problem import Problem

GENERATED = (
    "index.html",
    "404.html",
    "search.html",
    "waiting.html",
    "corrections.html",
    "changes.html",
    "digests/index.html",
    "topics/index.html",
    "people/index.html",
    "commitments/index.html",
    "questions/index.html",
    "pages/about.html",
    "pages/accessibility.html",
)
_LONGEST = 240  # of a whole address, in bytes: Windows takes about as much, the folder before it included
_LISTS = re.compile(
    r"(questions/([a-z]|0-9|other|u[0-9a-f]+)|((topics|people)/[^/]+|commitments)/[0-9]{4})(-[0-9]+)?\.html"
    r"|digests/[^/]+/parts/[0-9]+\.html"
)
_OURS = ("_theme", "_search", "assets", "data", ".sitegen")


def folded(route: str) -> str:
    """What two addresses share if some computer takes them for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", route).casefold())


def check_addresses(files: Files) -> list[Problem]:
    """Every page and asset at an address of its own, every alias at one that nothing else has."""
    found: list[Problem] = []
    printed: dict[str, str] = {}
    taken: dict[str, str] = {folded(route): "a page that the site makes itself" for route in GENERATED}
    for path in sorted(files.paths, key=lambda path: (path in files.drafts, path)):
        if not kind_of(path):
            continue
        route = route_of(path)
        other = taken.get(folded(route))
        if other and route not in GENERATED:
            found.append(problems.same_address(Place(path), route, other))
        taken[folded(route)] = path
        if kind_of(path) == "digest":
            printed[folded(route.removesuffix("index.html") + "print.html")] = path
    return found + _check_aliases(files, printed | taken)


def _check_aliases(files: Files, taken: dict[str, str]) -> list[Problem]:
    found: list[Problem] = []
    folders: set[str] = set()
    # Drafts come last, so that none takes an address from what is shown.
    for value in sorted(files.all(), key=lambda value: (value.file.path in files.drafts, value.file.path)):
        for ref in value.file.head.aliases:
            folders = folders or {folder for key in taken for folder in folders_of(key)}
            at = ref.at(value.file.path)
            why = _bad_alias(ref.name)
            key = folded(ref.name)
            if why:
                found.append(problems.bad_alias(at, ref.name, why))
            elif key in taken:
                found.append(problems.bad_alias(at, ref.name, f"it is the address of {taken[key]}"))
            elif key in folders or any(folder in taken for folder in folders_of(key)):
                found.append(problems.bad_alias(at, ref.name, "another address would lie inside it"))
            else:
                taken[key] = f"an older page of {value.file.path}"
                folders.update(folders_of(key))
    return found


def folders_of(route: str) -> list[str]:
    """All folders that the route lies in."""
    parts = route.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def _bad_alias(alias: str) -> str:
    """Why the text cannot be an old address; empty where it can."""
    if not alias.endswith(".html"):
        return "it does not end in .html"
    first = alias.partition("/")[0]
    if first.lower() in _OURS:
        return f"{first}/ is the site's own folder"
    if _LISTS.fullmatch(folded(alias)):
        return "the site makes lists by letter and by year, and parts of them, at such addresses"
    return refusal_of_route(alias)


def refusal_of_route(route: str) -> str:
    """Why the text cannot be an address below the site's root; empty where it can."""
    parts = route.split("/")
    if route.startswith("/") or "\\" in route or ":" in route:
        return "it must start below the site's own address"
    if ".." in parts or "." in parts or "" in parts or "%" in route:
        return "it goes up or in circles"
    if len(route.encode("utf-8", "surrogatepass")) > _LONGEST:
        return f"it is longer than {_LONGEST} plain letters"
    refused = next(((part, why) for part in parts if (why := refusal(part))), None)
    return f"“{refused[0]}” cannot be part of an address: {refused[1]}" if refused else ""
