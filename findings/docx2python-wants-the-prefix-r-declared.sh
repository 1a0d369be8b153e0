#!/usr/bin/env bash
# docx2python can't read a Word file that does not declare the XML prefix r.
#
# Expected: In XML a prefix is a local name for a namespace (Namespaces in XML 1.0, section 3):
#   a part that uses none of the relationships' attributes need not declare the namespace, and
#   may call it as it likes. Other programs may write such files. The guess was: it is read.
#
# Versions: docx2python 3.7.1
#
# Seen: A document without links raises KeyError: 'r'; with xmlns:r declared and unused it is
#   read. python-docx and pandoc read both.
#
# For this field: Files saved by other tools fail with a message that says nothing to a writer.
#   An importer should catch it and name the file.
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

def docx(body, spaces, **parts):
    """A Word file with this body, and parts such as numbering by name."""
    names = ["document", *parts]
    types = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{WORD}.{"document.main" if n == "document" else n}+xml"/>' for n in names)
    links = "".join(f'<Relationship Id="rId{i}" Type="{OFFICE}/{n}" Target="{n}.xml"/>' for i, n in enumerate(parts, 1))
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}" {spaces}><w:body>{body}</w:body></w:document>',
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

def read(spaces):
    try:
        return docx2python.docx2python(docx("<w:p>" + run("Pay?") + run("Yes.") + "</w:p>", spaces)).text.strip()
    except KeyError as error:
        return f"KeyError: {error}"

seen = [read(""), read(f'xmlns:r="{OFFICE}"')]
print(seen)
if not (seen[0].startswith("KeyError") and seen[1] == "Pay?Yes."):
    raise SystemExit("This has changed: it is no longer so that the undeclared prefix is a KeyError.")
print("Still so: the undeclared prefix is a KeyError.")
PY
