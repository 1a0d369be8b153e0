"""What passes as a drawing runs nothing and asks nobody, opened as a page of its own: tried in real browsers."""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from drawn import PNG
from mutants import SVG, Mutants, script
from windows import ENGINES, host

from sitegen.publish.served_site import DRAWING_POLICY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from windows import Window

pytestmark = pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")  # selenium's own
SWEEP = bool(os.environ.get("SITEGEN_SWEEP"))
COUNTS = {"over http": 20_000, "from a folder": 2_000} if SWEEP else {"over http": 200, "from a folder": 50}
BATCH = 100
SEED = 20260101
POKE = """() => {
  const poke = (document, window) => {
    document.documentElement.setCurrentTime?.(3);
    for (const each of document.querySelectorAll('*'))
      for (const what of ['mouseover', 'focus', 'click'])
        each.dispatchEvent(new MouseEvent(what, {bubbles: true, cancelable: true, view: window}));
  };
  poke(document, window);
  for (const frame of document.querySelectorAll('iframe'))
    if (frame.contentDocument) poke(frame.contentDocument, frame.contentWindow);
  return new Promise(done => requestAnimationFrame(() => setTimeout(() => done(0))));
}"""
"""What a curious reader does: waits, and clicks everything, in a page and the frames that it may look into."""


SAY_COLOURS = """() => {
  const drawn = document.createElement('canvas').getContext('2d');
  drawn.drawImage(document.querySelector('img'), 0, 0);
  const at = x => [...drawn.getImageData(x, 5, 1, 1).data].slice(0, 3).join();
  new Image().src = `ADDRESS/${at(5)}/${at(15)}`;
  return 0;
}"""


def controls(asked: str) -> dict[str, bytes]:
    """Drawings that do run and ask, by the path that they ask for: what shows that we would notice."""
    picture = '<rect width="30" height="30"/>'

    def drawing(inner: str, more: str = "") -> bytes:
        return f"<svg {SVG} {more}>{inner}</svg>".encode()

    return {
        "/script/ran": drawing(f"<script>{script(asked + '/script')}</script>"),
        "/loaded/ran": drawing(picture, f'onload="{script(asked + "/loaded")}"'),
        "/clicked/ran": drawing(f'<rect width="9" height="9" onclick="{script(asked + "/clicked")}"/>'),
        "/linked/ran": drawing(f'<a href="javascript:{script(asked + "/linked")}">{picture}</a>'),
        "/picture": drawing(f'<image href="{asked}/picture" width="9" height="9"/>'),
        "/sheet": drawing(f'<style>@import "{asked}/sheet";</style>{picture}'),
    }


def open_all(window: Window, drawings: Iterable[bytes], folder: Path, address: str = "") -> None:
    """Open them all as pages of their own, a hundred at a time; from the folder, or from the address that serves it."""
    for number, batch in enumerate(batched(drawings)):
        names = [f"{number}-{place}.svg" for place in range(len(batch))]
        for name, data in zip(names, batch, strict=True):
            (folder / name).write_bytes(data)
        frames = "".join(f'<iframe src="{name}" width="30" height="30"></iframe>' for name in names)
        (folder / f"{number}.html").write_text(f"<!DOCTYPE html><meta charset=utf-8>{frames}")
        window.open(f"{address or folder.as_uri()}/{number}.html")
        window.run(POKE, not address)  # from a folder, a page may not look into its frames


def batched(drawings: Iterable[bytes]) -> Iterator[list[bytes]]:
    left = iter(drawings)
    while batch := list(islice(left, BATCH)):
        yield batch


@pytest.mark.timeout(3000 if SWEEP else 300)
@pytest.mark.parametrize("form", COUNTS)
@pytest.mark.parametrize("engine", ENGINES)
def test_no_drawing_that_passes_runs_anything_or_asks_anybody(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    window: Window = request.getfixturevalue(engine)
    with host() as other, host(tmp_path) as own:
        address = own.address if form == "over http" else ""
        mutants = Mutants(SEED, other.address)
        open_all(window, mutants.passing(COUNTS[form]), tmp_path, address)
        expected = controls(other.address)
        open_all(window, expected.values(), tmp_path, address)
        other.wait_for(set(expected))
        assert set(other.asked) == set(expected)
        assert set(own.asked) <= {"/favicon.ico"}
    with capsys.disabled():
        print(f"\n  {COUNTS[form]:,} drawings, {form}, {engine}: nothing ran or asked ({mutants.tried:,} tried)")


@pytest.mark.parametrize("engine", ENGINES)
def test_the_policy_for_web_servers_stops_even_a_drawing_that_would_not_pass(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str
) -> None:
    window: Window = request.getfixturevalue(engine)
    with host() as other, host(tmp_path, DRAWING_POLICY) as own:
        open_all(window, controls(other.address).values(), tmp_path, own.address)
        (tmp_path / "last.html").write_text(f"<!DOCTYPE html><img src='{other.address}/last'>")
        window.open(f"{own.address}/last.html")
        other.wait_for({"/last"})
        assert other.asked == ["/last"]


@pytest.mark.parametrize("engine", ENGINES)
def test_under_that_policy_a_drawing_still_shows_its_styles_and_pictures(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str
) -> None:
    window: Window = request.getfixturevalue(engine)
    picture = f'<image href="data:image/png;base64,{PNG}" x="10" width="10" height="10" image-rendering="pixelated"/>'
    words = f"<style>rect{{fill:#0f0}}</style><rect width='10' height='10'/>{picture}"
    (tmp_path / "a.svg").write_text(f"<svg {SVG} width='20' height='10'>{words}</svg>")
    with host() as other, host(tmp_path, DRAWING_POLICY) as own:
        (tmp_path / "a.html").write_text("<!DOCTYPE html><img src='a.svg'>")
        window.open(f"{own.address}/a.html")
        window.run(SAY_COLOURS.replace("ADDRESS", other.address), False)
        other.wait_for({"/0,255,0/0,0,255"})
