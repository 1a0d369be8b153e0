"""Files are read in a process with bounds: what goes wrong there ends in one sentence here."""

from __future__ import annotations

import struct
import sys

import pytest
from office import NUMBERING, docx, listed, p, r, style, table

from sitegen.intake import reader_process
from sitegen.intake.formats import read_paper
from sitegen.intake.paper_json import paper_from_json, paper_to_json
from sitegen.intake.reader_process import read_apart
from sitegen.memory.process_bounds import job_limits
from sitegen.memory.refused import Refused

_NOTE = f'<w:footnote w:id="2">{p("But not here.")}</w:footnote>'
WHOLE = docx(
    p("Pay", style("H1"))
    + p("1. Why?", listed(1))
    + p(
        r("Yes", "<w:b/>")
        + '<w:r><w:footnoteReference w:id="2"/></w:r><w:del><w:r><w:delText>no</w:delText></w:r></w:del>'
    )
    + table(["Question", "Answer"], ["Why?", "So."]),
    footnotes=_NOTE,
    numbering=NUMBERING,
)


def test_a_paper_is_the_same_on_the_other_side() -> None:
    here, there = read_paper("a b.docx", WHOLE), read_apart("a b.docx", WHOLE)
    assert there == here
    assert there.letters == here.letters
    assert type(there.blocks[0].runs[0]) is type(here.blocks[0].runs[0])
    assert type(there.blocks[-1].rows[0][0][0]) is type(here.blocks[-1].rows[0][0][0])


def test_letters_that_stand_alone_come_through() -> None:
    import json

    paper = read_paper("a.txt", b"x")
    odd = paper._replace(passages=("\ud800",))
    assert paper_from_json(json.loads(paper_to_json(odd))).passages == ("\ud800",)


def test_a_refusal_comes_through_with_its_hint() -> None:
    with pytest.raises(Refused) as caught:
        read_apart("a.docx", b"words")
    assert caught.value.message == "a.docx is damaged: it cannot be read to its end."
    assert caught.value.hint


@pytest.mark.skipif(struct.calcsize("P") != 8, reason="the places are those of 64 bits")
def test_windows_is_told_the_bounds_where_it_looks_for_them() -> None:
    told = job_limits(400, 10)
    assert len(told) == 144
    assert struct.unpack_from("<q", told, 0) == (100_000_000,)  # PerProcessUserTimeLimit
    assert struct.unpack_from("<I", told, 16) == (0x502,)  # LimitFlags
    assert struct.unpack_from("<Q", told, 112) == (400,)  # ProcessMemoryLimit


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize(
    "fault", ["bytearray(1 << 40)", "__import__('os').abort()", "exec('while True: pass')", "1 / 0"]
)
def test_whatever_happens_to_the_reader_is_one_sentence(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    lines = (
        "import sitegen.intake.reader_process as here, sitegen.intake.formats",
        "here._SECONDS = 1",
        f"here.read_paper = lambda *_: {fault}",
        "here.main()",
    )
    monkeypatch.setattr(reader_process, "_COMMAND", ("-c", "\n".join(lines)))
    with pytest.raises(Refused, match="damaged, or takes more than 400 MB or"):
        read_apart("a.docx", WHOLE)
