"""What a drawing may hold: every name of the standard is on the list, or is refused on purpose."""

from __future__ import annotations

import gzip

import pytest
import svgstandard as standard
from drawn import PNG, WHOLE, svg

from sitegen.reading.drawings import check_drawing

SVG = 'xmlns="http://www.w3.org/2000/svg"'
ELSEWHERE = "https://other.example/"


def complaint(data: bytes) -> str:
    """What is said of a drawing; empty where nothing is."""
    found = check_drawing("a.svg", data)
    assert len(found) <= 1
    return found[0].message if found else ""


def style(value: str) -> list[bytes]:
    """A style in all the places where styles stand."""
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return [
        svg(f'<rect style="fill: {escaped}"/>'),
        svg(f'<rect fill="{escaped}"/>'),
        svg(f"<style>rect {{ fill: {escaped} }}</style>"),
        svg(f'<rect><animate attributeName="fill" values="red;{escaped}"/></rect>'),
    ]


@pytest.mark.parametrize("name", sorted(standard.ELEMENTS))
def test_every_element_of_the_standard_is_on_the_list_or_refused(name: str) -> None:
    said = complaint(svg(f"<{name}/>"))
    assert (f"<{name}>" in said) == (name in standard.REFUSED_ELEMENTS), said
    assert bool(said) == (name in standard.REFUSED_ELEMENTS), said


@pytest.mark.parametrize("name", sorted(standard.ATTRIBUTES | standard.EVENTS))
def test_every_attribute_of_the_standard_is_on_the_list_or_refused(name: str) -> None:
    said = complaint(svg(f'<rect {name}="#a"/>'))
    refused = name in standard.REFUSED_ATTRIBUTES | standard.EVENTS
    assert (f"“{name}”" in said) == refused, said
    assert bool(said) == refused, said


@pytest.mark.parametrize("name", sorted(standard.XLINK | standard.XML))
def test_every_attribute_of_xlink_and_of_xml_too(name: str) -> None:
    prefix = "xlink" if name in standard.XLINK else "xml"
    assert bool(complaint(svg(f'<rect {prefix}:{name}="#a"/>'))) == (name == "base")


@pytest.mark.parametrize("name", sorted(standard.ATTRIBUTES | standard.EVENTS))
@pytest.mark.parametrize("element", ["set", "animate"])
def test_an_animation_sets_nothing_that_is_an_address(element: str, name: str) -> None:
    said = complaint(svg(f'<rect><{element} attributeName="{name}" to="1"/></rect>'))
    if name in standard.EVENTS | {"href", "style", "attributeName", "ping", "handler", "target", "resource"}:
        assert f"an animation of “{name}”" in said
    if name in ("x", "width", "fill", "d", "transform", "opacity", "class", "viewBox"):
        assert said == ""


@pytest.mark.parametrize("name", ["xlink:href", " href ", "&#9;href", "HREF", "l:href", "xml:base", "onclick", ""])
def test_nor_by_another_name(name: str) -> None:
    said = complaint(svg(f'<a href="#x"><set attributeName="{name}" to="{ELSEWHERE}"/></a>'))
    assert "an animation of" in said


@pytest.mark.parametrize("name", WHOLE)
def test_what_programs_draw_gets_in(name: str) -> None:
    drawing = WHOLE[name]
    assert complaint(drawing if isinstance(drawing, bytes) else drawing.encode()) == ""


ADDRESSES = [
    ELSEWHERE,
    "//other.example/",
    "other.svg",
    "other.svg#a",
    "java&#9;script:0",
    "java&#10;script:0",
    "&#13; java&#9;script:0",
    "data:text/html,x",
    "data:image/svg+xml,x",
    "data:image/svg+xml;base64,AAAA",
    "data:image/png,x;#a",
    "?#a",
    "",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("element", ["a", "image", "use", "feImage", "textPath", "pattern", "set", "mpath"])
@pytest.mark.parametrize("attribute", ["href", "xlink:href"])
def test_an_address_leads_into_the_drawing_itself(attribute: str, element: str, address: str) -> None:
    assert "a reference to" in complaint(svg(f'<{element} {attribute}="{address}"/>'))


@pytest.mark.parametrize("address", ["#a", " #a ", "&#10;#a", "#a b", "#javascript:0"])
def test_a_part_of_the_drawing_can_be_used(address: str) -> None:
    assert complaint(svg(f'<use href="{address}"/><a xlink:href="{address}"/>')) == ""


@pytest.mark.parametrize("kind", ["png", "jpeg", "jpg", "gif", "webp", "PNG", "avif", "bmp", "apng"])
def test_a_picture_in_the_drawing_gets_in_where_pictures_are_shown(kind: str) -> None:
    address = f"data:image/{kind};base64,\n{PNG}"
    assert complaint(svg(f'<image xlink:href="{address}"/><feImage href="{address}"/>')) == ""
    assert "a reference to" in complaint(svg(f'<use href="{address}"/>'))
    assert "a reference to" in complaint(svg(f'<a href="{address}"/>'))


REACHING = [
    f"url({ELSEWHERE})",
    f'url("{ELSEWHERE}")',
    f"url( '{ELSEWHERE}' )",
    f"URL({ELSEWHERE})",
    f"u\\72l({ELSEWHERE})",
    f"u\\72 l('{ELSEWHERE}')",
    f"\\000075rl({ELSEWHERE})",
    "url(\\68ttps://other.example/)",
    "url(a.svg#a)",
    "url( )",
    'url("#a" "b")',
    "url(#a, b)",
    f"url(#a) url({ELSEWHERE})",
    f"url(#a)/**/url({ELSEWHERE})",
    "url(a'b)",
    "url(data:image/svg+xml,x)",
    "url(data:text/css,x)",
    f'image-set("{ELSEWHERE}" 1x)',
    f'-webkit-image-set("{ELSEWHERE}" 1x)',
    f'image("{ELSEWHERE}")',
    f'src("{ELSEWHERE}")',
    f'cross-fade("{ELSEWHERE}", red)',
    "element(#a)",
    "paint(a)",
    "expression(0)",
    "attr(fill url)",
    f"env(a, url({ELSEWHERE}))",
    "yet-to-be-invented(a)",
    f"var(--a, url({ELSEWHERE}))",
    f"calc(1px + (2px * url({ELSEWHERE})))",
    f"'a\nb' url({ELSEWHERE})",
    f"5\u00a0url({ELSEWHERE})",
    f"#\u00a0url({ELSEWHERE})",
    f"U+0url({ELSEWHERE})",
]


@pytest.mark.parametrize("value", REACHING)
def test_a_style_fetches_nothing(value: str) -> None:
    assert [data for data in style(value) if "style" not in complaint(data)] == []


@pytest.mark.parametrize(
    "value",
    [
        "url(#a)",
        "URL( '#a' )",
        'url("\\23 a")',
        "url(#a) none",
        f"url(data:image/png;base64,{PNG})",
        "rgb(1 2 3 / 50%)",
        "RGBA(1, 2, 3, 0.5)",
        "color-mix(in srgb, red, var(--b))",
        "env(safe-area-inset-top, 0)",
        "alpha(opacity=50)",
        "rotate(-45 1,2)",
        "'url(x)'",
        '"@import"',
    ],
)
def test_a_style_that_only_shows_gets_in(value: str) -> None:
    *standing, moving = map(complaint, style(value))
    assert standing == ["", "", ""]
    # What an animation goes through is cut at each `;`, so nothing that could span a cut gets in.
    assert (moving == "") == set("\"'\\;").isdisjoint(value)


@pytest.mark.parametrize(
    "sheet",
    [
        f'@import "{ELSEWHERE}";',
        f"@\\69mport url({ELSEWHERE});",
        f"<![CDATA[@import '{ELSEWHERE}';]]>",
        f"@imp<!-- a comment -->ort '{ELSEWHERE}';",
        f"@font-face {{ font-family: a; src: url({ELSEWHERE}) }}",
        f"@namespace url({ELSEWHERE});",
        "@charset 'utf-7';",
        f"@media print {{ @supports (a: b) {{ a {{ b: url({ELSEWHERE}) }} }} }}",
        "a { behavior: none }",
        "a { -moz-binding: none }",
        "a { -ms-filter: 'x' }",
        "a { beh\\61vior: none }",
        f"}} a {{ b: url({ELSEWHERE})",
        "<g/>",
    ],
)
def test_a_sheet_fetches_nothing(sheet: str) -> None:
    assert "style" in complaint(svg(f"<style>{sheet}</style>"))


def test_the_notes_of_echarts_get_in() -> None:
    assert complaint(svg('<path d="M0 0" ecmeta_series_index="0" ecmeta_ssr_type="chart"/>')) == ""


def test_words_are_no_styles() -> None:
    words = f"Figures (thousands), see url({ELSEWHERE}) and @import"
    drawing = svg(
        f'<title>{words}</title><text id="{words}" class="{words}" aria-label="{words}" data-a="{words}">{words}</text>'
    )
    assert complaint(drawing) == ""


SPACES = [
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1998/Math/MathML",
    "http://www.w3.org/2001/xml-events",
    "http://www.w3.org/1999/XSL/Transform",
    "http://www.w3.org/2001/XInclude",
    "http://www.mozilla.org/xbl",
    "http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul",
    "http://other.example/",
    "",
]


@pytest.mark.parametrize("space", SPACES)
def test_only_drawing_programs_add_elements(space: str) -> None:
    assert f"of “{space[:40]}”" in complaint(svg(f'<x xmlns="{space}"/>'))
    assert f"of “{space[:40]}”" in complaint(svg(f'<metadata><x xmlns="{space}"/></metadata>'))


@pytest.mark.parametrize("space", SPACES[:-1])
def test_only_drawing_programs_add_attributes(space: str) -> None:
    assert "the attribute “y” of" in complaint(svg('<g x:y="1"/>', x=space))


def test_the_notes_of_a_program_hold_no_script_either() -> None:
    notes = {"i": "http://www.inkscape.org/namespaces/inkscape"}
    assert "<script>" in complaint(svg("<i:notes><script/></i:notes>", **notes))
    assert "“onload”" in complaint(svg('<i:notes onload="0"/>', **notes))
    assert "a reference to" in complaint(svg(f'<i:notes xlink:href="{ELSEWHERE}"/>', **notes))


BODY = f"<svg {SVG}/>"
SHEET = f'<?xml-stylesheet href="{ELSEWHERE}"?>'
XHTML = '<!DOCTYPE svg PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (f"{SHEET}{BODY}", "“<?xml-stylesheet”"),
        (f"{BODY}{SHEET}", "“<?xml-stylesheet”"),
        (f"<svg {SVG}>{SHEET}</svg>", "“<?xml-stylesheet”"),
        (f"{XHTML}{BODY}", "document type"),
        (f'<!DOCTYPE svg SYSTEM "{ELSEWHERE}a.dtd">{BODY}', "document type"),
        (f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "{ELSEWHERE}">{BODY}', "document type"),
        (f'<!DOCTYPE html PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/a.dtd">{BODY}', "document type"),
        (f"<!DOCTYPE svg [<!ATTLIST svg onload CDATA '0'>]>{BODY}", "document type"),
        (f"<!DOCTYPE svg [<!ELEMENT svg ANY>]>{BODY}", "document type"),
        (f"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///a'>]>{BODY}", "the entity “a”"),
        (f"<!DOCTYPE svg [<!ENTITY % a 'b'>]>{BODY}", "the entity “a”"),
        (f"<!DOCTYPE svg [<!ENTITY a '&#60;b/>'>]>{BODY}", "the entity “a”"),
        (f"<!DOCTYPE svg [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]>{BODY}", "the entity “c”"),
        (f"<!DOCTYPE svg [<!ENTITY a '{'b' * 65}'>]>{BODY}", "the entity “a”"),
        (
            f"<!DOCTYPE svg [<!ENTITY a 'javascript:0'>]><svg {SVG}><a href='&a;'/></svg>",
            "a reference to “javascript:0”",
        ),
        (f"<!DOCTYPE svg><svg {SVG}><a href='#a&unknown;'/></svg>", "not SVG"),
        ("<svg><g/></svg>", "not SVG"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "not SVG"),
        (f"<g {SVG}/>", "not SVG"),
        (f"<svg {SVG}><g></svg>", "not SVG"),
        (f"{BODY}{BODY}", "not SVG"),
        (f'<?xml version="1.1"?>{BODY}', "not SVG"),
        ("", "not SVG"),
        (f"<svg {SVG}><SCRIPT/></svg>", "a <SCRIPT>"),
        (f'<s:script xmlns:s="{SVG[7:-1]}"/>', "not SVG"),
    ],
)
def test_what_stands_round_the_drawing_is_looked_at_too(data: str, what: str) -> None:
    assert what in complaint(data.encode())


@pytest.mark.parametrize("encoding", ["utf-7", "utf-16", "utf-32", "shift_jis", "iso-2022-jp", "ebcdic-cp-us", "x"])
def test_other_encodings_are_refused(encoding: str) -> None:
    assert "encoding" in complaint(f'<?xml version="1.0" encoding="{encoding}"?>{BODY}'.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_bytes_of_another_encoding_are_refused(encoding: str) -> None:
    assert complaint(f"<svg {SVG}><script/></svg>".encode(encoding))


def test_a_mark_at_the_start_says_utf_8_and_nothing_else() -> None:
    assert complaint(b"\xef\xbb\xbf" + BODY.encode()) == ""
    assert "encoding" in complaint(b'\xef\xbb\xbf<?xml version="1.0" encoding="iso-8859-1"?>' + BODY.encode())


def test_a_packed_drawing_is_refused() -> None:
    assert complaint(gzip.compress(BODY.encode()))


def test_the_line_is_told_and_a_way_out() -> None:
    sheet = f'<?xml version="1.0"\n?>\n<svg {SVG}>\n<style\n>\na {{ b: c }}\n@import "x";</style><script/></svg>'
    [problem] = check_drawing("a.svg", sheet.encode())
    assert (problem.path, problem.line) == ("a.svg", 7)
    [problem] = check_drawing("a.svg", svg("<g/>\n<foreignObject/><script/>"))
    assert problem.line == 3
    assert "htmlLabels: false" in problem.hint
    [problem] = check_drawing("a.svg", svg("\n<g \x02/>"))
    assert problem.line == 3


def test_the_copy_that_draw_io_adds_is_refused_with_a_way_out() -> None:
    [problem] = check_drawing("a.svg", f'<svg {SVG} content="&lt;mxfile/&gt;"/>'.encode())
    assert "untick “Include a copy of my diagram”" in problem.hint


@pytest.mark.parametrize(
    ("inner", "way"),
    [
        ('<a xlink:href="https://other.example/svg-export-text-problems"/>', "untick “Formatted Text”"),
        ('<a href="https://other.example/"/>', "Take the link out"),
        ('<text><tspan xlink:href="https://other.example/">x</tspan></text>', "Take the link out"),
        ('<g href="mailto:x@other.example"/>', "Take the link out"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "Put a PNG or JPEG in the place of that picture"),
        ('<feImage href="data:image/tiff;base64,AAAA"/>', "Put a PNG or JPEG in the place of that picture"),
        ('<image href="DATA:,"/>', "Put a PNG or JPEG in the place of that picture"),
        ('<image href="a.png"/>', "Let the picture be embedded"),
        ('<style>@import "https://other.example/";</style>', "Turn words into outlines"),
        ("<style>a { src: url(a.woff) }</style>", "Turn words into outlines"),
        ("<g style=\"mask-image: image-set('a.png' 1x)\"/>", "Turn words into outlines"),
        ('<g fill="attr(data-x)"/>', "Save it again as a plain SVG, or as PNG"),
        ("<style>@scope { }</style>", "Save it again as a plain SVG, or as PNG"),
        ('<g style="behavior: none"/>', "Save it again as a plain SVG, or as PNG"),
    ],
)
def test_the_way_out_is_that_of_what_was_found(inner: str, way: str) -> None:
    [problem] = check_drawing("a.svg", svg(inner))
    assert way in problem.hint


EDITORS = {
    "Krita": "http://krita.org/namespaces/svg/krita",
    "Vecta": "https://vecta.io/nano",
    "Penpot": "https://penpot.app/xmlns",
    "SVG-edit": "http://svg-edit.googlecode.com",
    "FreeCAD": "https://www.freecad.org/wiki/index.php?title=Svg_Namespace",
    "CorelDRAW": "http://www.corel.com/coreldraw/odm/2003",
    "Visio": "http://schemas.microsoft.com/visio/2003/SVGExtensions/",
    "Figma": "http://www.figma.com/figma/ns",
    "Sketch": "http://www.bohemiancoding.com/sketch/ns",
    "Affinity": "http://www.serif.com/",
    "a schema": "http://www.w3.org/2001/XMLSchema-instance",
}


@pytest.mark.parametrize("program", EDITORS)
def test_the_notes_of_drawing_programs_get_in(program: str) -> None:
    space = EDITORS[program]
    assert complaint(svg('<g n:note="1"><n:notes n:kind="2" kind="3"/></g>', n=space)) == ""
    assert "a reference to" in complaint(svg(f'<n:notes xlink:href="{ELSEWHERE}"/>', n=space))


@pytest.mark.parametrize(
    "address", [f"data:image/png;charset=utf-8;base64,{PNG}", f"data:image/png;base64,{PNG.replace('=', '%3D')}"]
)
def test_a_picture_as_programs_write_its_address_gets_in(address: str) -> None:
    assert complaint(svg(f'<image href="{address}"/>')) == ""


def test_a_large_drawing_is_read_in_one_go() -> None:
    deep = "(" * 100_000
    assert complaint(svg(f'<g style="a: {deep}"/>')) == ""
    assert complaint(svg("<g>" * 50_000 + "</g>" * 50_000)) == ""
    turned = "".join(
        f'<path d="M 0 {n}" transform="rotate({n}) translate({n},1)" fill="url(#g{n})"/>' for n in range(50_000)
    )
    assert complaint(svg(turned)) == ""


@pytest.mark.parametrize("quote", ['";{};"', "';{};'", "/*;{};*/", '\\";{};\\"'])
@pytest.mark.parametrize("attribute", ["values", "from", "to", "by"])
def test_what_an_animation_goes_through_is_cut_before_it_is_read_as_a_style(attribute: str, quote: str) -> None:
    value = quote.format("url(https://other.example/f#f)").replace('"', "&quot;")
    assert len(check_drawing("a.svg", svg(f'<rect><animate attributeName="mask" {attribute}="{value}"/></rect>'))) == 1


def test_an_animation_of_numbers_and_colours_gets_in() -> None:
    assert (
        check_drawing(
            "a.svg", svg('<rect><animate attributeName="fill" values="#fff;rgb(0 0 0);url(#a);red" dur="3s"/></rect>')
        )
        == []
    )


@pytest.mark.parametrize(
    "sheet",
    [
        'rect{--a: u+aurl(#/*)"*/);mask-image:url(https://other.example/m)} /*"*/',
        'u+aurl(#/*)"*/){} @font-face{src:url(https://other.example/f)} /*"*/',
        "rect{fill:U+0-ff(url(#a))}",
    ],
)
def test_what_only_one_reader_takes_for_a_range_of_letters_is_refused(sheet: str) -> None:
    assert len(check_drawing("a.svg", svg(f"<style>{sheet}</style>"))) == 1


def test_a_range_of_letters_of_a_font_gets_in() -> None:
    assert (
        check_drawing(
            "a.svg", svg("<style>@font-face{unicode-range:U+0000-00FF, U+0131;font-family:x}text{fill:red}</style>")
        )
        == []
    )


@pytest.mark.parametrize("value", ["calc(" + "1" * 5000 + "px)", "1" * 5000 + "("])
def test_a_number_without_end_is_a_problem_and_no_mistake_of_ours(value: str) -> None:
    assert len(check_drawing("a.svg", svg(f'<rect width="{value}"/>'))) == 1


def test_an_address_with_many_blanks_is_read_once() -> None:
    blanks = " \n" * 200_000
    assert len(check_drawing("a.svg", svg(f'<use href="x{blanks}y"/>'))) == 1
    assert check_drawing("a.svg", svg(f'<use href="{blanks}#a{blanks}"/>')) == []
