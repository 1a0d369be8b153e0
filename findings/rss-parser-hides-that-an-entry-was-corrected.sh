#!/usr/bin/env bash
# rss-parser drops an Atom entry's updated date when the entry also has a published date.
#
# Expected: RFC 4287, section 4.2.15: atom:updated is the date of the last significant change
#   and every entry must have it; published is optional. The guess was: both dates, or updated.
#
# Versions: rss-parser 3.13.0
#
# Seen: The item has pubDate and isoDate, both made of published; the required updated date is
#   in no field of the item.
#
# For this field: A corrected answer looks to such a reader as it did on its first day. A
#   correction has to be said in the entry's words; or the feed leaves published out.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" rss-parser@3.13.0

cat > find.mjs <<'JS'
import Parser from "rss-parser";

const feed = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Digest</title><id>urn:example:feed</id><updated>2026-03-12T09:00:00Z</updated>
<entry><title>Pay</title><id>urn:example:1</id><published>2026-01-05T09:00:00Z</published>
<updated>2026-03-12T09:00:00Z</updated><content type="html">Corrected.</content></entry></feed>`;
const item = (await new Parser().parseString(feed)).items[0];
console.log(item);
if (!(item.isoDate.startsWith("2026-01-05") && !JSON.stringify(item).includes("2026-03-12"))) {
  console.error("This has changed: it is no longer so that an item does not tell its updated date.");
  process.exit(1);
}
console.log("Still so: an item does not tell its updated date.");
JS
node find.mjs
