"""“Mend it” and “Undo” in Firefox and in WebKit, which is Safari's engine: the same clicks as in Chromium."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from absent import leave_out
from serving import ENTRY, ROUTE, Session, entry, served_project, serving
from webkit import shown, webkit, why_missing

sys.path.append(str(Path(__file__).parents[1] / "browser"))
from firefox import NAMES, firefox

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")  # selenium's own
LIST, MENDED = "We have:\n\n•\tvans\n•\tbays", "We have:\n\n- vans\n- bays"


@pytest.fixture
def pasted(tmp_path: Path) -> Iterator[Session]:
    with serving(served_project(tmp_path).write(ENTRY, entry(LIST))) as session:
        yield session


def need(missing: str) -> None:
    """A browser that is missing is a failure where CI is set, else a skip that says so."""
    if missing:
        leave_out(missing)


def test_a_click_mends_and_another_takes_it_back_in_safaris_engine(pasted: Session) -> None:
    need(why_missing())
    with webkit((390, 800)) as window:
        window.get(pasted.server.key.address(ROUTE))
        shown(window, "#_serve-mendable summary").click()
        shown(window, "#_serve-mendable button[data-mend]", "Mend it").click()
        assert shown(window, "main li", "vans")
        assert pasted.project.read(ENTRY) == entry(MENDED)
        assert shown(window, "#_serve-said", "is mended")
        shown(window, "button", "Undo").click()
        assert shown(window, "main p", "•")
        assert pasted.project.read(ENTRY) == entry(LIST)


CLICK = """async () => {
  const found = async (selector, words) => {
    for (let tries = 0; tries < 200; tries++) {
      const each = [...document.querySelectorAll(selector)].find(one => one.textContent.includes(words));
      if (each) return each;
      await new Promise(done => setTimeout(done, 50));
    }
    throw new Error(`“${words}” is not at ${selector}`);
  };
  %s
}"""


def test_a_click_mends_and_another_takes_it_back_in_firefox(pasted: Session, tmp_path_factory: Any) -> None:
    need("" if any(map(shutil.which, NAMES)) else "Firefox is not installed (apt-get install firefox-esr)")
    with firefox(tmp_path_factory.mktemp("firefox")) as window:
        window.open(pasted.server.key.address(ROUTE))
        window.open(pasted.home + ROUTE)
        mend = "(await found('#_serve-mendable button[data-mend]', 'Mend it')).click(); await found('main li', 'vans');"
        window.run(CLICK % mend, inside=False)
        assert pasted.project.read(ENTRY) == entry(MENDED)
        undo = "(await found('button', 'Undo')).click(); await found('main p', '•');"
        window.run(CLICK % undo, inside=False)
        assert pasted.project.read(ENTRY) == entry(LIST)
