#!/usr/bin/env bash
# docx2python shows a sentence that was moved with changes tracked in both places.
#
# Expected: A tracked move is a w:moveFrom where the text was and a w:moveTo where it is
#   (ECMA-376, part 1, 17.13.5). docx2python leaves out w:del, the text of tracked deletions.
#   The guess was: it leaves out moveFrom as well.
#
# Versions: docx2python 3.7.1
#
# Seen: The deleted words are gone, the inserted are there, and the moved sentence is there
#   twice.
#
# For this field: An answer says a thing twice, once where its author had taken it away. Changes
#   have to be accepted in Word first, or refused by the importer.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'docx2python==3.7.1'

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

import docx2python

mark = 'w:id="1" w:author="A writer" w:date="2026-03-01T00:00:00Z"'
deleted = f'<w:del {mark}><w:r><w:delText xml:space="preserve">Perhaps. </w:delText></w:r></w:del>'
source = f'<w:moveFrom {mark}>{run("Pay rises in May. ")}</w:moveFrom>'
target = f'<w:moveTo {mark}>{run("Pay rises in May. ")}</w:moveTo>'
file = docx("<w:p>" + deleted + source + run("Rotas stay. ") + target + "</w:p>")
text = docx2python.docx2python(file).text.strip()
print(text)
if not (text.count("Pay rises in May.") == 2 and "Perhaps" not in text):
    raise SystemExit("This has changed: it is no longer so that a moved sentence is shown in both places, a deleted one is not.")
print("Still so: a moved sentence is shown in both places, a deleted one is not.")
PY
