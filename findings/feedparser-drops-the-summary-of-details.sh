#!/usr/bin/env bash
# feedparser lets <details> through but strips the <summary> that names it.
#
# Expected: HTML gives details its label by a summary child; an allow-list that has the one has
#   no reason to refuse the other. The guess was: both stay, or both go.
#
# Versions: feedparser 6.0.14
#
# Seen: The details element stays with its open attribute; the summary's tags are removed and
#   its words run into the answer.
#
# For this field: A question written as the summary of a details reaches feed readers as the
#   first words of its own answer. Feeds want the question in a heading or in the entry's title.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'feedparser==6.0.14'

venv/bin/python - <<'PY'
import feedparser

FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Digest</title><id>urn:example:feed</id><updated>2026-03-12T09:00:00Z</updated>
  <entry><title>Parking</title><id>urn:example:1</id><updated>2026-03-12T09:00:00Z</updated>
    <content type="html">&lt;details&gt;&lt;summary&gt;Who may park?&lt;/summary&gt;Patients.&lt;/details&gt;</content>
  </entry>
</feed>"""
value = feedparser.parse(FEED).entries[0].content[0].value
print(value)
if not ("<details>" in value and "<summary>" not in value and "Who may park?Patients." in value):
    raise SystemExit("This has changed: it is no longer so that details stays and its summary goes.")
print("Still so: details stays and its summary goes.")
PY
