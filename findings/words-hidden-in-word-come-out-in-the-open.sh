#!/usr/bin/env bash
# Four readers of Word files print text that Word hides.
#
# Expected: ECMA-376, part 1, 17.3.2.41 (vanish): such a run is hidden from display at display
#   time. Word neither shows nor prints it by default, and pandoc, mammoth and docx2python all
#   read other font effects. The guess was: at least one leaves it out.
#
# Versions: mammoth 1.13.0, pypandoc_binary 1.17, docx2python 3.7.1, python-docx 1.2.0
#
# Seen: All four give the hidden words as common text, with no mark and (mammoth) no message.
#
# For this field: Authors hide names and notes this way and see a clean page. An importer should
#   stop at hidden text and ask.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'mammoth==1.13.0' 'pypandoc_binary==1.17' 'docx2python==3.7.1' 'python-docx==1.2.0'

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

import docx as python_docx, docx2python, mammoth, pypandoc

def pandoc(file, to="plain"):
    with open("page.docx", "wb") as copy:
        copy.write(file.getvalue())
    return pypandoc.convert_file("page.docx", to, extra_args=["--wrap=none"]).strip()

file = docx("<w:p>" + run("We will reply.") + run(" (Ask Jo first.)", "<w:vanish/>") + "</w:p>")
copy = lambda: io.BytesIO(file.getvalue())
result = mammoth.convert_to_html(copy())
seen = {
    "mammoth": result.value,
    "pandoc": pandoc(file),
    "docx2python": docx2python.docx2python(copy()).text,
    "python-docx": python_docx.Document(copy()).paragraphs[0].text,
}
print(seen, result.messages)
if not (all("Ask Jo first" in text for text in seen.values()) and not result.messages):
    raise SystemExit("This has changed: it is no longer so that all four print the hidden words.")
print("Still so: all four print the hidden words.")
PY
