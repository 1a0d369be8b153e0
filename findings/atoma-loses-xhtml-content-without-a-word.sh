#!/usr/bin/env bash
# atoma returns no content for an Atom entry whose content is of type xhtml.
#
# Expected: RFC 4287, section 4.1.3: content is text, html or xhtml, and atoma's own
#   AtomTextType has xhtml as one of three. The guess was: the markup as a string, or a refusal.
#
# Versions: atoma 0.0.17
#
# Seen: AtomEntry.content is None for xhtml, with no error or warning, while the same words as
#   html come back whole.
#
# For this field: An aggregator built on it shows a list of questions without answers. Feeds
#   should carry escaped html.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'atoma==0.0.17'

venv/bin/python - <<'PY'
import atoma

def read(content):
    return atoma.parse_atom_bytes(f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Digest</title><id>urn:example:feed</id>
<updated>2026-03-12T09:00:00Z</updated><entry><title>Pay</title><id>urn:example:1</id>
<updated>2026-03-12T09:00:00Z</updated>{content}</entry></feed>""".encode()).entries[0].content

xhtml = read('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Yes.</p></div></content>')
html = read('<content type="html">&lt;p&gt;Yes.&lt;/p&gt;</content>')
print("xhtml:", xhtml)
print("html: ", html)
if not ((xhtml is None or not xhtml.value) and html.value == "<p>Yes.</p>"):
    raise SystemExit("This has changed: it is no longer so that xhtml content is None while html content is read.")
print("Still so: xhtml content is None while html content is read.")
PY
