#!/usr/bin/env bash
# Pillow changes the caller's Exif object when it saves an AVIF.
#
# Expected: AVIF has its own turn (irot), so the Exif orientation must not be in the file as
#   well. Other formats save the same object and leave it alone. The guess was: Pillow takes it
#   out of a copy.
#
# Versions: pillow 13.0.0
#
# Seen: After a save as JPEG, PNG, WebP or TIFF the object still has orientation 6; after AVIF
#   it has none, and a JPEG saved next lies on its side.
#
# For this field: A site that writes each photo as AVIF with a JPEG beside it gets the fallback
#   turned by 90 degrees, depending on the order of the saves.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'pillow==13.0.0'

venv/bin/python - <<'PY'
import io
from PIL import Image

photo, exif = Image.new("RGB", (40, 20)), Image.Exif()
exif[0x0112] = 6
seen = {}
for form in ("JPEG", "PNG", "WEBP", "TIFF", "AVIF"):
    photo.save(io.BytesIO(), form, exif=exif)
    seen[form] = exif.get(0x0112)
print("orientation after each save:", seen)
if not (seen == {"JPEG": 6, "PNG": 6, "WEBP": 6, "TIFF": 6, "AVIF": None}):
    raise SystemExit("This has changed: it is no longer so that only the save as AVIF takes the orientation away.")
print("Still so: only the save as AVIF takes the orientation away.")
PY
