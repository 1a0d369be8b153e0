#!/usr/bin/env bash
# ExifRead finds no Exif in WebP files that have it.
#
# Expected: The README lists WebP. The WebP container puts Exif into a chunk named EXIF, and
#   Pillow writes the Exif itself there. ExifRead reads the same data in PNG and AVIF. The guess
#   was: it reads it in WebP too.
#
# Versions: ExifRead 3.5.1, pillow 13.0.0
#
# Seen: process_file gives {} for WebP and the artist for JPEG, PNG and AVIF. It skips six
#   bytes, which would be the word Exif and two zeros that JPEG has and WebP need not.
#
# For this field: A report of what a site's pictures tell shows nothing for such WebP files. Use
#   a reader that is tested on files of each form.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'ExifRead==3.5.1' 'pillow==13.0.0'

venv/bin/python - <<'PY'
import io
import exifread
from PIL import Image

exif = Image.Exif()
exif[0x013B] = "A writer"
seen = {}
for form in ("JPEG", "PNG", "AVIF", "WEBP"):
    file = io.BytesIO()
    Image.new("RGB", (40, 20)).save(file, form, exif=exif)
    file.seek(0)
    seen[form] = {name: str(value) for name, value in exifread.process_file(file).items()}
print(seen)
if not (seen["WEBP"] == {} and all(seen[form].get("Image Artist") == "A writer" for form in ("JPEG", "PNG", "AVIF"))):
    raise SystemExit("This has changed: it is no longer so that WebP alone shows no Exif.")
print("Still so: WebP alone shows no Exif.")
PY
