"""Workbooks of one feature each, by Excel's names and by LibreOffice's, made from raw XML."""

from __future__ import annotations

import io
import zipfile

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
STYLES = (
    "<fonts><font/><font><strike/></font></fonts>"
    '<numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/><numFmt numFmtId="165" formatCode="d. mmmm yyyy"/><numFmt numFmtId="166" formatCode="[hh]:mm:ss"/></numFmts>'
    '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    '<xf numFmtId="9"/><xf numFmtId="20"/><xf numFmtId="166"/></cellXfs>'
)


def packed(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def cell(text: str, more: str = "") -> str:
    """A cell with words of its own."""
    return f'<c t="inlineStr" {more}><is><t xml:space="preserve">{text}</t></is></c>'


def row(*cells: str, more: str = "") -> str:
    """A row; what is no XML becomes a cell of words."""
    return f"<row {more}>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</row>"


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{_S}" xmlns:r="{_R}">{before}<sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def xlsx(
    *sheets: str,
    strings: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    since_1904: bool = False,
    more: dict[str, str] | None = None,
    links: dict[str, tuple[str, str]] | None = None,
) -> bytes:
    """A workbook; `strings` are the insides of shared strings, `links` relations of the first sheet: kind and target."""
    kinds = {"rId90": ("styles", "styles.xml"), "rId91": ("sharedStrings", "sharedStrings.xml")}
    kinds |= {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)}
    names = "".join(
        f'<sheet name="Sheet{n}" sheetId="{n}" r:id="rId{n}" {states[n - 1] if n <= len(states) else ""}/>'
        for n in range(1, len(sheets) + 1)
    )
    files = {
        "_rels/.rels": f'<Relationships {_PACKAGE}><Relationship Id="a" Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_R}"><workbookPr date1904="{int(since_1904)}"/><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(kinds),
        "xl/styles.xml": f'<styleSheet xmlns="{_S}">{STYLES}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_S}">{"".join(f"<si>{one}</si>" for one in strings)}</sst>',
        **{f"xl/worksheets/sheet{n}.xml": text for n, text in enumerate(sheets, 1)},
        **(more or {}),
    }
    if links:
        files["xl/worksheets/_rels/sheet1.xml.rels"] = _relations(links)
    return packed(files)


def _relations(kinds: dict[str, tuple[str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{to}" {"TargetMode=" + chr(34) + "External" + chr(34) if "://" in to else ""}/>'
        for key, (kind, to) in kinds.items()
    )
    return f"<Relationships {_PACKAGE}>{found}</Relationships>"


_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'  # read as a table  # fmt: skip


def odf(body: str, *, kind: str = "text", automatic: str = "", styles: str = "", manifest: str = "") -> bytes:
    """A text or a spreadsheet by LibreOffice."""
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
            "styles.xml": f"<office:document-styles {_NAMES}>{styles}</office:document-styles>",
            "content.xml": f"<office:document-content {_NAMES}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        }
    )
