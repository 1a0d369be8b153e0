#!/usr/bin/env bash
# PyLD resolves relative ids against an address that nobody gave.
#
# Expected: JSON-LD 1.1 API, 9.3: the base is an option; without it and without a document's
#   address, relative references stay relative (jsonld.js leaves them, with an error in safe
#   mode). The guess was: '#q1' stays '#q1'.
#
# Versions: PyLD 3.3.0
#
# Seen: expand gives 'http://example.org/base/#q1' with no warning; with the option base the
#   given address is used.
#
# For this field: A test of a page's QAPage data compares made-up addresses, and two sites'
#   questions become one thing. Ids and urls should be written absolute, and base always be
#   given.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'PyLD==3.3.0'

venv/bin/python - <<'PY'
from pyld import jsonld

question = {"@context": {"@vocab": "https://schema.org/"}, "@type": "Question", "@id": "#q1", "name": "Why?"}
made_up = jsonld.expand(question)[0]["@id"]
given = jsonld.expand(question, {"base": "https://intranet.example/pay/"})[0]["@id"]
print(made_up, given)
if not (made_up == "http://example.org/base/#q1" and given == "https://intranet.example/pay/#q1"):
    raise SystemExit("This has changed: it is no longer so that an id gets an invented base.")
print("Still so: an id gets an invented base.")
PY
