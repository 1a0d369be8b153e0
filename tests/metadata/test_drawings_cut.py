"""A drawing is served without who drew it, where and with what; what it shows and says stays, byte for byte."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from drawn import WHOLE
from hypothesis import given
from hypothesis import strategies as st
from photos import KINDS, WHO, exiftool, photo
from project import DIGEST, minimal_project, page
from test_pictures_served import SCREEN

import sitegen
from sitegen.gate.clean_stretches import CleanStretches
from sitegen.gate.file_texts import Sight, find_in_file
from sitegen.metadata.inscriptions import texts_of_picture
from sitegen.metadata.piece import Damaged
from sitegen.metadata.served_copy import served_copy
from sitegen.privacy.allowed import NOTHING_ALLOWED
from sitegen.reading.drawings import check_drawing

if TYPE_CHECKING:
    from pathlib import Path

SVG = "http://www.w3.org/2000/svg"
NAMES = (
    f'xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="&ns_ai;" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
    'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"'
)
DOCTYPE = '<!DOCTYPE svg [ <!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">{} ]>'
NUMBER = "07912 345601"
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    f"<rdf:Description><dc:creator>{WHO} {NUMBER}</dc:creator></rdf:Description></rdf:RDF>"
)
SAID = f"{WHO} {NUMBER}"
CUT = {
    "remark before it": f"<!-- {SAID} --><svg {NAMES}/>",
    "remark in it": f"<svg {NAMES}><g><!-- {SAID} --></g></svg>",
    "remark behind it": f"<svg {NAMES}/><!-- {SAID} -->",
    "remark of its kind": DOCTYPE.format(f"<!-- {SAID} -->") + f"<svg {NAMES}/>",
    "metadata": f"<svg {NAMES}><metadata>{RDF}</metadata></svg>",
    "metadata in a group": f"<svg {NAMES}><g><metadata id='a'>{RDF}<g/></metadata><path/></g></svg>",
    "metadata by another name": f'<s:svg xmlns:s="{SVG}"><s:metadata>{SAID}</s:metadata></s:svg>',
    "name of the file": f"<svg {NAMES} sodipodi:docname='{SAID}.svg'/>",
    "folder": f'<svg {NAMES}><path inkscape:export-filename="/home/{SAID}/a.png" d="M1 1"/></svg>',
    "name of a layer": f'<svg {NAMES}><g inkscape:label="{SAID}"/></svg>',
    "view": f'<svg {NAMES}><sodipodi:namedview inkscape:window="{SAID}"><g/></sodipodi:namedview></svg>',
    "private part": f"{DOCTYPE.format('')}<svg {NAMES}><i:pgf i:of='{SAID}'>{SAID}<i:q/></i:pgf></svg>",
    "instruction": f"<svg {NAMES}><?xpacket {SAID}?></svg>",
}
SHOWN = {
    "title": f"<svg {NAMES}><title>{SAID}</title></svg>",
    "description": f"<svg {NAMES}><desc>{SAID}</desc></svg>",
    "text": f"<svg {NAMES}><text>{SAID}</text></svg>",
    "text in pieces": f"<svg {NAMES}><text><tspan>07912 </tspan><tspan>345601</tspan></text></svg>",
    "text as it stands": f"<svg {NAMES}><text><![CDATA[<!-- {SAID} -->]]></text></svg>",
    "id": f'<svg {NAMES}><g id="ring_07912345601"/></svg>',
    "data": f'<svg {NAMES}><g data-name="{SAID}"/></svg>',
    "label": f'<svg {NAMES}><g aria-label="{SAID}"/></svg>',
    "remark of a style": f"<svg {NAMES}><style>/* {SAID} */</style></svg>",
}


def whole(drawing: str) -> bytes:
    return (drawing if "<!DOCTYPE" in drawing else DOCTYPE.format("") + drawing).encode()


@pytest.mark.parametrize("name", CUT)
def test_what_readers_do_not_see_is_not_served(name: str) -> None:
    data = whole(CUT[name])
    served = served_copy("a.svg", data)
    ET.fromstring(served)
    assert b"Canary" not in served
    assert b"345601" not in served
    assert served_copy("a.svg", served) == served
    assert any(WHO in text for _, text in texts_of_picture(data))
    assert texts_of_picture(served) == ()


@pytest.mark.parametrize("name", SHOWN)
def test_what_readers_may_see_or_hear_stays_and_is_looked_through(name: str) -> None:
    data = whole(SHOWN[name])
    assert served_copy("a.svg", data) == data
    found = find_in_file("a.svg", data, Sight(NOTHING_ALLOWED, ""), CleanStretches())
    assert [one.kind for one in found] == ["mobile"]


def embedded(picture: bytes, kind: str, before: str = "") -> bytes:
    packed = base64.b64encode(picture).decode()
    return whole(f'<svg {NAMES}><image xlink:href="{before}data:image/{kind};base64,{packed}"/></svg>')


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("before", ["", " \n", "&#10;"])
def test_a_picture_in_it_is_cut_as_well(kind: str, before: str) -> None:
    picture = photo(kind, **({"comment": WHO} if kind == "gif" else {}))
    data = embedded(picture, KINDS[kind].lower(), before)
    served = served_copy("a.svg", data)
    (image,) = ET.fromstring(served)
    (address,) = (value for name, value in image.items() if name.endswith("href"))
    assert base64.b64decode(address.partition(",")[2]) == served_copy(f"a.{kind}", picture)
    assert check_drawing("a.svg", served) == []
    assert any(WHO in text for _, text in texts_of_picture(data))
    assert texts_of_picture(served) == ()


def test_a_picture_in_it_that_says_nothing_stays_as_it_is() -> None:
    data = embedded(served_copy("a.png", photo("png")), "png")
    assert served_copy("a.svg", data) == data


def test_a_picture_in_it_that_is_broken_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="a picture in it"):
        served_copy("a.svg", embedded(photo("jpg")[:-9], "jpeg"))
    site = minimal_project(tmp_path).write("content/assets/a.svg", embedded(photo("jpg")[:-9], "jpeg"))
    site.write(f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, "![A](../../assets/a.svg)"))
    assert [(one["code"], one["path"]) for one in site.check().errors] == [("asset-broken", "content/assets/a.svg")]


@pytest.mark.parametrize("name", WHOLE)
def test_what_programs_draw_stays_but_for_their_notes(name: str) -> None:
    data = WHOLE[name] if isinstance(WHOLE[name], bytes) else WHOLE[name].encode()
    served = served_copy("a.svg", data)
    assert check_drawing("a.svg", served) == []
    assert shape(ET.fromstring(served)) == shape(ET.fromstring(data))
    assert served_copy("a.svg", served) == served


def shape(element: ET.Element) -> Any:
    """What of an element draws, speaks or moves; texts run together where a note stood between them."""
    names = {key: value for key, value in element.items() if key[0] != "{" or "xlink" in key or "XML/1998" in key}
    inner: list[Any] = [element.text or ""]
    for child in element:
        if child.tag.startswith(f"{{{SVG}}}") and child.tag != f"{{{SVG}}}metadata":
            inner.append(shape(child))
        inner.append(child.tail or "")
    return element.tag, names, [part for part in inner if not isinstance(part, str) or part.strip()]


@given(st.lists(st.sampled_from((
    "<g>", "</g>", "<path/>", "<!-- a -->", "<metadata>", "</metadata>", "<i:q>", "</i:q>", '<g i:a="<" b=\'>"\'>', "a",
    "&amp;", "<![CDATA[", "]]>", "<?a b?>", '<g xmlns:i="b" i:c="d">', "\ufeff", "<i:q/>", '<a xlink:href=" data:,"/>',
)), max_size=12))  # read as a table  # fmt: skip
def test_of_any_text_the_copy_is_as_sound_as_the_drawing(parts: list[str]) -> None:
    data = whole(f"<svg {NAMES}>{''.join(parts)}</svg>")
    served = served_copy("a.svg", data)
    try:
        before = shape(ET.fromstring(data))
    except ET.ParseError:
        assert served == data
        return
    assert shape(ET.fromstring(served)) == before


def test_built_published_and_by_exiftool_nobody_is_named(tmp_path: Path) -> None:
    site = minimal_project(tmp_path / "project")
    settings = "title: Test\nid: 0123abcd\nurl: https://intranet.example/\n"
    site.write("sitegen.yaml", f"{settings}publish:\n  intranet:\n    to: ../site\n")
    names = NAMES.replace(' xmlns:i="&ns_ai;"', "")
    inner = f"<metadata>{RDF}</metadata><!-- {WHO} --><path d='M1 1h9' inkscape:label='{WHO}'/>"
    for path in ("content/assets/a.svg", "templates/theme/own.svg"):
        site.write(path, f"<svg {names} viewBox='0 0 9 9'>{inner}</svg>")
    site.write(f"{DIGEST}/a.md", page({"question": "Why?", "topics": ["general"]}, "![A](../../assets/a.svg)"))
    sitegen.publish(sitegen.Project(site.folder, day=date(2026, 11, 24)), "intranet")
    for top in (site.folder / "output", tmp_path / "site"):
        files = [path for path in top.rglob("*") if path.is_file() and not path.is_symlink()]
        assert [path for path in files if WHO.encode() in path.read_bytes()] == []
    assert WHO in exiftool(str(site.folder / "content/assets/a.svg"))
    assert WHO not in exiftool("-r", "-ext", "svg", str(site.folder / "output"))


def test_a_browser_shows_the_same_drawing(tab: Any) -> None:
    tab.goto("about:blank")
    picture = base64.b64encode(photo("jpg", 6)).decode()
    data = whole(
        f"<svg {NAMES} width='60' height='40' viewBox='0 0 60 40' sodipodi:docname='a'><metadata>{RDF}</metadata>"
        f"<image width='40' height='40' xlink:href='data:image/jpeg;base64,{picture}'/>"
        f"<text inkscape:label='b' x='5' y='20'>Sal<!-- c -->tmere</text></svg>"
    )
    served = served_copy("a.svg", data)
    assert served != data
    before, after = (f"data:image/svg+xml;base64,{base64.b64encode(each).decode()}" for each in (data, served))
    assert tab.evaluate(SCREEN, [before, after])
