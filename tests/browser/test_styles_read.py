"""Where our reader of styles finds nothing that fetches, browsers find nothing either: read by both, and compared."""

from __future__ import annotations

import json
import os
import random
from typing import TYPE_CHECKING

import pytest
from soup import Soup
from windows import ENGINES, host

if TYPE_CHECKING:
    from pathlib import Path

    from windows import Window

pytestmark = pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")  # selenium's own
SWEEP = bool(os.environ.get("SITEGEN_SWEEP"))
STYLES = 200_000 if SWEEP else 2_000
PAGE = 5_000
SEED = 20260101
READ = """<!DOCTYPE html><meta charset=utf-8><svg><g></g></svg><script>
const [asked, sheets, values, steps] = DATA;
const shape = document.querySelector('g');
const names = ['fill', 'mask', 'filter', 'clip-path', 'cursor', 'marker-end'];
const make = name => document.createElementNS('http://www.w3.org/2000/svg', name);
const tell = word => new Promise(done => { const i = new Image(); i.onerror = done; i.src = `${asked}/${word}`; });
const quiet = value => value.replace(/(url\\()?"(?:\\\\.|[^"\\\\])*"/g, (all, url) => url ? all : '""');
const fetches = value => !/var\\(/i.test(value) && quiet(value).includes(`url("${asked}`);
const declared = style => [...style].some(name => !name.startsWith('--') && fetches(style.getPropertyValue(name)));
const reach = rule => rule.href?.includes(asked) || (rule.style && declared(rule.style))
  || [...rule.cssRules ?? []].some(reach);
const reaches = sheet => {
  try { return [...sheet.cssRules].some(reach); } catch { return true; }  // Firefox: it waits for an import
};
addEventListener('load', async () => {
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
    for (const name of names) {
      shape.setAttribute(name, text);
      if (fetches(getComputedStyle(shape).getPropertyValue(name))) await tell(`${name}/${FIRST + number}`);
      shape.removeAttribute(name);
    }
  }
  const moved = steps.map((text, number) => {
    const how = number % 4 ? ['values'] : [['to'], ['from', 'to'], ['by'], ['values', 'from']][number / 4 % 4];
    const mover = make(how.join() === 'to' ? 'set' : 'animate');
    mover.setAttribute('attributeName', names[(number + (number >> 2)) % 6]);
    mover.setAttribute('dur', '9s');
    mover.setAttribute('fill', 'freeze');
    how.forEach(name => mover.setAttribute(name, text));
    return shape.parentNode.appendChild(make('path')).appendChild(mover).parentNode;
  });
  const told = new Set();
  for (let time = 0; time < 10; time += 0.5) {
    shape.parentNode.setCurrentTime(time);
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    for (const [number, each] of moved.entries())
      if (!told.has(number) && fetches(getComputedStyle(each).getPropertyValue(names[(number + (number >> 2)) % 6])))
        await tell(`steps/${FIRST + number}`, told.add(number));
  }
  await tell('read/FIRST');
});
</script>"""
"""Tells of each style in which this browser has read the address as one to fetch.

Words are none, nor are own properties and what stands in for them (`var`): browsers keep those as they were written.
"""


@pytest.mark.timeout(3000 if SWEEP else 300)
@pytest.mark.parametrize("engine", ENGINES)
def test_a_style_in_which_nothing_is_found_fetches_nothing_in_any_browser(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str
) -> None:
    window: Window = request.getfixturevalue(engine)
    with host() as other, host(tmp_path) as own:
        soup = Soup(random.Random(SEED), f"{other.address}/s")

        def read(first: int, sheets: list[str], values: list[str], steps: list[str]) -> None:
            data = json.dumps([other.address, sheets, values, steps]).replace("<", "\\u003c")
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
        read(
            0,
            [*sheets, f"@media all{{a{{b{{mask:url({ask})}}}}}}"],
            [f"cursor:url({ask}),auto", f"url({ask})"],
            [f"red;url({ask})"] * 3,
        )
        noticed = [
            "sheet/0",
            "sheet/1",
            "sheet/2",
            "sheet/4",
            "list/0",
            "fill/1",
            "mask/1",
            "filter/1",
            "clip-path/1",
            "marker-end/1",
        ]
        if engine != "in_firefox":  # which does not say what an animation has come to
            noticed += ["steps/1", "steps/2"]
        assert set(other.asked) - {"/s"} == {f"/{each}" for each in [*noticed, "read/0"]}
        other.asked.clear()
        for first in range(PAGE, STYLES + PAGE, PAGE):
            count = min(PAGE, STYLES)
            sheets, values = ([cook() for _ in range(count)] for cook in (soup.sheet, soup.value))
            read(first, sheets, values, [soup.steps() for _ in range(count // 10)])
        assert [path for path in other.asked if not path.startswith("/read/")] == []
