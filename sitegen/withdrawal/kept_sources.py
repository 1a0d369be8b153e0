"""The sources as they were last published, in one file beside the record: what something is taken back from.

They stay on this computer. Drafts are among them, which have no business on a host.
"""

from __future__ import annotations

import json
import os
import zlib
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.private import make_private, planted
from sitegen.memory.regular import create, read_regular
from sitegen.memory.route import is_route
from sitegen.memory.signature import NO_SIGNATURE
from sitegen.memory.snapshot import Seen, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FOLDER = ".sitegen/published"
"""Below the project's folder; with a file for each place that was published to."""
_ENDING = ".sources"
_MAGIC = b"sitegen sources 1\n"
_LEVEL = 1  # a third more than the best, in a tenth of the time
MOST_TEXTS, MOST_ASSETS = 256_000_000, 64_000_000
"""Bytes of all texts, without which nothing is kept; and of pictures and the like, which rarely are made anew."""
_PACKED_ALREADY = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".pdf", ".mp3", ".mp4")


class KeptSources(NamedTuple):
    """What a release was made of."""

    release: str
    day: date
    """The day that it was built for."""
    prints: Mapping[str, str]
    """By path, the fingerprint of every file."""
    texts: Mapping[str, bytes]
    """By path, the bytes of those that are kept."""

    def with_file(self, path: str, data: bytes) -> KeptSources:
        """The same with another file at the path."""
        prints = {**self.prints, path: fingerprint_bytes(data)}
        return self._replace(prints=prints, texts={**self.texts, path: data})

    def without_file(self, path: str) -> KeptSources:
        """The same without the file."""
        prints, texts = dict(self.prints), dict(self.texts)
        prints.pop(path, None)
        texts.pop(path, None)
        return self._replace(prints=prints, texts=texts)


def sources_file(project: Path, name: str) -> Path:
    """Where those of the place of that name are."""
    plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return project / FOLDER / ((name.lower() if plain else fingerprint_bytes(name.encode())) + _ENDING)


def sources_of(snapshot: Snapshot, release: str, day: date) -> KeptSources | None:
    """What the snapshot holds; None where that is too much to be kept. Raises OSError where a file has changed."""
    assets = [path for path in sorted(snapshot.files) if _is_asset(path)]
    sizes = {path: os.stat(snapshot.root / path).st_size for path in snapshot.files}
    if sum(sizes.values()) - sum(sizes[path] for path in assets) > MOST_TEXTS:
        return None
    kept = sorted(snapshot.files.keys() - set(assets))
    kept += assets if sum(sizes[path] for path in assets) <= MOST_ASSETS else []
    texts = {path: snapshot.read(path) for path in kept}
    return KeptSources(release, day, {path: seen.fingerprint for path, seen in snapshot.files.items()}, texts)


def write_sources(project: Path, name: str, sources: KeptSources | None) -> None:
    """Keep the sources of a release that is about to be published, beside those of the one before.

    None keeps none. Raises OSError, and Refused where a link stands in the way.
    """
    file = _coming(sources_file(project, name))
    make_private(project / ".sitegen")
    make_private(file.parent)
    if sources is None:
        file.unlink(missing_ok=True)
        return
    new = file.with_name(file.name + ".new")
    with create(new) as stream:
        for piece in _dump(sources):
            stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(new, file)


def settle_sources(project: Path, name: str, release: str) -> None:
    """Keep of the two those of the release that is served; a publish may have died between them. Raises OSError."""
    file = sources_file(project, name)
    coming = _read(_coming(file))
    if coming and coming.release == release:
        os.replace(_coming(file), file)
    _coming(file).unlink(missing_ok=True)


def read_sources(project: Path, name: str, release: str) -> KeptSources | None:
    """Those of a release of the place; None without any, or where they are damaged. Raises OSError."""
    file = sources_file(project, name)
    return next((found for one in (file, _coming(file)) if (found := _read(one)) and found.release == release), None)


def all_sources(project: Path) -> list[KeptSources]:
    """Everything that is kept, of every place. Raises OSError."""
    folder = project / FOLDER
    names = sorted(os.listdir(folder)) if folder.is_dir() else []
    return [found for name in names if _ENDING in name and (found := _read(folder / name))]


def _coming(file: Path) -> Path:
    return file.with_name(file.name + ".next")


def _read(file: Path) -> KeptSources | None:
    try:
        return _parse(read_regular(file))
    except (FileNotFoundError, ValueError, TypeError, LookupError, zlib.error, RecursionError):
        return None


def snapshot_of(sources: KeptSources, folder: Path) -> Snapshot:
    """They as the files of a project in the folder, in which those stand that were unpacked."""
    files = {path: Seen.of(NO_SIGNATURE, its_fingerprint) for path, its_fingerprint in sources.prints.items()}
    return Snapshot(folder, files, (), (), frozenset())


def unpack_sources(sources: KeptSources, folder: Path, paths: Iterable[str]) -> None:
    """Write those at the paths into the folder, which is ours alone. Raises OSError."""
    made: set[Path] = set()
    for path, data in ((path, sources.texts[path]) for path in paths if path in sources.texts):
        file = folder / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        with create(file) as stream:
            stream.write(data)


def clear_folder(folder: Path) -> None:
    """Remove our own folder with all that lies in it; a link in it goes, and what it leads to stays. Raises OSError."""
    if os.path.islink(folder):
        raise planted(folder)
    for place, _, names in os.walk(folder, topdown=False):
        for name in names:
            os.unlink(os.path.join(place, name))
        for name in os.listdir(place):  # links to folders
            inner = os.path.join(place, name)
            (os.unlink if os.path.islink(inner) else os.rmdir)(inner)
        os.rmdir(place)


def _is_asset(path: str) -> bool:
    return path.lower().endswith(_PACKED_ALREADY)


def _dump(sources: KeptSources) -> Iterable[bytes]:
    ordered = sorted(sources.texts, key=lambda path: (_is_asset(path), path))
    head = {
        "release": sources.release,
        "day": sources.day.isoformat(),
        "paths": sorted(sources.prints),
        "prints": "".join(sources.prints[path] for path in sorted(sources.prints)),
        "texts": [[path, len(sources.texts[path])] for path in ordered],
    }
    packing = zlib.compressobj(_LEVEL)
    packed = [packing.compress(json.dumps(head).encode() + b"\n")]
    packed += [packing.compress(sources.texts[path]) for path in ordered if not _is_asset(path)]
    packed.append(packing.flush())
    yield _MAGIC + b"%d\n" % sum(map(len, packed))
    yield from packed
    yield from (sources.texts[path] for path in ordered if _is_asset(path))


def _parse(data: bytes) -> KeptSources:
    if not data.startswith(_MAGIC):
        raise ValueError("another kind of file")
    length, _, packed = data[len(_MAGIC) :].partition(b"\n")
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(packed[: int(length)], 2 * MOST_TEXTS)
    if not unpacking.eof:
        raise ValueError("cut")
    first, _, rest = text.partition(b"\n")
    head = json.loads(first)
    rest += packed[int(length) :]
    texts: dict[str, bytes] = {}
    at = 0
    for path, size in head["texts"]:
        texts[path], at = rest[at : at + size], at + size
    prints = {path: head["prints"][32 * row : 32 * row + 32] for row, path in enumerate(head["paths"])}
    wrong = [path for path, data in texts.items() if fingerprint_bytes(data) != prints[path]]
    if wrong or at != len(rest) or not all(map(is_route, prints)):
        raise ValueError("damaged")
    return KeptSources(head["release"], date.fromisoformat(head["day"]), prints, texts)
