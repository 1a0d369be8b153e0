"""A writer holds back and saves in Firefox and in WebKit, which is Safari's engine, as in Chromium."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from absent import leave_out
from desking import INDEX, ONE, PATIENCE, OpenDesk

from sitegen.desk.file_ids import file_id

sys.path.append(str(Path(__file__).parents[1] / "browser"))
from firefox import NAMES, firefox
from webkit import shown, webkit, why_missing

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")  # selenium's own
SHEET, FORM = f"_desk/digest/{file_id(INDEX)}", f"_desk/question/{file_id(ONE)}"
HOLD = f"() => document.getElementById('seen-{file_id(ONE)}').click()"
SAVE = """() => {
    document.getElementById('f-title').value = 'A newer van';
    document.getElementById('save').click();
}"""


def await_text(desk: OpenDesk, words: str) -> None:
    end = time.monotonic() + PATIENCE
    while words not in desk.project.read(ONE):
        assert time.monotonic() < end, desk.project.read(ONE)
        time.sleep(0.05)


def hold_and_save(desk: OpenDesk, visit: Callable[[str], None], run: Callable[[str], None]) -> None:
    key = desk.serving.address.partition("?")[2]
    visit(f"{desk.home}{SHEET}?{key}")
    run(HOLD)
    await_text(desk, "draft: true")
    visit(desk.home + FORM)
    run(SAVE)
    await_text(desk, '"A newer van"')


def test_in_safaris_engine(desk: OpenDesk) -> None:
    if missing := why_missing():
        leave_out(missing)
    with webkit((390, 800)) as window:

        def visit(address: str) -> None:
            window.get(address)
            shown(window, "main h1")

        hold_and_save(desk, visit, lambda work: window.execute_script(f"({work})()"))


def test_in_firefox(desk: OpenDesk, tmp_path_factory: pytest.TempPathFactory) -> None:
    if not any(map(shutil.which, NAMES)):
        leave_out("Firefox is not installed (apt-get install firefox-esr)")
    with firefox(tmp_path_factory.mktemp("firefox")) as window:

        def visit(address: str) -> None:
            window.open(address)
            window.open(address.partition("?")[0])

        hold_and_save(desk, visit, lambda work: window.run(work, inside=False))
