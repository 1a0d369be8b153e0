"""Every page of the desk is without a fault that axe finds, light and dark, on a narrow phone and a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from desking import INDEX, ONE, THREE, TWO, OpenDesk, desk_of, desk_project, question

from sitegen.desk.file_ids import file_id

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = {
    "home": "_desk/",
    "published": "_desk/published",
    "digest": f"_desk/digest/{file_id(INDEX)}",
    "question": f"_desk/question/{file_id(ONE)}",
    "question with mistakes": f"_desk/question/{file_id(THREE)}",
    "question as a text": f"_desk/question/{file_id(TWO)}?whole",
    "publish": "_desk/publish",
    "import": "_desk/import",
    "absent": "_desk/nowhere",
}
LOOK = """async () => (await axe.run({exclude: ['iframe']}, {resultTypes: ['violations']})).violations
    .map(one => one.id + ': ' + one.nodes.map(node => node.html).join(' '))"""


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    """With something of every kind to do."""
    project = desk_project(tmp_path_factory.mktemp("busy"))
    project.write("sitegen.yaml", project.read("sitegen.yaml") + "publish:\n  intranet:\n    to: ../live\n")
    project.write(ONE, question("A van", "", answer_due="2026-11-01"))
    project.write(TWO, question("A rota", draft=True))
    project.write(
        THREE, question("Pay", "We have:\n\n•\tvans\n•\tbays\n", draft=True, asked="yesterday", topics=["genral"])
    )
    with desk_of(project) as desk:
        yield desk


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (320, "dark"), (1280, "light")])
def test_no_page_has_a_fault(busy: OpenDesk, browser: Any, axe: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme, bypass_csp=True)
    tab = context.new_page()
    busy.let_in(tab)
    for name, path in PAGES.items():
        tab.goto(busy.home + path, wait_until="domcontentloaded")
        tab.add_script_tag(content=axe)
        assert (name, tab.evaluate(LOOK)) == (name, [])
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, name
    context.close()
