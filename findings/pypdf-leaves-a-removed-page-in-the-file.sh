#!/usr/bin/env bash
# pypdf's remove_page leaves the content of the page in the written file.
#
# Expected: PdfWriter.remove_page is documented to remove a page from the pages list. pikepdf's
#   del pages[i] and pypdf's own append(reader, pages=...) write files without the others'
#   content. The guess was: what no page refers to is not written. (The chapter on file size
#   says that deleted objects stay in the file; the method does not.)
#
# Versions: pypdf 7.1.1, pikepdf 10.18.0, reportlab 5.1.0
#
# Seen: The file has one page and the content streams of three; also after
#   compress_identical_objects(remove_unreferenced=True), the documented way to sweep. With
#   append(pages=...) or pikepdf it holds one.
#
# For this field: A page cut from a document before it is published, such as one with names, can
#   be read by anyone who opens the file with another tool. Build a new file of the wanted
#   pages.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'pypdf==7.1.1' 'pikepdf==10.18.0' 'reportlab==5.1.0'

venv/bin/python - <<'PY'
import io
import pikepdf
import pypdf
from reportlab.pdfgen import canvas

source = io.BytesIO()
page = canvas.Canvas(source)
for text in ("Answer", "Names", "Notes"):
    page.drawString(72, 700, text)
    page.showPage()
page.save()

def written(writer):
    file = io.BytesIO()
    writer.write(file) if isinstance(writer, pypdf.PdfWriter) else writer.save(file)
    pdf = pikepdf.open(file)
    streams = [item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)]
    return len(pdf.pages), sum(b"Names" in text or b"Notes" in text for text in streams)

removed = pypdf.PdfWriter(clone_from=pypdf.PdfReader(source))
removed.remove_page(2)
removed.remove_page(1)
swept = pypdf.PdfWriter(clone_from=pypdf.PdfReader(source))
swept.remove_page(2)
swept.remove_page(1)
swept.compress_identical_objects(remove_unreferenced=True)
appended = pypdf.PdfWriter()
appended.append(pypdf.PdfReader(source), pages=(0, 1))
cut = pikepdf.open(source)
del cut.pages[1:]
seen = {"remove_page": written(removed), "swept": written(swept), "append": written(appended), "pikepdf": written(cut)}
print("pages, contents of removed pages:", seen)
if not (seen == {"remove_page": (1, 2), "swept": (1, 2), "append": (1, 0), "pikepdf": (1, 0)}):
    raise SystemExit("This has changed: it is no longer so that remove_page leaves two removed contents in the file, swept or not.")
print("Still so: remove_page leaves two removed contents in the file, swept or not.")
PY
