#!/usr/bin/env bash
# feedparser pours an Atom tombstone's children over the feed itself.
#
# Expected: RFC 6721 lets a feed say that an entry was withdrawn: at:deleted-entry, which may
#   hold its own atom:link, beside the entries. A reader that does not know it should skip the
#   element whole (RFC 4287, section 6.3: unknown markup is ignored). The guess was: skipped, or
#   listed.
#
# Versions: feedparser 6.0.14
#
# Seen: Two tombstones are given; feedparser's feed shows one ('at_deleted-entry', the last),
#   and the link of the feed is the link inside the last tombstone, not the feed's own.
#
# For this field: A digest that withdraws a question with a tombstone sends such readers to the
#   withdrawn page as if it were the site's front page. A tombstone should hold no link, and its
#   comment nothing that the feed must not say of itself.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'feedparser==6.0.14'

venv/bin/python - <<'PY'
import feedparser

FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
  <title>Digest</title><id>urn:example:feed</id><updated>2026-03-12T09:00:00Z</updated>
  <link rel="alternate" href="https://intranet.example/"/>
  <at:deleted-entry ref="urn:example:1" when="2026-03-10T09:00:00Z">
    <link href="https://intranet.example/withdrawn-1/"/>
  </at:deleted-entry>
  <at:deleted-entry ref="urn:example:2" when="2026-03-11T09:00:00Z">
    <link href="https://intranet.example/withdrawn-2/"/>
  </at:deleted-entry>
</feed>"""
feed = feedparser.parse(FEED).feed
print("link of the feed:", feed.link)
print("tombstones:", feed.get("at_deleted-entry"))
if not (feed.link.endswith("/withdrawn-2/") and feed["at_deleted-entry"]["ref"] == "urn:example:2"):
    raise SystemExit("This has changed: it is no longer so that the feed's link is a tombstone's and one of two tombstones is lost.")
print("Still so: the feed's link is a tombstone's and one of two tombstones is lost.")
PY
