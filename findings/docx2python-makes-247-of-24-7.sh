#!/usr/bin/env bash
# docx2python drops Word's non-breaking hyphens.
#
# Expected: Word writes Ctrl+Shift+Hyphen as an element of its own, w:noBreakHyphen (ECMA-376,
#   part 1, 17.3.3.18), to be read as a hyphen. mammoth, pandoc and python-docx give one. The
#   guess was: a hyphen here too.
#
# Versions: docx2python 3.7.1, mammoth 1.13.0
#
# Seen: '24-7', typed with a non-breaking hyphen, comes out as '247'; 'HR-27' as 'HR27'.
#
# For this field: Numbers and policy names that writers guarded against a line break change
#   their value. Compare figures with the source after an import.
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

hyphen = "<w:r><w:noBreakHyphen/></w:r>"
file = docx("<w:p>" + run("Open 24") + hyphen + run("7, see HR") + hyphen + run("27") + "</w:p>")
text = docx2python.docx2python(io.BytesIO(file.getvalue())).text.strip()
other = mammoth.extract_raw_text(io.BytesIO(file.getvalue())).value.strip()
print(repr(text), repr(other))
if not (text == "Open 247, see HR27" and other == "Open 24\u20117, see HR\u201127"):
    raise SystemExit("This has changed: it is no longer so that the hyphens are gone.")
print("Still so: the hyphens are gone.")
PY
