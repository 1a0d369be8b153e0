#!/usr/bin/env bash
# odfdo's formatted text drops the blanks that OpenDocument stores as elements.
#
# Expected: OpenDocument collapses blanks, so a second and further blank is stored as text:s
#   (OpenDocument 1.2, part 1, 6.1.3), and a writer may store a lone one so too. The guess was:
#   at least one blank remains between two words.
#
# Versions: odfdo 3.27.3, odfpy 1.4.1, pypandoc_binary 1.17
#
# Seen: 'Day', three blanks as text:s, 'Late' gives 'DayLate'; odfpy gives three blanks and
#   pandoc one.
#
# For this field: Rotas typed with blanks for columns become unreadable.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'odfdo==3.27.3' 'odfpy==1.4.1' 'pypandoc_binary==1.17'

venv/bin/python - <<'PY'
import io, zipfile

NAMES = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text", "table", "manifest")}
SPACES = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMES.items()) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'

def odt(body):
    """An OpenDocument text with this body, as the file page.odt."""
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    with zipfile.ZipFile("page.odt", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", f'<manifest:manifest {SPACES} manifest:version="1.2">'
                         + entry.format("/", "application/vnd.oasis.opendocument.text") + entry.format("content.xml", "text/xml") + entry.format("styles.xml", "text/xml") + "</manifest:manifest>")
        package.writestr("styles.xml", f'<office:document-styles {SPACES} office:version="1.2"><office:styles/></office:document-styles>')
        package.writestr("content.xml", f'<office:document-content {SPACES} office:version="1.2"><office:body><office:text>{body}</office:text></office:body></office:document-content>')
    return "page.odt"

import pypandoc
from odf import teletype, text
from odf.opendocument import load
from odfdo import Document

page = odt('<text:p>Day<text:s text:c="3"/>Late</text:p>')
seen = {"odfdo": Document(page).get_formatted_text().strip(), "odfpy": teletype.extractText(load(page).getElementsByType(text.P)[0]), "pandoc": pypandoc.convert_file(page, "plain").strip()}
print(seen)
if not (seen["odfdo"] == "DayLate" and seen["odfpy"] == "Day   Late" and seen["pandoc"] == "Day Late"):
    raise SystemExit("This has changed: it is no longer so that odfdo joins the words.")
print("Still so: odfdo joins the words.")
PY
