"""What a file is, told from its path alone; and which names every computer takes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from sitegen.problems import whole as problems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.problems.problem import Problem

PICTURES = ("png", "jpg", "jpeg", "gif", "webp", "avif", "svg")
ASSET_KINDS = (*PICTURES, "pdf", "txt", "csv", "mp3", "mp4")

SETTINGS = "sitegen.yaml"
"""The file that makes a folder a project."""
_FOLDERS = {"topics": "topic", "people": "person", "pages": "page"}
_IGNORED = re.compile(r"~\$.*|\..*|.*\.tmp|.*~|4913|.*\.sw[a-z]|thumbs\.db|desktop\.ini", re.IGNORECASE)
_COPY = re.compile(
    r"(?:copy of |kopie von )(?P<original>.+)|"
    r"(?P<of>.+?)(?: - (?:copy|kopie)(?: \(\d+\))?| copy(?: \d+)?| \(\d+\)| \((?:.*)conflicted copy(?:.*)\)|"
    r"[-_ ]conflict[-_ ]\d.*|\.sync-conflict-.*|-(?-i:DESKTOP|LAPTOP)-(?-i:[A-Z0-9]+)(?:-\d+)?)",
    re.IGNORECASE,
)
"""As Explorer, Finder, OneDrive, Dropbox, Syncthing and others name copies."""
_SURELY_COPY = re.compile(r" - cop|kopie|conflicted copy|sync-conflict", re.IGNORECASE)
_TEXT_ENDING = re.compile(r"(?:\.md)?\.(?:txt|markdown|mdown|mkd|md)$", re.IGNORECASE)
# Device names of Windows and hidden segments of IIS, refused with any extension (Microsoft Learn, "Naming files,
# paths, and namespaces"; IIS request filtering).
_DEVICES = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"),
    )
)
_IIS = frozenset(
    (
        "bin",
        "web.config",
        "app_code",
        "app_data",
        "app_browsers",
        "app_globalresources",
        "app_localresources",
        "app_webreferences",
    )
)
_LONGEST = 100


def is_ignored(path: str) -> bool:
    """Whether the file is one that editors and systems leave lying about."""
    return any(_IGNORED.fullmatch(part) for part in path.split("/"))


@lru_cache(maxsize=1 << 17)  # the same few are asked about again and again
def kind_of(path: str) -> str:
    """entry, digest, topic, person, page or asset; an empty string for what stands where nothing is read."""
    parts = path.split("/")
    if parts[:2] == ["content", "assets"] and len(parts) > 2:
        return "asset"
    if not path.endswith(".md"):
        return ""
    if parts[:2] == ["content", "digests"] and len(parts) == 4:
        if parts[3].lower() == "index.md":
            return "digest" if parts[3] == "index.md" else ""
        return "entry"
    return _FOLDERS.get(parts[1], "") if len(parts) == 3 else ""


def check_names(paths: Iterable[str]) -> list[Problem]:
    """Names that some computer refuses, copies, reserved names, and texts in places where nobody reads them."""
    known = frozenset(paths)
    found = []
    folders: set[str] = set()
    for path in sorted(known):
        folder, _, name = path.rpartition("/")
        for at, part in [(path, name), *((path, part) for part in _new_folders(folder, folders))]:
            problem = _check_name(at, part, known)
            if problem:
                found.append(problem)
                break
        else:
            found += _check_place(path, name)
    return found


def check_theme_names(paths: Iterable[str]) -> list[Problem]:
    """Names, in a project's own theme, that some computer refuses."""
    found = (_check_name(path, path.rpartition("/")[2], frozenset()) for path in paths)
    return [problem for problem in found if problem]


def _new_folders(folder: str, seen: set[str]) -> list[str]:
    """The folders of the path that were not looked at before, so that one bad folder is one problem."""
    parts = folder.split("/")
    fresh = []
    for index in range(1, len(parts)):
        whole = "/".join(parts[: index + 1])
        if whole not in seen:
            seen.add(whole)
            fresh.append(parts[index])
    return fresh


def _check_name(path: str, name: str, known: frozenset[str]) -> Problem | None:
    stem, dot, extension = name.rpartition(".") if "." in name else (name, "", "")
    copy = _COPY.fullmatch(stem)
    if copy:
        original = (copy["original"] or copy["of"]) + dot + extension
        beside = path[: path.index(f"/{name}") + 1] + original
        if _SURELY_COPY.search(stem) or any(f"{other}/".startswith(f"{beside}/") for other in known):
            return problems.second_copy(path, original)
    why = _refusal(name)
    return problems.bad_name(path, name, why, _suggestion(name)) if why else None


def _refusal(name: str) -> str:
    """Why the name cannot be part of an address; empty where it can."""
    if unicodedata.normalize("NFC", name) != name:
        return "its accented letters are stored in two parts"
    bad = sorted({c for c in name if not (c.isalnum() or c in "-_." or unicodedata.category(c)[0] == "M")})
    if bad:
        shown = " ".join("a space" if c == " " else f"“{c}”" if c.isprintable() else f"U+{ord(c):04X}" for c in bad)
        return f"it holds {shown}; letters, digits, - and _ are safe"
    if name.split(".", maxsplit=1)[0] in _DEVICES or name in _IIS:
        return "Windows keeps this name for itself"
    if name.startswith((".", "_")) or name.endswith("."):
        return "it starts or ends with a mark that servers hide"
    if len(name.encode()) > _LONGEST:
        return f"it is longer than {_LONGEST} characters"
    return ""


def _suggestion(name: str) -> str:
    stem, dot, extension = name.rpartition(".") if "." in name else (name, "", "")
    kept = "".join(
        c if c.isalnum() or unicodedata.category(c)[0] == "M" else "-"
        for c in unicodedata.normalize("NFC", stem.lower())
    )
    kept = re.sub("-+", "-", kept).strip("-")[: _LONGEST // 2] or "a-name"
    if kept in _DEVICES or kept in _IIS:
        kept += "-1"
    return unicodedata.normalize("NFC", kept + dot + extension.lower())


def _check_place(path: str, name: str) -> list[Problem]:
    kind = kind_of(path)
    stem = name.removesuffix(".md")
    if (kind in ("entry", "topic", "person", "page") and stem in ("index", "print")) or path.startswith(
        "content/digests/index/"
    ):
        return [problems.reserved_name(path, stem)]
    if kind:
        return []
    better = _TEXT_ENDING.sub(".md", name)
    better = "index.md" if better.lower() == "index.md" else better
    if better != name:
        return [problems.misplaced_file(path, f"Rename it to:  {better}")]
    if not name.endswith(".md"):
        return [problems.misplaced_file(path, "Pictures and other files belong in content/assets/.")]
    return [
        problems.misplaced_file(
            path, "Questions belong in content/digests/a-session/, the rest in content/topics/, people/ or pages/."
        )
    ]
