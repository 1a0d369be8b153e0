"""What a file is, told from its path alone; and which names every computer takes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from sitegen.problems import file_addresses as problems
from sitegen.problems.project_files import theme_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.problems.problem import Problem

PICTURES = ("png", "jpg", "jpeg", "gif", "webp", "avif", "svg")
ASSET_KINDS = (*PICTURES, "pdf", "txt", "csv", "mp3", "mp4")
THEME_KINDS = (
    *("css", "js", "mjs", "map", "json", "wasm", "woff", "woff2", "ttf", "otf", "ico", "webmanifest"),
    *ASSET_KINDS,
)
_RUN = frozenset(
    (
        *("asa", "ashx", "asmx", "asp", "aspx", "cer", "cfm", "cgi", "fcgi", "jsp", "jspx", "phar", "php", "php3"),
        *("php4", "php5", "php7", "php8", "phps", "pht", "phtml", "pl", "py", "rb", "shtm", "shtml", "stm"),
    )
)
"""Endings by which web servers know programs; Apache finds them before another ending, too."""

SETTINGS = "sitegen.yaml"
"""The file that makes a folder a project."""
WORDLESS = "withdrawn-"
"""What the name of a file begins with that stands for an answer which was erased; letters by chance follow."""
_WORDLESS = re.compile(rf"content/digests/[^/]+/{WORDLESS}[0-9a-f]{{8}}\.md")
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


def looks_like_file(path: str) -> bool:
    """Whether a path that nobody could look at has an ending, as our files have and few folders."""
    return "." in path.rpartition("/")[2]


def is_wordless(path: str) -> bool:
    """Whether the file at the path stands for an answer that was erased, and holds no words of anybody."""
    return _WORDLESS.fullmatch(path) is not None


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
    standing = known.union(*_folders_of(known)) if known else known
    found = []
    folders: set[str] = set()
    for path in sorted(known):
        folder, _, name = path.rpartition("/")
        for at, part in [(path, name), *((path, part) for part in _new_folders(folder, folders))]:
            problem = _check_name(at, part, standing)
            if problem:
                found.append(problem)
                break
        else:
            found += _check_place(path, name)
    return found


def check_theme_names(paths: Iterable[str]) -> list[Problem]:
    """Names, in a project's own theme, that some computer refuses, and files that a web server may run."""
    found = []
    for path in paths:
        name = path.rpartition("/")[2]
        kind = name.rpartition(".")[2].lower() if "." in name else ""
        problem = _check_name(path, name, frozenset())
        if problem:
            found.append(problem)
        elif kind not in THEME_KINDS:
            found.append(theme_kind(path, kind or "without an ending", THEME_KINDS))
    return found


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


def _folders_of(paths: Iterable[str]) -> Iterator[list[str]]:
    """The folders that each path lies in, for each folder once."""
    for folder in {path.rpartition("/")[0] for path in paths}:
        yield ["/".join(folder.split("/")[:depth]) for depth in range(1, folder.count("/") + 2)]


def _check_name(path: str, name: str, standing: frozenset[str]) -> Problem | None:
    """The problem of a file's or a folder's name; `standing` are all files and folders."""
    stem, dot, extension = name.rpartition(".") if "." in name else (name, "", "")
    copy = _COPY.fullmatch(stem)
    if copy:
        original = (copy["original"] or copy["of"]) + dot + extension
        beside = path[: path.index(f"/{name}") + 1] + original
        if _SURELY_COPY.search(stem) or beside in standing:
            return problems.second_copy(path, original)
    why = refusal(name)
    return problems.bad_name(path, name, why, _free(path, name, standing)) if why else None


def _free(path: str, name: str, standing: frozenset[str]) -> str:
    """A name like it that every computer takes and nothing has."""
    better = _suggestion(name)
    beside = path[: path.index(name)]
    stem, dot, extension = better.partition(".")
    number = 1
    while beside + better in standing:
        number += 1
        better = f"{stem}-{number}{dot}{extension}"
    return better


def refusal(name: str) -> str:
    """Why the name cannot be part of an address; empty where it can."""
    if unicodedata.normalize("NFC", name) != name:
        return "its accented letters are stored in two parts"
    bad = sorted({c for c in name if not (c.isalnum() or c in "-_." or unicodedata.category(c)[0] == "M")})
    if bad:
        shown = " ".join("a space" if c == " " else f"“{c}”" if c.isprintable() else f"U+{ord(c):04X}" for c in bad)
        return f"it holds {shown}; letters, digits, - and _ are safe"
    lowered = name.lower()
    first, *inner = lowered.split(".")
    runs = [part for part in inner[:-1] if part in _RUN] if len(inner) > 1 else ()
    if runs:
        return f"web servers can take a file with “.{runs[0]}.” in its name for a program"
    if first in _DEVICES or lowered in _IIS:
        return "Windows keeps this name for itself"
    if name.startswith((".", "_")) or name.endswith("."):
        return "it starts or ends with a mark that servers hide"
    if len(name.encode()) > _LONGEST:
        return f"it is longer than {_LONGEST} plain letters (é counts as two, 救 as three)"
    return ""


def _suggestion(name: str) -> str:
    """A name like it that every computer takes."""
    stem, _, extension = name.rpartition(".") if "." in name.strip(".") else (name, "", "")
    kept, ending = _safe(stem, _LONGEST // 2) or "a-name", _safe(extension, _LONGEST // 4)
    better = ".".join([kept, ending] if ending else [kept])
    return f"{kept}-1" + better.removeprefix(kept) if refusal(better) else better


def _safe(text: str, longest: int) -> str:
    """The letters and digits of the text in small letters, joined by hyphens, in up to `longest` bytes."""
    kept = "".join(
        c if c.isalnum() or unicodedata.category(c)[0] == "M" else "-"
        for c in unicodedata.normalize("NFC", text.lower())
    )
    whole = re.sub("-+", "-", kept).strip("-")
    cut = whole.encode()[:longest].decode(errors="ignore")
    if cut != whole and whole[len(cut)] != "-":  # in the middle of a word
        cut = cut.rpartition("-")[0] or cut
    return unicodedata.normalize("NFC", cut).strip("-")


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
