"""What somebody else could leave in the records of a place: bytes of every kind, and routes that lead out of it."""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import strategies as st
from publishing import SITE

from sitegen.memory.tree import Made
from sitegen.publish.release import dump_release, make_release

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

VICTIM = b"not sitegen's"
SHA256 = hashlib.sha256(VICTIM).hexdigest()


class Outside(NamedTuple):
    """Files beside a place that nobody may touch, and all ways to name the first of them from in it."""

    folder: Path
    before: dict[str, tuple[bytes, int, int]]

    def routes(self) -> list[str]:
        name = f"{self.folder.name}/file.txt"
        ups = [f"{'../' * up}{name}" for up in range(1, 6)]
        ways = [str(self.folder / "file.txt"), *ups, *(f"answers/{way}" for way in ups), f"./../{name}", "C:\\x", "a:b"]
        return [
            *ways,
            *(way.replace("/", "\\") for way in ups),
            *(f"x//{way}" for way in ups),
            "",
            ".",
            "..",
            "a/",
            "/",
        ]

    def check(self) -> None:
        assert state_of(self.folder) == self.before


def outside(base: Path) -> Outside:
    folder = base / "outside"
    (folder / "deep").mkdir(parents=True)
    for name in ("file.txt", "deep/other.txt"):
        (folder / name).write_bytes(VICTIM)
        (folder / name).chmod(0o600)
    return Outside(folder, state_of(folder))


def state_of(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode) for path in files}


def forged(routes: list[str]) -> tuple[str, bytes]:
    """A manifest of those routes, under the id that it really has."""
    release = make_release({route: Made(SHA256, len(VICTIM), "entry", "", ()) for route in routes})
    return release.id, dump_release(release)


def journal(removals: list[str], puts: list[str], release: str = "a" * 16) -> bytes:
    row = [release, "b" * 16, "published", 5, "x", ""]
    wanted = [[route, SHA256, "", 0] for route in puts]
    return json.dumps([row, wanted, [[route, SHA256] for route in removals]]).encode()


ODD_TEXTS = (
    "",
    "null",
    "NaN",
    "[NaN]",
    "Infinity",
    "[" * 100_000,
    '{"a":' * 50_000,
    "1" * 6000,
    "[" + "1" * 6000 + "]",
    '{"site": "x", "site": "y"}',
    f'{{"site": "{SITE}", "token": "..", "mode": "flip"}}',
    '"\\ud800"',
    '{"release": "../../x"}',
    "\ufeff{}",
    "\0" * 50,
)
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, -1, 0, 2**40, 2**200, 10**400, 1.5, float("nan"), "", "x", "\ud800", "\n", "\x1b]0;x\x07",
    [], {}, [[]], {"a": 1}, "a" * 70_000, "..", "/", "a" * 16, "b" * 64,
)  # read as a table  # fmt: skip

simple = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.sampled_from(ODD_VALUES)
)
trees = st.recursive(
    simple, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
)


def anything(routes: list[str], real: bytes) -> st.SearchStrategy[bytes]:
    """Bytes for a record: arbitrary, JSON of arbitrary shape, the real one changed; each also compressed."""
    odd = st.sampled_from((*ODD_VALUES, *routes, SHA256))
    texts = st.one_of(
        st.binary(max_size=200),
        st.sampled_from(ODD_TEXTS).map(lambda text: text.encode("utf-8", "surrogatepass")),
        (trees | odd).map(dumped),
        st.builds(changed, st.just(real), odd, st.integers(0, 10_000)),
        st.builds(flipped, st.just(real), st.integers(0, 10_000), st.integers(0, 255)),
        st.just(real),
    )
    return texts | texts.map(gzip.compress)


def dumped(value: Any) -> bytes:
    return json.dumps(value, default=str).encode()


def flipped(data: bytes, at: int, byte: int) -> bytes:
    if not data:
        return data
    at %= len(data)
    return data[:at] + bytes([byte]) + data[at + 1 :]


def changed(data: bytes, value: Any, number: int) -> bytes:
    """The record with one of its values, at any depth, replaced."""
    packed = data[:2] == b"\x1f\x8b"
    lines = (gzip.decompress(data) if packed else data).splitlines() or [b""]
    at = number % len(lines)
    try:
        found = json.loads(lines[at])
    except ValueError:
        found = None
    places = list(places_in(found))
    if not places:
        lines[at] = dumped(value)
    else:
        places[number % len(places)](value)
        lines[at] = dumped(found)
    text = b"\n".join(lines) + b"\n" * data.endswith(b"\n")
    return gzip.compress(text) if packed else text


def _rename(value: dict[Any, Any], key: str, inner: Any, new: Any) -> None:
    value[str(new)] = value.pop(key, inner)


def places_in(value: Any) -> Iterator[Callable[[Any], None]]:
    items = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    for key, inner in items:
        yield partial(value.__setitem__, key)
        if isinstance(value, dict) and isinstance(key, str):
            yield partial(_rename, value, key, inner)
        yield from places_in(inner)
