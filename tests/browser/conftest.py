"""The audited sites, built once, and what looks at them: chromium, axe and the validator."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from absent import leave_out
from audited import ROOT, empty_project, full_project, sample_project
from firefox import NAMES, firefox
from longlists import long_project, parted_project
from reading import BuiltSite, Reader, built
from webkit import webkit, why_missing
from windows import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from project import Project


@pytest.fixture(scope="session")
def parts() -> Path:
    """What `make parts` has fetched from npm. Missing, it is a failure where CI is set, else a skip that says so."""
    folder = ROOT / ".venv" / "parts"
    if not (folder / "installed").is_file():
        leave_out("axe-core and vnu-jar are not installed: pages were neither audited nor validated (make parts)")
    return folder / "node_modules"


@pytest.fixture(scope="session")
def axe(parts: Path) -> str:
    """The source of axe-core."""
    return (parts / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BuiltSite]:
    """The audited sites by name: full, empty, the sample, and one with long lists."""

    def build(name: str, make: Callable[[Path], Project]) -> BuiltSite:
        return built(make(tmp_path_factory.mktemp(name)))

    parted = build("parted", parted_project)
    parts = {route: kind for route, kind in parted.kinds.items() if kind in ("digest", "digest_part")}
    return {
        "parted": BuiltSite(parted.output, parts),
        "full": build("full", full_project),
        "empty": build("empty", empty_project),
        "sample": build("sample", sample_project),
        "long": build("long", long_project),
    }


@pytest.fixture
def reader(browser: Any) -> Iterator[Reader]:
    """Somebody with a fresh browser, who notes what it complains of."""
    with Reader(browser) as reader:
        yield reader


@pytest.fixture(scope="module")
def in_chromium(browser: Any) -> Iterator[Window]:
    context = browser.new_context()
    context.set_default_timeout(120_000)  # a hundred drawings on a page, on a machine that does other things besides
    tab = context.new_page()

    def run(function: str, inside: bool) -> None:
        for frame in tab.frames if inside else [tab]:
            frame.evaluate(function)

    yield Window(tab.goto, run)
    context.close()


@pytest.fixture(scope="module")
def in_webkit() -> Iterator[Window]:
    if missing := why_missing():
        leave_out(missing)
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
        leave_out(why)
    with firefox(tmp_path_factory.mktemp("firefox")) as window:
        yield Window(window.open, window.run)
