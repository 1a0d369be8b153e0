"""Texts by LibreOffice give exactly the words that it shows, once each; the rest is set aside with its reason."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from absent import leave_out
from books import odf
from office import docx
from test_word_features import SHOWN as WORD_SHOWN

from sitegen.intake.formats import read_paper
from sitegen.intake.paper import HEADING, ITEM, TABLE, Paper, all_text, letters
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from pathlib import Path

_WORD = re.compile(r"[^\W_]+")
_HIDDEN = (
    '<style:style style:name="Ghost" style:family="{0}"><style:text-properties text:display="none"/></style:style>'
)
_BASED = '<style:style style:name="P9" style:family="paragraph" style:parent-style-name="Ghost"/>'
_BOX = "<draw:frame><draw:text-box><text:p>in the box</text:p></draw:text-box></draw:frame>"
_CHANGED = "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Jo</dc:creator></office:change-info><text:p>Perhaps.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
_NOTE = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>But not here.</text:p></text:note-body></text:note>"


def p(inside: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


SHOWN = {  # body, styles, words, and why the others are set aside
    "plain words": (p("Yes,\n   in May."), "", "Yes, in May.", ""),
    "blanks, tabs and line breaks": (p('a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d'), "", "a b c d", ""),
    "a deletion": (_CHANGED + p('Pay<text:change text:change-id="c1"/> rises.'), "", "Pay rises.", "deleted, but the deletion is not accepted yet"),
    "an insertion": (p("Pay <text:change-start/>really <text:change-end/>rises."), "", "Pay really rises.", ""),
    "a comment": (p("Pay<office:annotation><dc:creator>Jo</dc:creator><dc:date>2026</dc:date><loext:sender-initials>J</loext:sender-initials><text:p>True?</text:p></office:annotation> rises."), "", "Pay rises.", "comment"),
    "hidden by the style of the words": (p('Seen.<text:span text:style-name="Ghost">Not seen.</text:span>'), _HIDDEN.format("text"), "Seen.", "hidden text"),
    "hidden by a style that is based on a hidden one": (p("Not seen.", "P9") + p("Seen."), _HIDDEN.format("paragraph") + _BASED, "Seen.", "hidden text"),
    "shown although the paragraph hides": (p('Not.<text:span text:style-name="T1">Seen.</text:span>', "Ghost"), _HIDDEN.format("paragraph") + '<style:style style:name="T1" style:family="text"><style:text-properties text:display="true"/></style:style>', "Seen.", "hidden text"),
    "a hidden section": ('<text:section text:display="none"><text:p>Not seen.</text:p></text:section>' + p("Seen."), "", "Seen.", "hidden text"),
    "a section whose condition holds": ('<text:section text:display="condition"><text:p>Seen.</text:p></text:section>', "", "Seen.", ""),
    "a placeholder": (p("Name: <text:placeholder>Type here</text:placeholder>"), "", "Name:", "placeholder, nobody filled it in"),
    "a control nobody filled in": (p('Name: <loext:content-control loext:showing-place-holder="true">Click here</loext:content-control>'), "", "Name:", "placeholder, nobody filled it in"),
    "reading aid": (p("<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby>"), "", "漢", "reading aid above the words"),
    "a contents list": ("<text:table-of-content><text:index-body><text:p>Pay 4</text:p></text:index-body></text:table-of-content>" + p("Text"), "", "Text", "contents list"),
    "fields": (p("By <text:date>3 March</text:date> on page <text:page-number>4</text:page-number>"), "", "By 3 March on page 4", ""),
    "a text box": (p(f"Before {_BOX}after"), "", "Before after in the box", ""),
    "a footnote": (p(f"Yes{_NOTE}."), "", "Yes. But not here.", "mark of a footnote"),
    "a covered cell": ("<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:covered-table-cell><text:p>b</text:p></table:covered-table-cell></table:table-row></table:table>", "", "a", "covered by a merged cell"),
    "a picture with a title": (p("Here<draw:frame><svg:title>Crew</svg:title><draw:image/></draw:frame>"), "", "Here", ""),
}  # read as a table  # fmt: skip


def words(paper: Paper) -> list[str]:
    kept = [*all_text(paper.blocks), *(text for note in paper.notes.values() for text in all_text(note))]
    assert letters("".join([*kept, *(one.text for one in paper.set_aside)])) == paper.letters
    return _WORD.findall(" ".join(kept))


@pytest.mark.parametrize("name", SHOWN)
def test_the_words_are_those_that_libreoffice_shows(name: str) -> None:
    body, styles, shown, reason = SHOWN[name]
    paper = read_paper("a.odt", odf(body, automatic=styles))
    assert words(paper) == _WORD.findall(shown)
    assert {one.reason for one in paper.set_aside} == ({reason} if reason else set())


def test_headings_lists_and_tables_keep_their_shape() -> None:
    styles = '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/></text:list-style>'
    item = "<text:list-item><text:p>{0}</text:p>{1}</text:list-item>"
    inner = f"<text:list>{item.format('in', '')}</text:list>"
    body = (
        '<text:h text:outline-level="2">Pay</text:h>'
        f'<text:list text:style-name="L1">{item.format("one", inner)}{item.format("two", "")}</text:list>'
        f'<text:list text:style-name="L1" text:continue-numbering="true">{item.format("three", "")}</text:list>'
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Q</text:p></table:table-cell></table:table-row></table:table-header-rows></table:table>"
    )
    blocks = read_paper("a.odt", odf(body, automatic=styles)).blocks
    assert [(b.kind, b.level, b.label) for b in blocks] == [
        (HEADING, 2, ""), (ITEM, 0, "1."), (ITEM, 1, "(a)"), (ITEM, 0, "2."), (ITEM, 0, "3."), (TABLE, 0, ""),
    ]  # read as a table  # fmt: skip


def test_page_headers_are_furniture_and_pictures_are_told() -> None:
    master = "<office:master-styles><style:master-page><style:header><text:p>OFFICIAL</text:p></style:header></style:master-page></office:master-styles>"
    paper = read_paper(
        "a.odt", odf(p("x<draw:frame><svg:title>Crew</svg:title><draw:image/></draw:frame>"), styles=master)
    )
    assert [(one.reason, one.text.strip(), one.furniture) for one in paper.set_aside] == [
        ("page header", "OFFICIAL", True)
    ]
    assert "“Crew”" in paper.alarms[0]
    assert words(paper) == ["x"]


@pytest.mark.parametrize("depth", [25, 2000])
def test_lists_in_lists_without_end_are_refused(depth: int) -> None:
    with pytest.raises(Refused, match="too deeply"):
        read_paper(
            "a.odt", odf("<text:list><text:list-item>" * depth + p("x") + "</text:list-item></text:list>" * depth)
        )


def test_a_text_with_a_password_is_refused() -> None:
    with pytest.raises(Refused, match="password"):
        read_paper("a.odt", odf(p("x"), manifest="<encryption-data/>"))


MADE_ANEW = {  # what LibreOffice itself changes when it saves a file by Word as its own
    "moved away in plain runs", "a deleted row", "a hidden row", "a field", "a field inside a field",
    "a date field keeps its words", "a contents list as a control", "an equation on one line",
    "hyphens that do not break, and that do not show",
}  # read as a table  # fmt: skip


@pytest.mark.skipif(
    not os.environ.get("SITEGEN_SWEEP"), reason="LibreOffice takes its time: runs under SITEGEN_SWEEP=1"
)
def test_files_by_word_that_libreoffice_saved_give_the_same_words(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        leave_out("LibreOffice is missing (apt install libreoffice-writer)")
    files = {name: tmp_path / f"{number}.docx" for number, name in enumerate(WORD_SHOWN)}
    for name, file in files.items():
        file.write_bytes(docx(WORD_SHOWN[name][0]))
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), *map(str, files.values())],
        check=True, capture_output=True, timeout=240,
    )  # read as a table  # fmt: skip
    wrong = {
        name
        for name, file in files.items()
        if Counter(words(read_paper("a.odt", file.with_suffix(".odt").read_bytes())))
        != Counter(_WORD.findall(WORD_SHOWN[name][1]))
    }
    assert wrong <= MADE_ANEW
