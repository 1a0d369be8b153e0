"""What a PDF says besides its pages is told, never by the name in it; what it says on them can be asked for."""

from __future__ import annotations

import io

import pytest
from photos import WHO, document, photo
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from sitegen.metadata.pdf_findings import findings
from sitegen.metadata.pdf_texts import texts_of_pdf
from sitegen.metadata.piece import PlacedText
from sitegen.metadata.told import check_metadata

PATH = "content/assets/a.pdf"


@pytest.mark.parametrize(
    ("place", "text", "told"),
    [
        ("properties, Author", "Robin Sample", "a name (Author)"),
        ("properties, XMP, creator", "Robin Sample", "a name (creator)"),
        ("properties, Manager", "Sample, R", "a name (Manager)"),
        ("properties, Title", "Rota - DRAFT v3", "the word “draft” (Title)"),
        ("properties, Keywords", "Not for staff", "the word “not for staff” (Keywords)"),
        ("properties, Subject", "Official-Sensitive", "the word “official-sensitive” (Subject)"),
        ("properties, Producer", r"Distiller (C:\Users\rsample\out)", "a folder of somebody’s computer (Producer)"),
        ("properties, XMP, filePath", "file:///home/rsample/a.indd", "a folder of somebody’s computer (filePath)"),
        ("properties, Subject", "ask r.sample@trust.example", "an e-mail address (Subject)"),
        ("remark on page 2", "Robin Sample ask Jo", "remarks (on page 2)"),
        ("file inside", "rota.xlsx", "other files (as attachments)"),
        ("picture on page 2, EXIF, Artist", "Robin Sample", "a name in a photo (on page 2)"),
        ("picture on page 2, GPS position, EXIF", "51.5, -0.1", "where a photo was taken (on page 2)"),
    ],
)
def test_what_should_not_be_seen_is_told_without_the_name(place: str, text: str, told: str) -> None:
    assert findings([PlacedText(place, text)]) == [told]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("properties, Author", "Communications team"),
        ("properties, Author", "Windows User"),
        ("properties, Author", "North Example NHS Trust"),
        ("properties, Author", ""),
        ("properties, Creator", "Microsoft Word"),
        ("properties, Producer", "LibreOffice 24.2"),
        ("properties, XMP, CreatorTool", "Acrobat PDFMaker"),
        ("properties, Title", "Meal breaks, drafty depots and you"),
        ("page 1", "This is a draft by Robin Sample, C:\\Users\\r"),
    ],
)
def test_what_every_program_writes_is_not_told(place: str, text: str) -> None:
    assert findings([PlacedText(place, text)]) == []


def test_properties_remarks_files_and_pages_are_read_in_this_order() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(document({"/Author": "Robin Sample"}, "Ring 01632 960001"))))
    writer.add_annotation(0, Text(rect=(1, 1, 9, 9), text="ask Jo", title_bar="Robin"))
    writer.add_attachment("rota.xlsx", b"x")
    stream = io.BytesIO()
    writer.write(stream)
    texts, unread = texts_of_pdf(stream.getvalue())
    assert unread == ""
    found = [text for text in texts if text.place != "properties, Producer"]
    assert found == [
        ("properties, Author", "Robin Sample"),
        ("file inside", "rota.xlsx"),
        ("remark on page 1", "Robin ask Jo"),
        ("page 1", "Ring 01632 960001"),
    ]
    (problem,) = check_metadata(PATH, stream.getvalue())
    assert problem.severity == "notice"
    assert "Robin" not in problem.message + problem.hint


def locked(word: str) -> bytes:
    writer, stream = PdfWriter(clone_from=io.BytesIO(document({"/Author": "Robin Sample"}))), io.BytesIO()
    writer.encrypt(word, "owner", algorithm="RC4-128")
    writer.write(stream)
    return stream.getvalue()


def test_a_pdf_that_may_be_read_but_not_printed_is_read() -> None:
    assert PlacedText("properties, Author", "Robin Sample") in texts_of_pdf(locked("")).texts


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (locked("secret"), "locked"),
        (document({}, "x")[:400], "damaged"),
        (b"%PDF-1.7\n%%EOF\n", "damaged"),
        (b"%PDF-1.7\n" + b"1 0 obj\n" * 5000, "damaged"),
        (bytes(100_000_001), "larger"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_told_in_a_sentence(data: bytes, why: str) -> None:
    assert why in texts_of_pdf(data).unread
    assert any(problem.code == "pdf-unread" and why in problem.message for problem in check_metadata(PATH, data))


def test_a_reader_that_takes_too_much_is_ended_and_what_it_said_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the limit of time at nothing, as a file would meet it that keeps its reader busy."""
    monkeypatch.setattr("sitegen.metadata.pdf_texts._PATIENCE", 0)
    texts, unread = texts_of_pdf(document({"/Author": "Robin Sample"}))
    assert texts == ()
    assert "takes more than" in unread


def with_photo(*names: str) -> bytes:
    """A PDF with one photo as it was taken, under each of the names; below a dot, in a part of a page."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(document({}))))
    stream = StreamObject()
    stream._data = photo("jpg")
    fields = {"/Type": "/XObject", "/Subtype": "/Image", "/Filter": "/DCTDecode"}
    stream.update({NameObject(key): NameObject(value) for key, value in fields.items()})
    picture = writer._add_object(stream)
    drawn = DictionaryObject()
    for name in names:
        part = StreamObject()
        part[NameObject("/Subtype")] = NameObject("/Form")
        inner = DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/a"): picture})})
        part[NameObject("/Resources")] = inner
        drawn[NameObject(f"/{name.strip('.')}")] = writer._add_object(part) if "." in name else picture
    writer.pages[0]["/Resources"][NameObject("/XObject")] = drawn
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("names", [("a",), (".a",), ("a", "b", ".c")])
def test_what_a_photo_in_it_says_is_told_once_and_never_by_the_name(names: tuple[str, ...]) -> None:
    data = with_photo(*names)
    texts = texts_of_pdf(data)
    assert texts.unread == ""
    assert [text for place, text in texts.texts if place.startswith("picture on page 1, EXIF, Artist")] == [WHO]
    (told,) = check_metadata(PATH, data)
    assert "a name in a photo (on page 1); where a photo was taken (on page 1)" in told.message
    assert WHO not in str(told)
    assert "For a photo in it:" in told.hint
