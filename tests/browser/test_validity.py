"""Pages and stylesheet as the standards want them, and no bigger than a phone on a slow network can bear."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from absent import leave_out
from audited import ROOT

if TYPE_CHECKING:
    from reading import BuiltSite, Reader

KB = 1024
_LOCAL = "Resource violates Content Security Policy"  # the validator takes files to come from different places
_INLINE = "Inline script violates Content Security Policy"  # it counts JSON-LD, which no browser runs, as a script

_STYLE = "Inline style violates Content Security Policy"  # it takes the hash of a long style for wrong; no browser does


@pytest.fixture(scope="session")
def validator(parts: Path) -> list[str]:
    """The command of the Nu HTML checker."""
    if not shutil.which("java"):
        leave_out("java is not installed: pages were not validated (apt-get install default-jre-headless)")
    return ["java", "-Xss8m", "-jar", str(parts / "vnu-jar" / "build" / "dist" / "vnu.jar"), "--format", "json"]


def complaints(validator: list[str], *arguments: str) -> list[str]:
    """What the validator says: errors and warnings, each with its file."""
    done = subprocess.run([*validator, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return [
        f"{message.get('url', '')}:{message.get('lastLine', '')}: {message['message']}"
        for message in messages
        if not message["message"].startswith((_LOCAL, _INLINE, _STYLE))
    ]


def test_every_page_is_valid_html(validator: list[str], sites: dict[str, BuiltSite]) -> None:
    files = [str(site.output / route) for site in sites.values() for route in site.pages()]
    assert complaints(validator, *files) == []


def test_the_stylesheet_is_valid_css(validator: list[str], sites: dict[str, BuiltSite]) -> None:
    assert complaints(validator, "--css", str(sites["full"].output / "_theme" / "site.css")) == []


def test_the_validator_finds_what_is_wrong(validator: list[str], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html><html lang=en><title>A page</title><p><div>No</div></p>")
    style = tmp_path / "style.css"
    style.write_text("p { colour: red }")
    assert complaints(validator, str(page)) != []
    assert complaints(validator, "--css", str(style)) != []


def test_the_browser_keeps_every_rule_of_the_stylesheet(sites: dict[str, BuiltSite], reader: Reader) -> None:
    site = sites["full"]
    source = re.sub(r"/\*.*?\*/", "", (site.output / "_theme/site.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    tab = reader.visit(site, "index.html")
    kept = tab.evaluate("""() => {
        const count = rules => [...rules].reduce((sum, rule) =>
            sum + ("selectorText" in rule ? 1 : 0) + (rule.cssRules ? count(rule.cssRules) : 0), 0);
        return count([...document.styleSheets].find(sheet => sheet.href.includes("/site.css")).cssRules);
    }""")
    assert kept == len([head for head in re.findall(r"([^{};]+)\{", source) if not re.match(r"\s*@(?!page)", head)])


def test_the_stylesheet_is_small(sites: dict[str, BuiltSite]) -> None:
    assert (ROOT / "templates/theme/site.css").stat().st_size <= 15 * KB


def test_a_page_of_an_entry_is_small_besides_its_answer(sites: dict[str, BuiltSite]) -> None:
    """Page, stylesheet and scripts, before they are compressed."""
    for site in sites.values():
        for route in site.pages("entry"):
            text = (site.output / route).read_text(encoding="utf-8")
            answer = re.search(r'<div class="answer">.*?</div>\n</section>', text, re.DOTALL)
            structured = re.search(r"<script type=.application/ld.json.*?</script>", text)  # the answer once more
            besides = len(text.encode()) - sum(len(part[0].encode()) for part in (answer, structured) if part)
            fetched = re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"?]+)', text)
            sizes = [((site.output / route).parent / address).resolve().stat().st_size for address in fetched]
            assert besides + sum(sizes) <= 40 * KB, f"{route}: {besides} + {sizes}"
