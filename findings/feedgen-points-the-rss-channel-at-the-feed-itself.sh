#!/usr/bin/env bash
# feedgen writes as the link of an RSS channel whichever link was given last.
#
# Expected: In RSS 2.0 the channel's link is the address of the web site; a link with rel self
#   is the feed's own address (RSS Board's best practices). Both are given by rel to link(). The
#   guess was: the alternate one becomes the channel's link, in any order.
#
# Versions: feedgen 1.0.0
#
# Seen: With alternate first and self second, the channel's link is the feed's address; in the
#   other order it is the site's. Atom output is right in both.
#
# For this field: Readers who click on the digest's name get XML. The call for the site's own
#   address must come last.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'feedgen==1.0.0'

venv/bin/python - <<'PY'
import re
from feedgen.feed import FeedGenerator

SITE, SELF = {"href": "https://intranet.example/", "rel": "alternate"}, {"href": "https://intranet.example/feed.xml", "rel": "self"}

def channel_link(*links):
    feed = FeedGenerator()
    feed.title("Digest")
    feed.description("Answers")
    for link in links:
        feed.link(**link)
    return re.search(r"<link>(.*?)</link>", feed.rss_str().decode())[1]

self_last, site_last = channel_link(SITE, SELF), channel_link(SELF, SITE)
print("self last:", self_last)
print("site last:", site_last)
if not (self_last == SELF["href"] and site_last == SITE["href"]):
    raise SystemExit("This has changed: it is no longer so that the last link wins, whatever its rel.")
print("Still so: the last link wins, whatever its rel.")
PY
