"""The sources as they were last published, in one file beside the record: what something is taken back from.

They stay on this computer. Drafts are among them, which have no business on a host.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.private import make_private, planted
from sitegen.memory.regular import create, read_pieces, read_regular
from sitegen.memory.route import is_route
from sitegen.memory.signature import NO_SIGNATURE
from sitegen.memory.snapshot import Seen, Snapshot
from sitegen.withdrawal.packed_texts import Pack, PackedTexts, is_packed_already, pack_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FOLDER = ".sitegen/published"
"""Below the project's folder; with a file for each place that was published to."""
_ENDING = ".sources"
_MAGIC = b"sitegen sources 2\n"
_LEVEL = 1  # of compression of what tells of the texts
MOST_TEXTS, MOST_ASSETS = 256_000_000, 64_000_000
"""Bytes of all texts, without which nothing is kept; and of pictures and the like, which rarely are made anew."""
_BEGINNING = 200  # bytes, that hold the name of the release


class _Texts(Mapping[str, bytes]):
    """Texts that are read when they are asked for."""

    def __init__(self, reads: Mapping[str, Callable[[], bytes]]) -> None:
        """With what reads each."""
        self.reads = reads

    def __getitem__(self, path: str) -> bytes:
        return self.reads[path]()

    def __iter__(self) -> Iterator[str]:
        return iter(self.reads)

    def __len__(self) -> int:
        return len(self.reads)


class KeptSources(NamedTuple):
    """What a release was made of."""

    release: str
    day: date
    """The day that it was built for."""
    prints: Mapping[str, str]
    """By path, the fingerprint of every file."""
    texts: Mapping[str, bytes]
    """By path, the bytes of those that are kept; looking one up raises OSError where it has changed."""

    def with_file(self, path: str, data: bytes) -> KeptSources:
        """The same with another file at the path."""
        prints = {**self.prints, path: fingerprint_bytes(data)}
        return self._replace(prints=prints, texts=_Texts({**self._reads, path: lambda: data}))

    def without_file(self, path: str) -> KeptSources:
        """The same without the file."""
        prints, reads = dict(self.prints), self._reads
        prints.pop(path, None)
        reads.pop(path, None)
        return self._replace(prints=prints, texts=_Texts(reads))

    @property
    def _reads(self) -> dict[str, Callable[[], bytes]]:
        return {path: partial(self.texts.__getitem__, path) for path in self.texts}


def sources_file(project: Path, name: str) -> Path:
    """Where those of the place of that name are."""
    plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return project / FOLDER / ((name.lower() if plain else fingerprint_bytes(name.encode())) + _ENDING)


def sources_of(snapshot: Snapshot, release: str, day: date) -> KeptSources | None:
    """What the snapshot holds; None where that is too much to be kept."""
    assets = [path for path in sorted(snapshot.files) if is_packed_already(path)]
    sizes = {path: seen.size for path, seen in snapshot.files.items()}
    if sum(sizes.values()) - sum(sizes[path] for path in assets) > MOST_TEXTS:
        return None
    kept = sorted(snapshot.files.keys() - set(assets))
    kept += assets if sum(sizes[path] for path in assets) <= MOST_ASSETS else []
    texts = _Texts({path: partial(snapshot.read, path) for path in kept})
    return KeptSources(release, day, {path: seen.fingerprint for path, seen in snapshot.files.items()}, texts)


def write_sources(project: Path, name: str, sources: KeptSources | None) -> None:
    """Keep the sources of a release that is about to be published, beside those of the one before.

    None keeps none. Raises OSError, and Refused where a link stands in the way.
    """
    standing = sources_file(project, name)
    file = _coming(standing)
    make_private(project / ".sitegen")
    make_private(file.parent)
    if sources is None:
        file.unlink(missing_ok=True)
        return
    new = file.with_name(file.name + ".new")
    with create(new) as stream:
        for piece in _dump(sources, _read(standing)):
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


def are_kept(project: Path, name: str, release: str) -> bool:
    """Whether those of that release stand there and nothing else, by the beginning of their file. Raises OSError."""
    file = sources_file(project, name)
    if _coming(file).exists() or not file.exists():
        return False
    _, _, packed = next(read_pieces(file), b"").removeprefix(_MAGIC).partition(b"\n")
    try:
        return zlib.decompressobj().decompress(packed, _BEGINNING).startswith(f'{{"release": "{release}"'.encode())
    except zlib.error:
        return False


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


def _dump(sources: KeptSources, before: KeptSources | None) -> Iterator[bytes]:
    texts = before.texts if before else None
    packs = pack_texts(sources.texts, sources.prints, texts if isinstance(texts, PackedTexts) else None)
    head = {
        "release": sources.release,
        "day": sources.day.isoformat(),
        "paths": sorted(sources.prints),
        "prints": "".join(sources.prints[path] for path in sorted(sources.prints)),
        "packs": [pack for pack, _ in packs],
    }
    packed = zlib.compress(json.dumps(head).encode(), _LEVEL)
    yield _MAGIC + b"%d\n" % len(packed)
    yield packed
    yield from (data for _, data in packs)


def _parse(data: bytes) -> KeptSources:
    if not data.startswith(_MAGIC):
        raise ValueError("another kind of file")
    length, _, rest = data[len(_MAGIC) :].partition(b"\n")
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(rest[: int(length)], MOST_TEXTS)
    if not unpacking.eof:
        raise ValueError("cut")
    head = json.loads(text)
    prints = {path: head["prints"][32 * row : 32 * row + 32] for row, path in enumerate(head["paths"])}
    if not all(map(is_route, prints)):
        raise ValueError("damaged")
    texts = PackedTexts([Pack(*row) for row in head["packs"]], rest[int(length) :], prints)
    if not texts.keys() <= prints.keys():
        raise ValueError("damaged")
    return KeptSources(head["release"], date.fromisoformat(head["day"]), prints, texts)
