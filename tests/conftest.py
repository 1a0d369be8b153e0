"""What all suites share: real material, with a word at the end when it is not there, and a real browser."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from absent import leave_out
from chromium import chromium, why_missing
from hypothesis import settings
from project import CORPORA, corpora_folder
from watched import BranchWatch

if TYPE_CHECKING:
    from collections.abc import Iterator

MISSING = f"{CORPORA} is not set: nothing was tried on real material (set it to the folder that holds to_site.py)"

settings.register_profile(
    "untimed", deadline=None
)  # how long an example takes is the machine's business, not a failure
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of to_site.py. Not named: skipped, aloud; named wrongly: a failure, on every machine."""
    try:
        folder = corpora_folder()
    except FileNotFoundError as error:
        pytest.fail(str(error))
    return folder or pytest.skip(MISSING)


@pytest.fixture(scope="session")
def seed(corpora: Path) -> str:
    """The text that it all began with; it lies beside the corpora."""
    texts = sorted((corpora.parent / "seed").glob("*.txt"))
    return texts[0].read_text(encoding="utf-8") if texts else pytest.fail(f"there is no text in {corpora.parent}/seed")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real chromium, one for all. Missing, it is a failure where CI is set, else a skip that says so."""
    if missing := why_missing():
        leave_out(missing)
    with chromium() as browser:
        yield browser


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A tab that notes what its console complains of, in `tab.complaints`."""
    context = browser.new_context()
    tab = context.new_page()
    tab.complaints = []
    tab.on("console", lambda message: tab.complaints.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
    tab.set_default_timeout(20_000)
    yield tab
    context.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not os.environ.get(CORPORA):
        terminalreporter.write_sep("=", "skipped aloud", yellow=True)
        terminalreporter.write_line(MISSING)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the expected tree of the sample anew")
    parser.addoption("--watch", default="", help="files and folders whose tests are watched")


def in_memory() -> str:
    """A folder whose files are in memory, where there is one with room; on a disk thousands of builds wait for it."""
    folder, room = "/dev/shm", 4_000_000_000  # a whole run leaves a quarter of that
    if not os.path.isdir(folder) or os.statvfs(folder).f_flag & os.ST_NOEXEC or not os.access(folder, os.W_OK):
        return ""
    return folder if shutil.disk_usage(folder).free > room else ""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores, since a good part of the tests waits: for a browser, a server, a silent host."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    if "TMPDIR" not in os.environ and (folder := in_memory()):
        os.environ["TMPDIR"], tempfile.tempdir = folder, None  # which is asked for again
    if names := config.getoption("--watch").split():
        config.pluginmanager.register(BranchWatch(config.rootpath, names))
