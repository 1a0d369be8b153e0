"""What passes as a drawing runs nothing and asks nobody, opened as a page of its own: tried in real browsers."""

from __future__ import annotations

import json
import os
import random
import shutil
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from drawn import PNG
from firefox import NAMES, firefox
from mutants import SVG, Mutants, script
from soup import Soup
from webkit import webkit, why_missing

from sitegen.publish.servers import _DRAWING_POLICY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")  # selenium's own
SWEEP = bool(os.environ.get("SITEGEN_SWEEP"))
COUNTS = {"over http": 20_000, "from a folder": 2_000} if SWEEP else {"over http": 200, "from a folder": 50}
STYLES = 200_000 if SWEEP else 5_000
BATCH, PAGE = 100, 5_000
SEED = 20260101
PATIENCE = 30.0
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


READ = """<!DOCTYPE html><meta charset=utf-8><svg><g></g></svg><script>
const [asked, sheets, values] = DATA;
const shape = document.querySelector('g');
const tell = word => new Promise(done => { const i = new Image(); i.onerror = done; i.src = `${asked}/${word}`; });
const quiet = value => value.replace(/(url\\()?"(?:\\\\.|[^"\\\\])*"/g, (all, url) => url ? all : '""');
const fetches = value => !/var\\(/i.test(value) && quiet(value).includes(`url("${asked}`);
const declared = style => [...style].some(name => !name.startsWith('--') && fetches(style.getPropertyValue(name)));
const reach = rule => rule.href?.includes(asked) || (rule.style && declared(rule.style))
  || [...rule.cssRules ?? []].some(reach);
const reaches = sheet => {
  try { return [...sheet.cssRules].some(reach); } catch { return true; }  // Firefox: it waits for an import
};
(async () => {
  for (const [number, text] of sheets.entries()) {
    const sheet = document.createElement('style');
    sheet.media = 'not all';
    sheet.textContent = text;
    document.head.append(sheet);
    if (reaches(sheet.sheet)) await tell(`sheet/${FIRST + number}`);
    sheet.remove();
  }
  for (const [number, text] of values.entries()) {
    const box = document.createElement('p');
    box.setAttribute('style', text);
    if (declared(box.style)) await tell(`list/${FIRST + number}`);
    for (const name of ['fill', 'mask', 'filter', 'clip-path', 'cursor', 'marker-end']) {
      shape.setAttribute(name, text);
      if (fetches(getComputedStyle(shape).getPropertyValue(name))) await tell(`${name}/${FIRST + number}`);
      shape.removeAttribute(name);
    }
  }
  await tell('read/FIRST');
})();
</script>"""
"""Tells of each style in which this browser has read the address as one to fetch.

Words are none, nor are own properties and what stands in for them (`var`): browsers keep those as they were written.
"""


SAY_COLOURS = """() => {
  const drawn = document.createElement('canvas').getContext('2d');
  drawn.drawImage(document.querySelector('img'), 0, 0);
  const at = x => [...drawn.getImageData(x, 5, 1, 1).data].slice(0, 3).join();
  new Image().src = `ADDRESS/${at(5)}/${at(15)}`;
  return 0;
}"""


class Host(NamedTuple):
    """A web server on a port of its own."""

    address: str
    asked: list[str]
    """The paths at which it has nothing."""
    news: threading.Condition

    def wait_for(self, paths: set[str]) -> None:
        """Wait until it was asked for all of these."""
        with self.news:
            assert self.news.wait_for(lambda: paths <= set(self.asked), PATIENCE), paths - set(self.asked)


@contextmanager
def host(folder: Path | None = None, policy: str = "") -> Iterator[Host]:
    """A server of the files in the folder; without one it has nothing. Drawings go out with the policy."""
    asked: list[str] = []
    news = threading.Condition()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            file = folder / self.path[1:] if folder else None
            found = file is not None and file.is_file()
            if not found:
                with news:
                    asked.append(self.path)
                    news.notify_all()
            data = file.read_bytes() if file and found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "image/svg+xml" if self.path.endswith(".svg") else "text/html")
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            if policy and self.path.endswith(".svg"):
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815 - so called by the library

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Host(f"http://127.0.0.1:{server.server_port}", asked, news)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Window(NamedTuple):
    """A window of some browser."""

    open: Callable[[str], None]
    """Opens a page, and waits until it and its frames are there."""
    run: Callable[[str, bool], None]
    """Calls a function of the page; with True in each of its frames, too."""


@pytest.fixture(scope="module")
def in_chromium(browser: Any) -> Iterator[Window]:
    context = browser.new_context()
    tab = context.new_page()

    def run(function: str, inside: bool) -> None:
        for frame in tab.frames if inside else [tab]:
            frame.evaluate(function)

    yield Window(tab.goto, run)
    context.close()


@pytest.fixture(scope="module")
def in_webkit() -> Iterator[Window]:
    if missing := why_missing():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    with webkit((1400, 1000)) as window:

        def run(function: str, inside: bool) -> None:
            window.execute_script(f"return ({function})()")
            for frame in window.find_elements("css selector", "iframe") if inside else []:
                window.switch_to.frame(frame)
                window.execute_script(f"return ({function})()")
                window.switch_to.default_content()

        yield Window(window.get, run)


@pytest.fixture(scope="module")
def in_firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    if not any(map(shutil.which, NAMES)):
        why = "Firefox is not installed: no drawing was opened in it (apt-get install firefox-esr)"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(why)
    with firefox(tmp_path_factory.mktemp("firefox")) as window:
        yield Window(window.open, window.run)


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
@pytest.mark.parametrize("engine", ["in_chromium", "in_webkit", "in_firefox"])
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


@pytest.mark.parametrize("engine", ["in_chromium", "in_webkit", "in_firefox"])
def test_the_policy_for_web_servers_stops_even_a_drawing_that_would_not_pass(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str
) -> None:
    window: Window = request.getfixturevalue(engine)
    with host() as other, host(tmp_path, _DRAWING_POLICY) as own:
        open_all(window, controls(other.address).values(), tmp_path, own.address)
        (tmp_path / "last.html").write_text(f"<!DOCTYPE html><img src='{other.address}/last'>")
        window.open(f"{own.address}/last.html")
        other.wait_for({"/last"})
        assert other.asked == ["/last"]


@pytest.mark.timeout(3000 if SWEEP else 300)
@pytest.mark.parametrize("engine", ["in_chromium", "in_webkit", "in_firefox"])
def test_a_style_in_which_nothing_is_found_fetches_nothing_in_any_browser(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str
) -> None:
    window: Window = request.getfixturevalue(engine)
    with host() as other, host(tmp_path) as own:
        soup = Soup(random.Random(SEED), f"{other.address}/s")

        def read(first: int, sheets: list[str], values: list[str]) -> None:
            data = json.dumps([other.address, sheets, values]).replace("<", "\\u003c")
            (tmp_path / f"read-{first}.html").write_text(READ.replace("DATA", data).replace("FIRST", str(first)))
            window.open(f"{own.address}/read-{first}.html")
            other.wait_for({f"/read/{first}"})

        ask = f"{other.address}/s"
        sheets = [
            f"*{{fill:url({ask})}}",
            f'@import "{ask}";',
            f"@font-face{{src:u\\72l('{ask}')}}",
            f"*{{--a:url({ask})}}",
        ]
        read(0, [*sheets, f"@media all{{a{{b{{mask:url({ask})}}}}}}"], [f"cursor:url({ask}),auto", f"url({ask})"])
        noticed = ["sheet/0", "sheet/1", "sheet/2", "sheet/4", "list/0", "fill/1", "mask/1", "filter/1", "clip-path/1"]
        assert set(other.asked) - {"/s"} == {f"/{each}" for each in [*noticed, "marker-end/1", "read/0"]}
        other.asked.clear()
        for first in range(PAGE, STYLES + PAGE, PAGE):
            count = min(PAGE, STYLES)
            read(first, [soup.sheet() for _ in range(count)], [soup.value() for _ in range(count)])
        assert [path for path in other.asked if not path.startswith("/read/")] == []


@pytest.mark.parametrize("engine", ["in_chromium", "in_webkit", "in_firefox"])
def test_under_that_policy_a_drawing_still_shows_its_styles_and_pictures(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str
) -> None:
    window: Window = request.getfixturevalue(engine)
    picture = f'<image href="data:image/png;base64,{PNG}" x="10" width="10" height="10" image-rendering="pixelated"/>'
    words = f"<style>rect{{fill:#0f0}}</style><rect width='10' height='10'/>{picture}"
    (tmp_path / "a.svg").write_text(f"<svg {SVG} width='20' height='10'>{words}</svg>")
    with host() as other, host(tmp_path, _DRAWING_POLICY) as own:
        (tmp_path / "a.html").write_text("<!DOCTYPE html><img src='a.svg'>")
        window.open(f"{own.address}/a.html")
        window.run(SAY_COLOURS.replace("ADDRESS", other.address), False)
        other.wait_for({"/0,255,0/0,0,255"})
