#!/usr/bin/env bash
# pandoc drops the carriage return element of Word files and joins the words around it.
#
# Expected: ECMA-376, part 1, 17.3.3.4: w:cr is a carriage return in a run, to be shown as a new
#   line, as w:br is. python-docx reads both as a line feed. The guess was: both are line
#   breaks.
#
# Versions: pypandoc_binary 1.17
#
# Seen: 'Monday', w:cr, 'Tuesday' gives MondayTuesday with no warning; with w:br the line break
#   is kept.
#
# For this field: Lists that a program put into a Word file lose the gap between two names or
#   days. The element has to be turned into w:br first.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'pypandoc_binary==1.17'

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

import pypandoc

def pandoc(file, to="plain"):
    with open("page.docx", "wb") as copy:
        copy.write(file.getvalue())
    return pypandoc.convert_file("page.docx", to, extra_args=["--wrap=none"]).strip()

seen = [pandoc(docx("<w:p>" + run("Monday") + f"<w:r><w:{element}/></w:r>" + run("Tuesday") + "</w:p>")) for element in ("cr", "br")]
print(seen)
if not (seen == ["MondayTuesday", "Monday\nTuesday"]):
    raise SystemExit("This has changed: it is no longer so that w:cr joins the words and w:br does not.")
print("Still so: w:cr joins the words and w:br does not.")
PY
