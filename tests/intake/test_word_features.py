"""Word files of one feature each give exactly the words that Word shows in its final view, once each."""

from __future__ import annotations

import pytest
from office import docx, field, listed, p, r, style, table

from sitegen.intake.importing import without_controls
from sitegen.intake.paper import HEADING, ITEM, TABLE, TITLE, all_text, letters
from sitegen.intake.word.reader import read_word
from sitegen.intake.writing import markdown, words_of

_BOX = "<w:txbxContent>" + p("in the box") + "</w:txbxContent>"
_NEW_BOX = f"<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>{_BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
_OLD_BOX = f"<w:pict><v:shape><v:textbox>{_BOX}</v:textbox></v:shape></w:pict>"
_DROPPED = "<w:rPr><w:del/></w:rPr>"
_ROW = "<w:tr>{0}<w:tc>" + p("{1}") + "</w:tc><w:tc>" + p("{2}") + "</w:tc></w:tr>"
_MERGED = "<w:tcPr><w:vMerge{0}/></w:tcPr>"

SHOWN = {
    "plain words": (p("Yes, in May."), "Yes, in May."),
    "a word in several runs": (p(r("Ha") + r("llo", "<w:b/>")), "Hallo"),
    "an inserted run": (p(r("We ") + f"<w:ins>{r('really ')}</w:ins>" + r("will.")), "We really will."),
    "a deleted run": (p(r("We ") + "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>" + r("will.")), "We will."),
    "words deleted inside a word": (p(r("thir") + "<w:del><w:r><w:delText>ty</w:delText></w:r></w:del>" + r("teen")), "thirteen"),
    "an inserted paragraph that was deleted again": (p(f"<w:ins><w:del>{r('gone').replace('w:t', 'w:delText', 1).replace('/w:t>', '/w:delText>')}</w:del></w:ins>") + p("kept"), "kept"),
    "paragraphs joined by a deletion": (p("Is it", _DROPPED) + p(" so?"), "Is it so?"),
    "a moved sentence": (p(f"<w:moveFrom>{r('Moved. ')}</w:moveFrom>" + r("First.")) + p(f"<w:moveTo>{r('Moved.')}</w:moveTo>"), "First. Moved."),
    "moved away in plain runs": (p('<w:moveFromRangeStart w:id="1" w:name="m"/>' + r("Old place. ") + '<w:moveFromRangeEnd w:id="1"/>' + r("Stays.")), "Stays."),
    "a begin of a move without an end": (p('<w:moveFromRangeStart w:id="1" w:name="m"/>' + r("Stays.")), "Stays."),
    "a deleted row": (f"<w:tbl>{_ROW.format('', 'Q1', 'A1')}{_ROW.format('<w:trPr><w:del/></w:trPr>', 'Q2', 'withdrawn')}</w:tbl>", "Q1 A1"),
    "a hidden row": (f"<w:tbl>{_ROW.format('', 'Q1', 'A1')}{_ROW.format('<w:trPr><w:hidden/></w:trPr>', 'Q2', 'secret')}</w:tbl>", "Q1 A1"),
    "hidden words": (p(r("Seen.") + r(" Not seen.", "<w:vanish/>")), "Seen."),
    "hidden by a style that is based on a hidden one": (p("Not seen.", style("Ghost2")) + p("Seen."), "Seen."),
    "hidden by a style of the run": (p(r("Not seen.", '<w:rStyle w:val="GhostRun"/>') + r("Seen.")), "Seen."),
    "shown although the style hides": (p(r("Seen.", '<w:vanish w:val="0"/>'), style("Ghost")), "Seen."),
    "a field": (p(r("Page ") + field(" PAGE ", r("4")) + r(".")), "Page 4."),
    "a field in its short form": (p(r("Version ") + f'<w:fldSimple w:instr="REF v">{r("4.2")}</w:fldSimple>' + r(" of the plan")), "Version 4.2 of the plan"),
    "a field inside a field": (p(field(field(" REF x ", r("inner")), r("outer"))), "outer"),
    "a date field keeps its words": (p(r("By ") + field(" DATE ", r("3 March"))), "By 3 March"),
    "Arabic and Hebrew": (p(r("A ") + f'<w:dir w:val="rtl">{r("שלום")}</w:dir><w:bdo w:val="rtl">{r(" B")}</w:bdo>' + r(" C")), "A שלום B C"),
    "words of reading aid": (p("<w:r><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>"), "漢"),
    "smart tags and custom XML": (p(r("Meet in ") + f"<w:smartTag>{r('Leeds')}</w:smartTag><w:customXml>{r(' on Monday')}</w:customXml>"), "Meet in Leeds on Monday"),
    "custom XML round paragraphs": (f"<w:customXml>{p('Inside.')}</w:customXml>", "Inside."),
    "a control in a line": (p(r("Name: ") + f"<w:sdt><w:sdtPr/><w:sdtContent>{r('Chief Executive')}</w:sdtContent></w:sdt>"), "Name: Chief Executive"),
    "a control round paragraphs": (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Inside.')}</w:sdtContent></w:sdt>", "Inside."),
    "a control round a row": (f"<w:tbl><w:sdt><w:sdtContent>{_ROW.format('', 'Q1', 'A1')}</w:sdtContent></w:sdt>{_ROW.format('', 'Q2', 'A2')}</w:tbl>", "Q1 A1 Q2 A2"),
    "a control round a cell": (f"<w:tbl><w:tr><w:tc>{p('Q1')}</w:tc><w:sdt><w:sdtContent><w:tc>{p('A1')}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>", "Q1 A1"),
    "a control nobody filled in": (p(r("Name: ") + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click or tap here to enter text.')}</w:sdtContent></w:sdt>"), "Name:"),
    "a line break of its own kind": (p("<w:r><w:t>one</w:t><w:cr/><w:t>two</w:t></w:r>"), "one two"),
    "Shift and Enter": (p("<w:r><w:t>plans?</w:t><w:br/><w:t>A: Yes.</w:t></w:r>"), "plans? A: Yes."),
    "a tab": (p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:ptab/><w:t>c</w:t></w:r>"), "a b c"),
    "a page break inside a paragraph": (p('<w:r><w:t>one</w:t><w:br w:type="page"/><w:t>two</w:t></w:r>'), "one two"),
    "hyphens that do not break, and that do not show": (p("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>E un</w:t><w:softHyphen/><w:t>der</w:t></w:r>"), "A\u2011E under"),
    "a tick in Wingdings": (p(r("Done ") + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), "Done ✓"),
    "a text box of today": (p(r("Before ") + f"<w:r>{_NEW_BOX}</w:r>" + r("after")), "Before after in the box"),
    "a text box in both forms": (p(r("Before ") + f"<w:r><mc:AlternateContent><mc:Choice>{_NEW_BOX}</mc:Choice><mc:Fallback>{_OLD_BOX}</mc:Fallback></mc:AlternateContent></w:r>" + r("after")), "Before after in the box"),
    "an old text box": (p(r("Before ") + f"<w:r>{_OLD_BOX}</w:r>"), "Before in the box"),
    "a contents list by its style": (p("1 Pay 4", style("Toc")) + p("Text"), "Text"),
    "a contents list as a field": (p(field(' TOC \\o "1-3" ', r("Pay 4"))) + p("Text"), "Text"),
    "a contents list as a control": (f'<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{p("Pay 4")}</w:sdtContent></w:sdt>' + p("Text"), "Text"),
    "words under merged cells": (f"<w:tbl><w:tr><w:tc>{_MERGED.format(' w:val=' + chr(34) + 'restart' + chr(34))}{p('Q1')}</w:tc><w:tc>{p('A1')}</w:tc></w:tr><w:tr><w:tc>{_MERGED.format('')}{p('covered')}</w:tc><w:tc>{p('more')}</w:tc></w:tr></w:tbl>", "Q1 A1 more"),
    "a table in a table": (f"<w:tbl><w:tr><w:tc>{p('a')}{table(['b', 'c'])}{p('d')}</w:tc></w:tr></w:tbl>", "a b c d"),
    "an equation on one line": (p(r("So ") + "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"), "So x=2"),
    "a picture is told": (p(r("See ") + '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="A map"/><a:blip/></wp:inline></w:drawing></w:r>'), "See"),
    "signs that mean something to Markdown": (p("2 * 3 * 4 _is_ [x](y) `z` &lt;b> &amp;amp; 1) # | ~~no~~ C:\\dir ^a^"), "2 * 3 * 4 _is_ [x](y) `z` <b> &amp; 1) # | ~~no~~ C:\\dir ^a^"),
    "a line that begins like a heading": (p("# not a heading") + p("1. not a list") + p("- neither") + p("+ nor") + p("--- no") + p("&gt; no"), "# not a heading 1. not a list - neither + nor --- no > no"),
    "bold between letters": (p(r("un") + r("believ", "<w:b/>") + r("able") + r("(so)", "<w:b/>") + r("!x")), "unbelievable(so)!x"),
    "bold with spaces at its ends": (p(r("a") + r(" b ", "<w:b/>") + r("c") + r(" ", "<w:i/>")), "a b c"),
    "struck out": (p(r("no", "<w:strike/>") + r(" yes")), "no yes"),
}  # read as a table  # fmt: skip


def shown(data: bytes) -> str:
    """The words of a file, in order, with every letter accounted for and read back by the site's parser."""
    paper = without_controls(read_word("a.docx", data))
    kept = [*all_text(paper.blocks), *(text for note in paper.notes.values() for text in all_text(note))]
    aside = [one.text for one in paper.set_aside]
    assert letters("".join([*kept, *aside])) == paper.letters
    body, losses, added = markdown(paper.blocks, paper.notes)
    assert not losses
    assert letters(words_of(body)) == letters("".join(kept)) + letters(added)
    return " ".join(" ".join(all_text(paper.blocks)).split())


@pytest.mark.parametrize("feature", SHOWN)
@pytest.mark.parametrize("strict", [False, True], ids=["usual", "strict"])
def test_a_word_file_gives_the_words_that_word_shows(feature: str, strict: bool) -> None:
    body, expected = SHOWN[feature]
    assert shown(docx(body, strict=strict)) == expected


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (SHOWN["a deleted run"][0], "deleted"),
        (SHOWN["hidden words"][0], "hidden"),
        (SHOWN["a moved sentence"][0], "moved"),
        (SHOWN["a control nobody filled in"][0], "placeholder"),
        (SHOWN["words under merged cells"][0], "merged"),
        (SHOWN["a contents list by its style"][0], "contents"),
    ],
)
def test_what_is_set_aside_is_told_with_its_reason(body: str, reason: str) -> None:
    assert [reason in one.reason for one in read_word("a.docx", docx(body)).set_aside] == [True]


def test_comments_headers_and_footers_are_counted_and_never_imported() -> None:
    parts = {
        "comments": f'<w:comment w:id="1">{p("Is this true?")}</w:comment>',
        "header": p("OFFICIAL"),
        "footer": p("Page 1"),
    }
    data = docx(p("Text"), **parts)
    assert shown(data) == "Text"
    aside = {one.text: one.furniture for one in read_word("a.docx", data).set_aside}
    assert aside == {"Is this true?": False, "OFFICIAL": True, "Page 1": True}


def test_footnotes_stand_at_the_end_and_those_nobody_calls_are_set_aside() -> None:
    notes = f'<w:footnote w:type="separator" w:id="-1">{p("")}</w:footnote><w:footnote w:id="2">{p("Agreed in May.")}</w:footnote><w:footnote w:id="3">{p("Lost.")}</w:footnote>'
    data = docx(p(r("It is agreed") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(".")), footnotes=notes)
    assert shown(data) == "It is agreed."
    paper = read_word("a.docx", data)
    assert markdown(paper.blocks, paper.notes)[0] == "It is agreed[^1].\n\n[^1]: Agreed in May."
    assert [one.text for one in paper.set_aside] == ["Lost."]


def test_headings_are_known_by_name_by_outline_and_by_what_their_style_is_based_on() -> None:
    body = "".join(p("Q", style(name)) for name in ("H1", "H2", "House", "Outline", "Normal", "Ttl"))
    blocks = read_word("a.docx", docx(body)).blocks
    assert [(block.kind, block.level) for block in blocks[:4]] == [
        (HEADING, 1),
        (HEADING, 2),
        (HEADING, 1),
        (HEADING, 2),
    ]
    assert blocks[5].kind == TITLE


def test_automatic_numbers_are_counted_as_word_counts_them() -> None:
    numbers = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (4, 0), (4, 0), (3, 0), (2, 0)]
    blocks = read_word("a.docx", docx("".join(p("x", listed(*n)) for n in numbers))).blocks
    assert [block.label for block in blocks] == ["1.", "(a)", "(b)", "i.", "2.", "(a)", "5.", "6.", "Question 1.", "•"]
    assert {block.kind for block in blocks} == {ITEM}


def test_a_list_goes_on_after_a_paragraph_between_its_items() -> None:
    body = p("one", listed(1)) + p("between") + p("two", listed(1)) + p("inner", listed(1, 1)) + p("three", listed(1))
    paper = read_word("a.docx", docx(body))
    assert markdown(paper.blocks, {})[0] == "1. one\n\nbetween\n\n2. two\n   - (a) inner\n3. three"


def test_links_are_kept_where_a_reader_may_follow_them() -> None:
    links = {"a": "https://intranet.example/x_(y)", "b": "file:///c:/secret", "c": "javascript:0"}
    body = "".join(p(f'<w:hyperlink r:id="{key}">{r(key)}</w:hyperlink>') for key in links)
    paper = read_word(
        "a.docx", docx(body + p(field(' HYPERLINK "https://intranet.example/" ', r("there"))), links=links)
    )
    assert (
        markdown(paper.blocks, {})[0]
        == "[a](<https://intranet.example/x_(y)>)\n\nb\n\nc\n\n[there](https://intranet.example/)"
    )


def test_a_table_stays_one_and_a_box_round_a_text_is_none() -> None:
    paper = read_word("a.docx", docx(table(["Station", "Late"], ["Saltmere | East", "12"]) + table(["boxed"])))
    assert paper.blocks[0].kind == TABLE
    assert markdown(paper.blocks, {})[0] == "| Station | Late |\n| --- | --- |\n| Saltmere \\| East | 12 |\n\nboxed"


@pytest.mark.parametrize(
    ("name", "marked"), [("General", ""), ("Internal", "Internal"), ("OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE")]
)
def test_a_sensitivity_label_above_the_lowest_is_seen(name: str, marked: str) -> None:
    custom = f'<Properties xmlns:vt="v"><property name="MSIP_Label_1_Name"><vt:lpwstr>{name}</vt:lpwstr></property></Properties>'
    assert read_word("a.docx", docx(p("x"), more={"docProps/custom.xml": custom})).marked == marked
