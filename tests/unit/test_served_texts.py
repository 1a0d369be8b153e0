"""Words that look private are found in every kind of file that a site serves, wherever they stand in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sitegen.gate.clean_stretches import CleanStretches
from sitegen.gate.file_texts import Sight, find_in_address, find_in_file
from sitegen.gate.looked_through import read_looked_through, write_looked_through
from sitegen.gate.looking import look_through
from sitegen.memory.tree import Made
from sitegen.memory.workers import Workers
from sitegen.privacy.allowed import NOTHING_ALLOWED
from sitegen.privacy.detectors import find_private

if TYPE_CHECKING:
    from pathlib import Path

SIGHT = Sight(NOTHING_ALLOWED, "https://intranet.example/qa/")
CANARIES = {
    "nhs-number": "450 557 7104",
    "ni-number": "JG 12 34 56 A",
    "mobile": "07912 345678",
    "landline": "01223 456789",
    "email": "joan.ward@hospital.nhs.uk",
    "postcode": "CB2 0QQ",
    "birth-date": "born 3 April 1961",
    "payment-card": "4539 5787 6362 1486",
    "hospital-number": "hospital number K1234567",
    "named-person": "Mrs Joan Ward",
}
PLACES = {
    "text": ("a.html", "<p>Ask {} now.</p>"),
    "title": ("a.html", "<!DOCTYPE html>\n<title>{}</title>"),
    "words in bold": ("a.html", "<p>Ask <b>{}</b>, please.</p>"),
    "alt": ("a.html", '<img src="x.png" alt="{}">'),
    "title attribute": ("a.html", "<abbr title='{}'>x</abbr>"),
    "content": ("a.html", '<meta name="description"\n content="{}">'),
    "aria-label": ("a.html", '<a aria-label = "{}" href="b.html">x</a>'),
    "remark": ("a.html", "<!-- {} -->"),
    "script": ("a.html", "<script>var who = '{}';</script>"),
    "linked data": (
        "a.html",
        '<script type="application/ld+json">{{"text": "\\u003cp\\u003e{}\\u003c/p\\u003e"}}</script>',
    ),
    "feed": ("feed.xml", "<?xml version='1.0'?><entry><content type='html'>&lt;p&gt;{}&lt;/p&gt;</content></entry>"),
    "sitemap": ("sitemap.xml", "<?xml version='1.0'?><url><loc>{}</loc></url>"),
    "calendar": ("register.ics", "BEGIN:VEVENT\r\nDESCRIPTION:We will ask \r\n {}\r\nEND:VEVENT"),
    "table": ("register.csv", '"text","owner"\r\n"Ask","{}"\r\n'),
    "data": ("entries.json", '{{"entries": [{{"title": "{}"}}]}}'),
    "search rows": ("_search/rows-1.js", 'sitegen_search("rows-1",{{"3":["a.html","{}"]}})'),
    "drawing": ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><text>{}</text></svg>'),
    "remark of a drawing": ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><desc>{}</desc></svg>'),
    "plain text": ("notes.txt", "Notes\n\n{}\n"),
    "style": ("_theme/own.css", "/* {} */"),
    "own ending": ("own/thing", "{}"),
    "icon": ("_theme/own.ico", "\0\0\1\0tEXt {} "),
}


def found(route: str, data: str | bytes, clean: CleanStretches | None = None) -> dict[str, str]:
    data = data.encode() if isinstance(data, str) else data
    return {one.kind: one.place for one in find_in_file(route, data, SIGHT, clean or CleanStretches())}


@pytest.mark.parametrize("place", PLACES)
def test_each_kind_is_found_in_each_place(place: str) -> None:
    route, around = PLACES[place]
    missed = [kind for kind, words in CANARIES.items() if kind not in found(route, around.format(words))]
    assert missed == []
    assert found(route, around.format("somebody else")) == {}


def test_the_place_is_told() -> None:
    number = CANARIES["mobile"]
    assert found("a.html", f"<p>{number}</p>") == {"mobile": "the text"}
    assert found("a.html", f'<img src="x.png" alt="Ring {number}">') == {"mobile": "alt"}
    assert found("a.html", f'<a title="x" href="tel:{number}">x</a>') == {"mobile": "href"}
    assert found("a.html", f"<a href='mailto:{CANARIES['email'].replace('@', '%40')}'>x</a>") == {"email": "href"}


@pytest.mark.parametrize(
    ("route", "data"),
    [
        ("a.csv", '"text"\r\n"Ask","From: Ann Ward Sent: 3 May To: all Subject: Rota"\r\n'),
        ("a.json", '{"said": ["So.", "From: Ann Ward\\nSent: 3 May\\nTo: all"]}'),
    ],
)
def test_a_mail_is_found_where_a_text_of_many_begins(route: str, data: str) -> None:
    assert found(route, data) == {"mail-header": "the text"}


@pytest.mark.parametrize(
    "link",
    [
        "https://1drv.ms/w/s!abcdefgh",
        "https://trust.sharepoint.com/:w:/r/sites/x/_layouts/15/Doc.aspx?sourcedoc=%7BAB-12%7D&file=rota_2.docx",
        "https://docs.google.com/document/d/1_ab-cdefghijk_l/edit",
    ],
)
def test_a_link_is_the_same_words_in_a_text_and_on_a_page(link: str) -> None:
    """So that who lets it stand in the text has said yes to the page."""
    shown = link.replace("&", "&amp;")
    keys = {one.key for text in (link, f"[x]({link})", f"See {link}, please.") for one in find_private(text)}
    pages = (f'<a href="{shown}">x</a>', f"<p>See {shown}.</p>", f"<p>({shown})</p>")
    assert {one.key for page in pages for one in find_in_file("a.html", page.encode(), SIGHT, CleanStretches())} == keys
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("route", "data"),
    [
        ("a.html", "<p>079<b>12</b> 345<i>678</i></p>"),
        ("a.html", "<p>07912&nbsp;345&#54;78</p>"),
        ("a.json", '{"a": "0791\\u0032 345678"}'),
        ("a.txt", "07912 345678".encode("utf-16")),
        ("a.html", "<p>07912 345678"),
        ("a.html", "<p title=07912345678>"),
        ("a.html", '<p title="a > b, 07912 345678">'),
    ],
)
def test_what_is_written_in_a_roundabout_way_is_read_as_a_reader_does(route: str, data: str | bytes) -> None:
    assert list(found(route, data)) == ["mobile"]


@pytest.mark.parametrize(
    "data",
    [
        '<path d="M943 476 5919l07912 345678z"/>',
        '<svg viewBox="0 07912 345678 1"><polyline points="943 476 5919"/></svg>',
        '<p style="x:07912345678" class="c07912345678">x</p>',
        '<a href="https://intranet.example/qa/digests/a.html?token=abcdefghijklmnopqrstuvwxyz">x</a>',
        "<ul><li>07912</li><li>345678</li></ul>",
        '<script>{"@context": "https://schema.org", "@type": "FAQPage"}</script>',
    ],
)
def test_what_only_draws_or_stands_apart_is_nobodys_number(data: str) -> None:
    assert found("a.html", data) == {}


def test_numbers_packed_in_the_search_index_are_no_words() -> None:
    packed = 'sitegen_search("postings-1",{"word":"!Bo@hW.co 07912 345678","other":",a@b.de"})'
    assert found("_search/postings-1.js", packed) == {}
    assert found("_search/postings-1.js", packed.replace('"other"', '"07912345678"')) == {"mobile": "the text"}


def test_a_stretch_is_looked_at_once_only_where_nothing_was_found() -> None:
    clean = CleanStretches()
    page = f"<p>Welcome.</p>\n<footer>Ring {CANARIES['mobile']}</footer>"
    assert found("a.html", page, clean) == {"mobile": "the text"}
    assert found("b.html", page, clean) == {"mobile": "the text"}
    assert found("c.html", "<p>Welcome.</p>\n<p>Hello</p>", clean) == {}
    assert clean.fresh_pieces(["<p>Welcome.</p>", "<p>Hello</p>"], "page") == []
    assert found("d.html", "<p>0791</p>", clean) == found("e.html", "2 345\n<p>0791</p>\n678", clean) == {}


APART = {  # a line of each file is clean by itself, or beside another
    "signature": ("a.txt", ["Kind regards,\n", "\nSean Ward\n"], "Kind regards,\nSean Ward\n", "mail-signature"),
    "a line between": ("a.txt", ["Kind regards,\n\n", "\n\nSean Ward\n"], "Kind regards,\n\nSean Ward\n",
        "mail-signature"),
    "day of birth": ("a.txt", ["Date of birth:\n", "3 April 1961\n"], "Date of birth:\n3 April 1961\n", "birth-date"),
    "one number": ("a.txt", ["07912\nis a code", "of 345678\n"], "07912\n345678\n", "mobile"),
    "head of a mail": ("a.txt", ["From: Leeds\nwe go", "home\nTo: York\n"], "From: Leeds\nTo: York\n", "mail-header"),
    "a page": ("a.html", ["<pre>Date of birth:\n</pre>", "<pre>\n3 April 1961</pre>"],
        "<pre>Date of birth:\n3 April 1961</pre>", "birth-date"),
    "a stretch of a page": ("a.html", ["<p>Born <b>here</b></p>", "<p><i>3 April 1961</i></p>"],
        "<p>Born <b></b><i>3 April 1961</i></p>", "birth-date"),
    "a line of a page": ("a.html", ["<p>Ring <b>07912</b>\n</p>", "<p>\n<i>345678</i></p>"],
        "<p>Ring <b>07912</b>\n<i>345678</i></p>", "mobile"),
    "a text that goes on": ("a.html", ["<p>Ring <b>07912</b>\n</p>", "<p>\n345678</p>"],
        "<p>Ring <b>07912</b>\n345678</p>", "mobile"),
    "data": ("a.json", ['{"a": "Kind regards,\\n"}', '{"a": "\\nSean Ward"}'],
        '{"a": "Kind regards,\\nSean Ward"}', "mail-signature"),
}  # read as a table  # fmt: skip


@pytest.mark.parametrize("name", APART)
def test_a_line_that_was_clean_is_looked_at_again_beside_another(name: str) -> None:
    route, before, data, kind = APART[name]
    clean = CleanStretches()
    assert [found(route, each, clean) for each in before] == [{}, {}]
    assert list(found(route, data, clean)) == [kind]


def test_what_is_clean_read_in_one_way_is_looked_at_again_in_another() -> None:
    clean = CleanStretches()
    number, head = "079<b>12</b> 345678", 'x,"From: Ann Ward Sent: 3 May To: all Subject: Rota"'
    assert found("a.txt", number, clean) == found("b.txt", head, clean) == {}
    assert found("a.html", number, clean) == {"mobile": "the text"}
    assert found("a.csv", head, clean) == {"mail-header": "the text"}


@pytest.mark.parametrize(
    ("route", "kinds"),
    [
        ("assets/call-07912345678.pdf", ["mobile"]),
        ("assets/IMG_07912_345678.png", ["mobile"]),
        ("digests/x/ring-07912-345678.html", ["mobile"]),
        ("assets/07912-345678-and-07912-345679.pdf", ["mobile", "mobile"]),
        ("digests/x/why-mrs-ward-waited.html", ["named-person"]),
        ("assets/Mrs_Ward.pdf", ["named-person"]),
        ("assets/hospital-number-1234567.pdf", ["hospital-number"]),
        ("assets/CB2-0QQ-cad-4711.pdf", ["incident-number", "postcode"]),
    ],
)
def test_an_address_is_read_as_well(route: str, kinds: list[str]) -> None:
    found = find_in_address(route, NOTHING_ALLOWED)
    assert [(one.kind, one.place) for one in found] == [(kind, "its address") for kind in kinds]
    made = Made("0" * 64, 1, "asset", "", ())
    sighted = look_through({route: made, "b.txt": made}, lambda _: b"x", SIGHT, {}, Workers(1))
    assert list(sighted.found) == [route]


def test_bytes_that_were_looked_through_are_not_again(tmp_path: Path) -> None:
    files = {"a.html": f"<p>{CANARIES['mobile']}</p>".encode(), "b.html": b"<p>b</p>"}
    tree = {route: Made(str(number) * 64, 1, "entry", "", ()) for number, route in enumerate(files)}
    first = look_through(tree, files.__getitem__, SIGHT, {}, Workers(1))
    write_looked_through(tmp_path / "own", "me", first.by_bytes)
    assert "07912" not in (tmp_path / "own/looked-through").read_text()
    known = read_looked_through(tmp_path / "own", "me")
    assert known == first.by_bytes
    assert read_looked_through(tmp_path / "own", "another") == {}
    again = look_through(tree, {}.__getitem__, SIGHT, known, Workers(1))
    assert (again.found, again.looked_at) == (first.found, 0)
    (tmp_path / "own/looked-through").write_bytes(b"damaged")
    assert read_looked_through(tmp_path / "own", "me") == {}


def test_json_of_any_shape_is_read() -> None:
    for text in (json.dumps({"a": CANARIES["email"]}), json.dumps([CANARIES["mobile"]], indent=1)):
        assert len(found("own.json", text)) == 1
