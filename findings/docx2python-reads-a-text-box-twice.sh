#!/usr/bin/env bash
# docx2python reads both the picture and its fallback, so a text box's words come twice.
#
# Expected: Word saves a text box as mc:AlternateContent, a choice and a fallback for older
#   readers; of the two a reader takes one (ECMA-376, part 3, 'Markup compatibility'). The guess
#   was: once, or not at all.
#
# Versions: docx2python 3.7.1, mammoth 1.13.0
#
# Seen: The words come twice. mammoth gives them once.
#
# For this field: A highlighted quotation appears twice in the imported answer. An importer
#   should drop mc:Fallback first.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'docx2python==3.7.1' 'mammoth==1.13.0'

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

import docx2python, mammoth

inner = "<w:txbxContent><w:p>" + run("Well done, night crew!") + "</w:p></w:txbxContent>"
box = f"""<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" Requires="wps"><w:drawing>
<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="Box"/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
file = docx("<w:p>" + box + "</w:p>")
twice = docx2python.docx2python(io.BytesIO(file.getvalue())).text.count("Well done")
once = mammoth.extract_raw_text(io.BytesIO(file.getvalue())).value.count("Well done")
print("docx2python:", twice, "mammoth:", once)
if not (twice == 2 and once == 1):
    raise SystemExit("This has changed: it is no longer so that docx2python reads a text box twice and mammoth once.")
print("Still so: docx2python reads a text box twice and mammoth once.")
PY
