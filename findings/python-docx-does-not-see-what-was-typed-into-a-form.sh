#!/usr/bin/env bash
# python-docx leaves out what people type into content controls.
#
# Expected: Word's forms hold answers in content controls (w:sdt, ECMA-376, part 1, 17.5.2).
#   python-docx documents paragraph.text as the text of the paragraph. The guess was: all text
#   that Word shows in it.
#
# Versions: python-docx 1.2.0
#
# Seen: 'Asked by: ' comes without the name in the control, a control that holds a whole
#   paragraph is not among the paragraphs, and a table row with a control around its first cell
#   has one cell less, so that the second comes first.
#
# For this field: A form for sending in questions reads as empty. Such forms must be read from
#   the XML, or by mammoth or pandoc, which see the text.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'python-docx==1.2.0'

venv/bin/python - <<'PY'
import io, zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

def docx(body, **parts):
    """A Word file with this body, and parts such as numbering by name."""
    names = ["document", *parts]
    types = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{WORD}.{"document.main" if n == "document" else n}+xml"/>' for n in names)
    links = "".join(f'<Relationship Id="rId{i}" Type="{OFFICE}/{n}" Target="{n}.xml"/>' for i, n in enumerate(parts, 1))
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
        **{f"word/{n}.xml": text for n, text in parts.items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in files.items():
            package.writestr(name, text)
    return file

def run(text, style=""):
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

import docx as python_docx

control = lambda content: f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"
cell = lambda text: f"<w:tc><w:tcPr/><w:p>{run(text)}</w:p></w:tc>"
file = docx("<w:p>" + run("Asked by: ") + control(run("Crew at Northtown")) + "</w:p>" + control("<w:p>" + run("Why?") + "</w:p>")
            + "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>" + control(cell("Topic")) + cell("Pay") + "</w:tr></w:tbl><w:p/>")
document = python_docx.Document(file)
paragraphs = [paragraph.text for paragraph in document.paragraphs]
cells = [cell.text for cell in document.tables[0].rows[0].cells]
print(paragraphs, cells)
if not (paragraphs == ["Asked by: ", ""] and cells == ["Pay"]):
    raise SystemExit("This has changed: it is no longer so that the text of content controls is not there.")
print("Still so: the text of content controls is not there.")
PY
