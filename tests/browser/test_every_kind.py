"""Every kind of page that the program can make, looked at in a real browser: colours, sizes, paper, no complaints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from audited import ROOT
from reading import DESK, PHONE, Reader

if TYPE_CHECKING:
    from reading import BuiltSite

TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "templates").glob("*.html"))}
PARTS = {"base.html", "macros.html"} | set(re.findall(r'part\("([^"]+)"\)', "".join(TEMPLATES.values())))
KINDS = sorted(name.removesuffix(".html") for name in TEMPLATES.keys() - PARTS)
"""A kind is a template that no other one puts into itself."""

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AUDIT = """async tags => {
    const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
    return found.violations.flatMap(rule => rule.nodes.map(node =>
        `${rule.id}: ${node.target.join(" ")}: ${node.any.concat(node.all, node.none).map(c => c.message)[0]}`));
}"""


def pages(sites: dict[str, BuiltSite], kind: str) -> list[tuple[BuiltSite, str]]:
    return [(site, route) for name in ("full", "empty") for site in [sites[name]] for route in site.pages(kind)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_looked_at(sites: dict[str, BuiltSite], kind: str) -> None:
    assert pages(sites, kind), f"no page of the audited sites is of the kind {kind}: give tests/browser/audited.py one"


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(sites: dict[str, BuiltSite], browser: Any, axe: str, kind: str) -> None:
    found = []
    with Reader(browser) as reader:
        for site, route in pages(sites, kind):
            reader.resize(DESK)
            tab = reader.visit(site, route)
            tab.evaluate(axe)
            for size in (DESK, PHONE):
                reader.resize(size)
                for scheme in ("light", "dark"):
                    tab.emulate_media(color_scheme=scheme)
                    found += [f"{route} {size[0]} {scheme}: {what}" for what in tab.evaluate(_AUDIT, TAGS)]
    assert found == []
    assert reader.complaints == []
    assert reader.elsewhere == []
