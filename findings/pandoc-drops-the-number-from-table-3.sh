#!/usr/bin/env bash
# pandoc leaves out the result of simple fields in Word files.
#
# Expected: A field is stored either between fldChar marks or, in short, as w:fldSimple with its
#   last result inside (ECMA-376, part 1, 17.16.19). pandoc gives the result of the long form.
#   The guess was: the short form too.
#
# Versions: pypandoc_binary 1.17
#
# Seen: The number of a caption, a merged name and a date in w:fldSimple are gone with no
#   warning; the same in the long form stays. mammoth, markitdown and python-docx lose them as
#   well, mammoth with a message.
#
# For this field: 'Table 3: Waits' becomes 'Table : Waits' and 'Dear Jo' becomes 'Dear '. Fields
#   should be turned into text in Word first; an importer should stop at w:fldSimple.
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

simple = '<w:fldSimple w:instr=" SEQ Table ">' + run("3") + "</w:fldSimple>"
mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
long = mark.format("begin") + "<w:r><w:instrText> SEQ Table </w:instrText></w:r>" + mark.format("separate") + run("3") + mark.format("end")
seen = [pandoc(docx("<w:p>" + run("Table ") + field + run(": Waits") + "</w:p>")) for field in (simple, long)]
print(seen)
if not (seen == ["Table : Waits", "Table 3: Waits"]):
    raise SystemExit("This has changed: it is no longer so that a simple field's result is lost and a long one's is kept.")
print("Still so: a simple field's result is lost and a long one's is kept.")
PY
