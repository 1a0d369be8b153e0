#!/usr/bin/env bash
# mammoth gives up the numbers of a numbered list in Word.
#
# Expected: w:start gives a list's first number and a list goes on after a paragraph between
#   (ECMA-376, part 1, 17.9); HTML has ol start for both. pandoc writes start 5 and start 6. The
#   guess was: mammoth too.
#
# Versions: mammoth 1.13.0, pypandoc_binary 1.17
#
# Seen: Two lists without start, so a reader sees 1 and 1; there is no message.
#
# For this field: 'See question 6' points to nothing once a list of questions has passed
#   through. Numbers that others cite belong in the text or in the site's own numbering.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'mammoth==1.13.0' 'pypandoc_binary==1.17'

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

import mammoth, pypandoc

def pandoc(file, to="plain"):
    with open("page.docx", "wb") as copy:
        copy.write(file.getvalue())
    return pypandoc.convert_file("page.docx", to, extra_args=["--wrap=none"]).strip()

numbering = f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>'
file = docx(item.format(run("Pay?")) + "<w:p>" + run("Yes.") + "</w:p>" + item.format(run("Rotas?")), numbering=numbering)
result = mammoth.convert_to_html(io.BytesIO(file.getvalue()))
other = pandoc(file, "html")
print(result.value, result.messages)
print(other)
if not (result.value.count("<ol><li>") == 2 and not result.messages and 'start="5"' in other and 'start="6"' in other):
    raise SystemExit("This has changed: it is no longer so that mammoth drops the numbers 5 and 6 that pandoc keeps.")
print("Still so: mammoth drops the numbers 5 and 6 that pandoc keeps.")
PY
