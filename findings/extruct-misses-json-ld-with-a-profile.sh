#!/usr/bin/env bash
# extruct finds no JSON-LD in a script whose type has a parameter.
#
# Expected: JSON-LD 1.1, section 7, sets the script's type to application/ld+json, whose
#   registration in the same standard has profile as a parameter; capitals do not count in media
#   types (RFC 2045, section 5.1). The guess was: all are found.
#
# Versions: extruct 0.18.0
#
# Seen: Only type='application/ld+json', letter by letter, is found; with the profile for
#   expanded JSON-LD, a charset or capitals the list is empty, with no error.
#
# For this field: A check that a page's questions are marked up says that there are none. Write
#   the bare type, and do not take an empty list for an absence.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'extruct==0.18.0'

venv/bin/python - <<'PY'
import extruct

def found(kind):
    html = f"<html><head><title>Pay</title><script type='{kind}'>" + '[{"@type": ["https://schema.org/Question"]}]' + "</script></head><body></body></html>"
    return len(extruct.extract(html, syntaxes=["json-ld"])["json-ld"])

kinds = ("application/ld+json", 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', "application/ld+json; charset=utf-8", "Application/LD+JSON")
seen = [found(kind) for kind in kinds]
for kind, number in zip(kinds, seen):
    print(number, kind)
if not (seen == [1, 0, 0, 0]):
    raise SystemExit("This has changed: it is no longer so that only the bare type in small letters is found.")
print("Still so: only the bare type in small letters is found.")
PY
