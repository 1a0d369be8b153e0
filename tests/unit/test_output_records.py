"""What an output folder says of itself may be anything: nothing outside is touched, and a build ends all the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sitegen.memory.fingerprint import content_hash
from sitegen.memory.manifest import dump_manifest
from sitegen.memory.output import Output
from sitegen.memory.staged import stage
from sitegen.memory.tree import Made

if TYPE_CHECKING:
    from pathlib import Path

VICTIM = b"not sitegen's"
SHA256 = content_hash(VICTIM)


def built(tmp_path: Path, data: bytes) -> None:
    output = Output(tmp_path / "site" / "output", tmp_path / "site")
    sha256 = stage(output.staged, data, output.standing("index.html"))
    output.swap({"index.html": Made(sha256, len(data), "home", "", ())})


def ways(tmp_path: Path) -> list[str]:
    victim = tmp_path / "victim.txt"
    ups = [f"{'../' * up}victim.txt" for up in range(1, 4)]
    return [str(victim), *ups, *(f"a/{up}" for up in ups), *(up.replace("/", "\\") for up in ups), "", ".", "..", "C:x"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pending.json", lambda routes: json.dumps(dict.fromkeys(routes, SHA256))),
        ("pending.json", lambda _: json.dumps({"a.html": "../../../x" * 9, "b.html": 5, "c.html": None, "d.html": []})),
        ("pending.json", lambda _: '{"a":' * 50_000),
        ("pending.json", lambda _: "[1" + "1" * 6000 + "]"),
        ("manifest.json", lambda routes: dump_manifest(dict.fromkeys(routes, made())).decode()),
        ("manifest.json", lambda routes: json.dumps({route: [*made()[:4], [], 0] for route in routes})),
        ("manifest.json", lambda _: "[" * 50_000),
        ("manifest.json", lambda _: '{"routes": 5, "size": [1]}'),
    ],
)
def test_nothing_outside_is_touched(tmp_path: Path, name: str, text) -> None:
    (tmp_path / "site").mkdir()
    built(tmp_path, b"old")
    (tmp_path / "victim.txt").write_bytes(VICTIM)
    for routes in ([way] for way in ways(tmp_path)):
        (tmp_path / "site/output/.sitegen" / name).write_text(text(routes))
        built(tmp_path, b"new")
        assert (tmp_path / "victim.txt").read_bytes() == VICTIM
        assert (tmp_path / "site/output/index.html").read_bytes() == b"new"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "victim.txt"]


def made() -> Made:
    return Made(SHA256, len(VICTIM), "entry", "", ())
