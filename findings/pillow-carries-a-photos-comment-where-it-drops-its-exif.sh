#!/usr/bin/env bash
# Pillow drops a photo's Exif and XMP when it is saved again and keeps its JPEG comment.
#
# Expected: Pillow documents that exif is saved only if it is passed, so saving anew is a common
#   way to clean a photo. The guess was: all such notes go, or all stay.
#
# Versions: pillow 13.0.0
#
# Seen: After convert() and save() Exif and XMP are gone and the JPEG comment is in the new
#   file; comment=b'' leaves it out.
#
# For this field: Scanners and cameras write names and places into the comment. A picture step
#   that relies on saving anew publishes them.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'pillow==13.0.0'

venv/bin/python - <<'PY'
import io
from PIL import Image

exif = Image.Exif()
exif[0x013B] = "A writer"
first, second, third = io.BytesIO(), io.BytesIO(), io.BytesIO()
Image.new("RGB", (40, 20)).save(first, "JPEG", exif=exif, xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>", comment=b"Taken at home")
photo = Image.open(first).convert("L")
photo.save(second, "JPEG")
photo.save(third, "JPEG", comment=b"")
kept = {"exif": b"A writer" in second.getvalue(), "xmp": b"xmpmeta" in second.getvalue(), "comment": b"Taken at home" in second.getvalue()}
print(kept, "comment after comment=b'':", b"Taken at home" in third.getvalue())
if not (kept == {"exif": False, "xmp": False, "comment": True} and b"Taken at home" not in third.getvalue()):
    raise SystemExit("This has changed: it is no longer so that the comment is kept where Exif and XMP are not.")
print("Still so: the comment is kept where Exif and XMP are not.")
PY
