"""The audited sites, built once, and what looks at them: chromium, axe and the validator."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from audited import ROOT, empty_project, full_project, sample_project
from reading import BuiltSite, Reader, built

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from project import Project

_DRIVER = "WebKitWebDriver"
_MISSING = "WebKit is not installed: nothing was tried in Safari's engine (apt-get install webkit2gtk-driver xvfb)"


@pytest.fixture(scope="session")
def parts() -> Path:
    """What `make parts` has fetched from npm. Missing, it is a failure where CI is set, else a skip that says so."""
    folder = ROOT / ".venv" / "parts"
    if not (folder / "installed").is_file():
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("axe-core and vnu-jar are not installed: pages were neither audited nor validated (make parts)")
    return folder / "node_modules"


@pytest.fixture(scope="session")
def axe(parts: Path) -> str:
    """The source of axe-core."""
    return (parts / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BuiltSite]:
    """The audited sites by name: full, empty and the sample."""

    def build(name: str, make: Callable[[Path], Project]) -> BuiltSite:
        return built(make(tmp_path_factory.mktemp(name)))

    return {
        "full": build("full", full_project),
        "empty": build("empty", empty_project),
        "sample": build("sample", sample_project),
    }


@pytest.fixture
def reader(browser: Any) -> Iterator[Reader]:
    """Somebody with a fresh browser, who notes what it complains of."""
    with Reader(browser) as reader:
        yield reader


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A screen that nobody sees; WebKit shows nothing without one."""
    if not (shutil.which(_DRIVER) and shutil.which("Xvfb")):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(_MISSING)
    end, other = os.pipe()
    command = ["Xvfb", "-displayfd", str(other), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[other], stderr=subprocess.DEVNULL) as server:
        os.close(other)
        with os.fdopen(end) as said:
            number = said.readline().strip()
        yield f":{number}"
        server.terminate()


@pytest.fixture(scope="module")
def webkit(screen: str) -> Iterator[Any]:
    """A window of WebKit."""
    from selenium.webdriver import WebKitGTK, WebKitGTKOptions, WebKitGTKService

    service = WebKitGTKService(shutil.which(_DRIVER), env={**os.environ, "DISPLAY": screen})
    window = WebKitGTK(options=WebKitGTKOptions(), service=service)
    yield window
    window.quit()
