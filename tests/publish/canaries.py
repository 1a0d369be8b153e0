"""Words of every kind that looks private, each invented for one place of a project, and the places."""

from __future__ import annotations

import json
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from photos import KINDS, document, photo
from project import DIGEST, page

from sitegen.privacy.detectors import find_private
from sitegen.privacy.masked_finding import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def _nhs(number: int) -> str:
    for more in count():
        nine = f"45{number:02}{more:05}"
        last = -sum(weight * int(figure) for weight, figure in zip(range(10, 1, -1), nine, strict=True)) % 11
        if last < 10:
            return f"{nine[:3]} {nine[3:6]} {nine[6:]}{last}"
    raise AssertionError


def _card(number: int) -> str:
    most = f"45395787{number:02}62148"
    total = sum(sum(divmod(2 * int(figure), 10)) for figure in most[::-2]) + sum(map(int, most[-2::-2]))
    whole = f"{most}{-total % 10}"
    return " ".join(whole[at : at + 4] for at in range(0, 16, 4))


def _name(number: int) -> str:
    return f"W{chr(97 + number // 10)}{chr(97 + number % 10)}rd"


WORDS: dict[str, tuple[str, Callable[[int], str]]] = {
    "nhs-number": ("{}", _nhs),
    "ni-number": ("{}", "JG 12 34 {} A".format),
    "mobile": ("{}", "07912 3456{}".format),
    "landline": ("{}", "01223 4567{}".format),
    "email": ("{}", "joan.w{}@holtmail.net".format),
    "postcode": ("{}", lambda number: f"CB{number // 10} {number % 10}QQ"),
    "birth-date": ("born {}", "3 April 19{}".format),
    "payment-card": ("{}", _card),
    "hospital-number": ("hospital number {}", "K12345{}".format),
    "registration-number": ("GMC {}", "71234{}".format),
    "mail-picture": ("{}", "cid:image0{}.png@01DA.5C".format),
    "mail-footer": ("{}", "This message of w{} is confidential".format),
    "named-person": ("Mrs {}", lambda number: f"Joan {_name(number)}"),
    "staff-number": ("payroll number {}", "99123{}".format),
    "incident-number": ("CAD number {}", "88123{}".format),
    "street-address": ("{}", "{} Holt Lane".format),
    "map-spot": ("{}", "52.1234{0}, 0.4312{0}".format),
    "share-link": ("{}", "https://1drv.ms/w/s!holt{}rota".format),
}
"""Kinds of words that are found wherever they stand in a line, and how one of a number is made."""
LINES: dict[str, tuple[str, Callable[[int], str]]] = {
    "mail-header": ("{}", "From: Joan Holt Sent: 3 May To: all Subject: Rota {}".format),
    "mail-signature": ("Kind regards,\n{}", lambda number: f"Sean {_name(number)}"),
    "mail-greeting": ("Hello {},", lambda number: f"Ravi {_name(number)}"),
    "mail-chain": ("{}", "On 3 May 2021 at 10:{}, Ann Holt wrote:".format),
}
"""Those of lines of a mail that was pasted."""
FIGURES = ("nhs-number", "ni-number", "mobile", "landline", "payment-card")
"""Those that are told by their letters and figures alone, as in the name of a file."""
IN_A_LINK = tuple(kind for kind in WORDS if kind != "postcode")
"""In an address, five letters and figures are mostly no postcode."""
ALL, IN_A_LINE = (*WORDS, *LINES), (*WORDS,)
assert {*ALL} == {*SEVERITIES}


_DESCRIPTION = 0x010E  # of Exif


class Canary(NamedTuple):
    """Words of one kind that stand in one place alone."""

    kind: str
    said: str
    """The words, with those that make them private."""
    words: str
    """What is printed nowhere, and kept nowhere but in its place."""

    @property
    def masked(self) -> str:
        """The words as they are told."""
        return next((one.masked for one in find_private(self.said) if one.kind == self.kind), "seen by nobody")


class Place(NamedTuple):
    """Where words stand in a project."""

    path: str
    """Of its file; with braces where their letters and figures are in its name."""
    write: Callable[[Sequence[str]], str | bytes]
    """The file, of what is said in it."""
    kinds: tuple[str, ...] = ALL
    where: str = ""
    """What a place is called in a file that is served as it is; empty in a text of the writer's."""


def _entry(body: str, **fields: object) -> str:
    return page({"question": "Why so?", "title": "About rotas", "topics": ["general"], **fields}, body)


def name_with(said: str) -> str:
    """The name of a file that has the letters and figures of the words."""
    return f"rota-{said.replace(' ', '')}.txt"


def _one_by_one(said: Sequence[str]) -> str:
    return "\n\n".join(said)


def _in_a_row(said: Sequence[str]) -> str:
    return "; ".join(said)


def _links(said: Sequence[str]) -> str:
    find = "https://www.hospital.nhs.uk/find?who="
    return _one_by_one([f"[x]({one if '://' in one else find + quote(one, safe=':')})" for one in said])


def _drawing(said: Sequence[str]) -> str:
    texts = "".join(f"<text>{one}</text>" for one in said)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{texts}</svg>'


def _table(said: Sequence[str]) -> str:
    return "\n".join(["text,owner", *(f'Ask,"{one}"' for one in said)]) + "\n"


def _photo(kind: str, said: Sequence[str]) -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif[_DESCRIPTION] = _in_a_row(said)
    return photo(kind, **({"comment": _in_a_row(said)} if kind == "gif" else {"exif": exif}))


def _printed(said: Sequence[str]) -> bytes:
    """A PDF with each of its lines on its page."""
    return document({}, ") Tj 0 -14 Td (".join("\n\n".join(said).split("\n")))


TEXTS = {
    "body": Place(f"{DIGEST}/a.md", lambda said: _entry(_one_by_one(said))),
    "title": Place(f"{DIGEST}/b.md", lambda said: _entry("Soon.", title=_in_a_row(said)), IN_A_LINE),
    "question": Place(f"{DIGEST}/c.md", lambda said: _entry("Soon.", question=_in_a_row(said)), IN_A_LINE),
    "alt": Place(f"{DIGEST}/d.md", lambda said: _entry(f"![{_in_a_row(said)}](../../assets/plan.svg)"), IN_A_LINE),
    "link": Place(f"{DIGEST}/e.md", lambda said: _entry(_links(said)), IN_A_LINK),
    "topic": Place("content/topics/general.md", lambda said: page({"title": "All"}, _one_by_one(said))),
    "person": Place(
        "content/people/lee.md", lambda said: page({"name": "Ann Lee", "team": _in_a_row(said)}), IN_A_LINE
    ),
    "page": Place("content/pages/help.md", lambda said: page({"title": "Help"}, _one_by_one(said))),
    "name": Place(
        f"{DIGEST}/f.md",
        lambda said: _entry(_one_by_one([f"[x](../../assets/{name_with(one)})" for one in said])),
        FIGURES,
    ),
}
"""Texts of the writer's: what is told of them is told there."""
FILES = {
    "csv": Place("content/assets/list.csv", _table, where="the text"),
    "txt": Place("content/assets/note.txt", _one_by_one, where="the text"),
    "drawing": Place("content/assets/plan.svg", _drawing, where="the text"),
    "pdf": Place("content/assets/rota.pdf", _printed, where="page 1"),
    "properties": Place(
        "content/assets/plain.pdf",
        lambda said: document({"/Subject": _in_a_row(said)}),
        IN_A_LINE,
        "properties, Subject",
    ),
    "json": Place("templates/theme/own.json", lambda said: json.dumps({"said": said}), where="the text"),
    "style": Place("templates/theme/own.css", lambda said: f"/*\n{_one_by_one(said)}\n*/", where="the text"),
    "name of a file": Place("templates/theme/{}", lambda _: "", FIGURES, "its address"),
}
"""Files that are served as they are."""
PICTURES = {kind: Place(f"content/assets/photo.{kind}", partial(_photo, kind), IN_A_LINE, "Exif") for kind in KINDS}
"""Pictures, of which readers get copies without."""
FRAME = Place("templates/footer.html", lambda said: f"<p>{'</p><p>'.join(said)}</p>", where="the text")
"""What stands in no file that is served, and on every page."""


PLACES = {**TEXTS, **FILES, "frame": FRAME, **PICTURES}
_FIRST = 10  # so that all numbers have two figures


def canaries(name: str) -> Iterator[Canary]:
    """What stands in a place: words that no other has."""
    for kind in PLACES[name].kinds:
        around, make = {**WORDS, **LINES}[kind]
        words = make(_FIRST + [*PLACES].index(name))
        yield Canary(kind, around.format(words), words)
