"""CommonMark's and GFM's examples come out as their standards say, but for those that we read otherwise on purpose."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from crawler import parse

from sitegen.reading.markdown import Labels, parse_body

READ_AS_MEANT = {  # and why: docs/adr/0014
    "Foo\n-------------------------\n\nFoo\n=\n": "one equal sign is no heading's row",
    "123456789. ok\n": "a list of one that begins above 1",
    "003. ok\n": "a list of one that begins above 1",
    "  10.  foo\n\n           bar\n": "a list of one that begins above 1",
    "10) foo\n    - bar\n": "a list of one that begins above 1",
    "10) foo\n   - bar\n": "a list of one that begins above 1",
    "*\u00a0a\u00a0*\n": "a blank of another width behind the mark of a list",
    "5*6*78\n": "a sum",
    "< https://foo.bar >\n": "a bare address is a link, as in GFM",
    "https://example.com\n": "a bare address is a link, as in GFM",
    "foo@bar.example.com\n": "a bare address is a link, as in GFM",
}
_HTML = re.compile(r"<[a-zA-Z/!?]")  # which is text here


def shape(html: str) -> list[str]:
    """The elements and words in their order: headings of any level are alike, and so are the boxes of tasks."""
    html = re.sub(r"<(?:input|span) class=\"task[^>]*>(?:[☐☑]</span>)?", "<u></u>", html)
    root = parse("<div>" + re.sub(r'<div class="table"[^>]*>|</div>', "", html) + "</div>")
    found: list[str] = []
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag not in ("html", "head", "body", "div"):
            found.append("h" if re.fullmatch("h[1-6]", element.tag) else element.tag)
        found += (element.text or "").split()
        found += ["/", *(element.tail or "").split()]
    return found


def differing(examples: list[tuple[str, str]]) -> dict[str, str]:
    """What comes out, by what was typed, where it is not what should."""
    found = {}
    for typed, wanted in examples:
        if not _HTML.search(typed):
            html = parse_body("content/digests/d/e.md", typed, 1, Labels())[0].html
            if shape(html) != shape(wanted):
                found[typed] = html
    return found


def test_the_examples_of_commonmark_come_out_as_they_should(corpora: Path) -> None:
    folder = corpora / "nasty-markdown"
    values = json.loads((folder / "markdown-it-py/commonmark.json").read_text(encoding="utf-8"))
    text = (folder / "spec.txt").read_text(encoding="utf-8").replace("→", "\t")
    newest = re.findall(r"^`{32} example.*\n([\s\S]*?)^\.\n([\s\S]*?)^`{32}", text, re.MULTILINE)
    examples = [*((value["markdown"], value["html"]) for value in values), *newest]
    assert len(examples) > 1300
    assert set(differing(examples)) == set(READ_AS_MEANT)


@pytest.mark.parametrize("name", ["tables", "strikethrough", "tasklists"])
def test_the_examples_of_gfm_come_out_as_they_should(corpora: Path, name: str) -> None:
    text = (corpora / f"nasty-markdown/markdown-it-py/{name}.md").read_text(encoding="utf-8")
    parts = re.split(r"^\.\n", text, flags=re.MULTILINE)
    examples = list(zip(parts[1::3], parts[2::3], strict=True))
    assert len(examples) > 5
    assert differing(examples) == {}
