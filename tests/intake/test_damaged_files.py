"""Damaged, protected, foreign and over-large files end in one clear sentence, quickly, and never in a traceback."""

from __future__ import annotations

import io
import os
import random
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from books import odf, row, sheet, xlsx
from compound import msg
from office import NUMBERING, STYLES, docx, listed, p, r, style, table

from sitegen.intake import package
from sitegen.intake.draft_files import SiteNames
from sitegen.intake.drafting import Choices, KnownSite, find_drafts
from sitegen.intake.formats import read_paper
from sitegen.intake.importing import ImportOptions
from sitegen.intake.paper import Paper, all_text, letters
from sitegen.intake.splitting import split_paper
from sitegen.intake.writing import markdown
from sitegen.memory.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 20_000 if os.environ.get("SITEGEN_SWEEP") else 400
_WHOLE = docx(
    p("Pay", style("H1"))
    + p("1. Why?", listed(1))
    + p(r("Yes.", "<w:b/>"))
    + table(["Question", "Answer"], ["Why?", "So."])
)


def parts(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def refusal(data: bytes, name: str = "a.docx") -> Refused:
    with pytest.raises(Refused) as caught:
        read_paper(name, data)
    assert caught.value.message.startswith(name)
    assert caught.value.hint
    return caught.value


def test_what_is_no_zip_is_damaged() -> None:
    assert "damaged" in refusal(b"words").message
    assert "damaged" in refusal(_WHOLE[: len(_WHOLE) // 2]).message


def test_a_file_with_a_password_is_refused() -> None:
    assert "password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600).message


def test_a_part_with_a_password_is_refused() -> None:
    data = bytearray(packed({"_rels/.rels": parts(_WHOLE)["_rels/.rels"], "word/document.xml": b"<a/>"}))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:  # the flags of each entry of the directory
        data[at + 8] |= 1
        at += 4
    assert "password" in refusal(bytes(data)).message


@pytest.mark.parametrize("missing", ["_rels/.rels", "word/document.xml"])
def test_a_file_without_its_document_is_damaged(missing: str) -> None:
    files = parts(_WHOLE)
    del files[missing]
    assert "damaged" in refusal(packed(files)).message


def test_a_sheet_under_the_name_of_a_word_file_is_told() -> None:
    assert "sheet" in refusal(packed({"xl/workbook.xml": b"<a/>"})).message
    assert "not a Word file" in refusal(packed({"mimetype": b"image/png"})).message


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels"])
def test_a_document_type_is_refused_in_every_part(part: str) -> None:
    files = parts(_WHOLE)
    files[part] = b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + files[part]
    assert "document type" in refusal(packed(files)).message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_a_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    files = parts(_WHOLE)
    text = "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x [<!ENTITY a 'b'>]>" + files["word/document.xml"].decode()
    files["word/document.xml"] = text.encode(encoding)
    refusal(packed(files))


@pytest.mark.parametrize("depth", [21, 300, 3000])
def test_tables_in_tables_without_end_are_refused(depth: int) -> None:
    body = "<w:tbl><w:tr><w:tc>" * depth + p("x") + "</w:tc></w:tr></w:tbl>" * depth
    assert "too deeply" in refusal(docx(body)).message


def test_too_many_marks_and_too_large_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_MOST_MARKS", 50)
    assert "too large" in refusal(docx(p("x") * 60)).message
    monkeypatch.undo()
    monkeypatch.setattr(package, "LARGEST_PART", 1000)
    assert "too large" in refusal(docx(p("x") * 60)).message
    monkeypatch.undo()
    monkeypatch.setattr(package, "LARGEST", 1000)
    assert "too large" in refusal(docx(p("x") * 60)).message


def test_styles_and_lists_that_name_themselves_come_to_an_end() -> None:
    loop = '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>'
    paper = read_paper("a.docx", docx(p("x", style("A")), styles=STYLES + loop, numbering=NUMBERING))
    assert [block.text for block in paper.blocks] == ["x"]


@pytest.mark.parametrize("spoil", ["w:val", "w:ilvl", "w:numId"])
@pytest.mark.parametrize("value", ["", "-1", "99999999999999999999", "x", "1e9", "٣"])
def test_odd_values_do_no_harm(spoil: str, value: str) -> None:
    body = (
        p("x", listed(1))
        + p(r("y", '<w:sz w:val="22"/>'), style("H1"))
        + '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
        + p("z")
        + "</w:tc></w:tr></w:tbl>"
    )
    files = parts(docx(body))
    for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml"):
        text = files[name].decode()
        for number in ('"0"', '"1"', '"2"', '"22"'):
            text = text.replace(f"{spoil}={number}", f'{spoil}="{value}"')
        files[name] = text.encode()
    paper = read_paper("a.docx", packed(files))
    assert "".join(block.text for block in paper.blocks).startswith("xy")


def _cut(random: random.Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data))]


def _flip(random: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 8)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _double(random: random.Random, data: bytes) -> bytes:
    start, end = sorted(random.sample(range(len(data)), 2))
    return data[:end] + data[start:end][:2000] + data[end:]


def _drop(random: random.Random, data: bytes) -> bytes:
    start = random.randrange(len(data))
    return data[:start] + data[start + random.randint(1, 200) :]


def _inside(random: random.Random, data: bytes) -> bytes:
    """A whole zip, one of whose parts is damaged."""
    files = parts(data)
    name = random.choice(sorted(files))
    files[name] = random.choice((_cut, _flip, _double, _drop))(random, files[name])
    return packed(files)


def test_a_damaged_file_is_read_or_refused_and_never_a_fault_of_ours() -> None:
    ways: list[Callable[[random.Random, bytes], bytes]] = [_cut, _flip, _double, _drop, *[_inside] * 6]
    read = 0
    for seed in range(ROUNDS):
        chance = random.Random(seed)
        data = chance.choice(ways)(chance, _WHOLE)
        try:
            paper = read_paper("a.docx", data)
        except Refused:
            continue
        read += 1
        assert isinstance(paper, Paper)
        split_paper(paper.blocks)
        markdown(paper.blocks, paper.notes)
    assert read


_TEXTS = {
    "a.vtt": "WEBVTT\n\nNOTE x\n\n1\n00:01.000 --> 00:02.000\n<v Ada>Why <i>so</i>?</v>\n\n2\n00:02.000 --> 00:03.000\nBo: &lt;So\n",
    "a.txt": "Ada Byron: Why?\n\nBo Smith: So.\n\n00:05:00\n\nAda Byron: Ah.\n\nBo Smith: Yes.\n",
    "a.md": "# Pay {#a}\n\n## Why?\n\n**So** [it](https://x.example/)[^1]\n\n1. one\n   - two\n\n| a | b |\n| - | - |\n| c | d |\n\n[^1]: n\n",
}


@pytest.mark.parametrize("name", _TEXTS)
def test_a_damaged_text_is_read_or_refused_and_loses_no_letter(name: str) -> None:
    whole = _TEXTS[name].encode()
    for seed in range(ROUNDS // 4):
        chance = random.Random(seed)
        data = chance.choice((_cut, _flip, _double, _drop))(chance, whole)
        try:
            paper = read_paper(name, data)
        except Refused:
            continue
        kept = [*all_text(paper.blocks), *(text for note in paper.notes.values() for text in all_text(note))]
        assert letters("".join([*kept, *(one.text for one in paper.set_aside)])) == paper.letters, (seed, data)


@pytest.mark.parametrize(
    "text",
    ["<v " * 200_000, "?" * 200_000, "a: " * 60_000, "(add " * 60_000, "{#" * 60_000, "[" * 3_000, "x " * 200_000],
)
@pytest.mark.parametrize("name", ["a.vtt", "a.txt", "a.md"])
def test_what_repeats_itself_is_read_in_time_that_grows_with_it(name: str, text: str) -> None:
    head = "WEBVTT\n\n00:01.000 --> 00:02.000\n" if name == "a.vtt" else "# a\n\n"
    try:
        paper = read_paper(name, (head + text).encode())
    except Refused:  # a paragraph that is too long for the site: said, and nothing lost
        assert name == "a.md"
    else:
        assert paper.letters.total() >= len(text.replace(" ", "")) or "<" in text


_BOOK = xlsx(
    sheet(
        row("Question", "Answer", "Name"),
        row("Why?", '<c t="s"><v>0</v></c>', "Jo", more='hidden="1"'),
        row("When?", '<c s="3"><v>44245</v></c>', '<c t="e"><v>#N/A</v></c>'),
        before='<cols><col min="3" max="3" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A2:B2"/></mergeCells>',
    ),
    strings=("<r><rPr><b/></rPr><t>So.</t></r>",),
)
_ODT = odf(
    '<text:h text:outline-level="2">Why?</text:h><text:p text:style-name="P9">So<text:s text:c="3"/><text:note><text:note-citation>1'
    "</text:note-citation><text:note-body><text:p>n</text:p></text:note-body></text:note></text:p><text:list><text:list-item>"
    '<text:p>a</text:p></text:list-item></text:list><table:table><table:table-row table:number-rows-repeated="3"><table:table-cell>'
    "<text:p>c</text:p></table:table-cell></table:table-row></table:table>",
    automatic='<style:style style:name="P9" style:family="paragraph"><style:text-properties fo:font-size="11pt"/></style:style>',
)
_ODS = odf(
    '<table:table table:name="S"><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell><text:p>Question'
    "</text:p></table:table-cell><table:table-cell><text:p>Answer</text:p></table:table-cell></table:table-row><table:table-row>"
    '<table:table-cell><text:p>Why?</text:p></table:table-cell><table:table-cell table:number-columns-repeated="9"/></table:table-row></table:table>',
    kind="spreadsheet",
)
_MAIL = (
    b'From: a@x.example\nSubject: =?utf-8?q?x?=\nContent-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; '
    b"charset=utf-8; format=flowed\nContent-Transfer-Encoding: quoted-printable\n\nOn 1 May Jo wrote:\n> Why so=3F\n\nThe road.\n-- \nJo\n--b\n"
    b"Content-Type: text/html\n\n<p>Why?<blockquote>So</blockquote></p>\n--b--\n"
)
_PAGE = (
    b"<html><head><meta charset=utf-8><title>t</title></head><body><h2>Why?</h2><p style='display:none'>x<table><tr><td>a<td>b</table>"
    b"<ul><li>one<ol start=3><li>two</ul><a href='https://x.example/'>l</a><div style='mso-element:footnote' id=f1>n</div><!--x--></body></html>"
)
_CSV = b'sep=;\nQuestion;Answer;Status\n"Why ""so""?";"One.\n\nTwo";open\nWhen?;May\\nJune;deleted\n'
_OUTLOOK = msg(_1000="On 1 May Jo wrote:\n> Why?\n\nSo.\n", _1013="<p>Why?</p>")
KINDS = {
    "a.xlsx": _BOOK,
    "a.odt": _ODT,
    "a.ods": _ODS,
    "a.eml": _MAIL,
    "a.html": _PAGE,
    "a.csv": _CSV,
    "a.msg": _OUTLOOK,
}


@pytest.mark.parametrize("name", KINDS)
def test_a_damaged_file_of_any_kind_is_read_or_refused(name: str) -> None:
    whole = KINDS[name]
    ways: list[Callable[[random.Random, bytes], bytes]] = [_cut, _flip, _double, _drop]
    ways += [_inside] * 6 if whole.startswith(b"PK") else []
    site, read = KnownSite(SiteNames({}, {}), [], {}), 0
    options = ImportOptions(name, "Paper", "2021-02-18")
    for seed in range(ROUNDS // 5):
        chance = random.Random(seed)
        data = chance.choice(ways)(chance, whole)
        try:
            find_drafts(read_paper(name, data), options, site, Choices())
        except Refused:
            continue
        read += 1
    assert read


@pytest.mark.parametrize("name", ["a.html", "a.eml", "a.csv"])
@pytest.mark.parametrize(
    "text",
    ["<p>" * 20_000, "<a '" * 20_000, "<!--" * 20_000, "&amp" * 20_000, "> " * 20_000, "a,b;c|" * 9_000, '"' * 99_999],
)
def test_pages_mails_and_sheets_that_repeat_themselves_are_read_in_time(name: str, text: str) -> None:
    head = b"Subject: x\nContent-Type: text/html\n\n" if name == "a.eml" else b""
    with suppress(Refused):
        read_paper(name, head + text.encode())
