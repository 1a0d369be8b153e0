#!/usr/bin/env bash
# @rowanmanning/feed-parser decodes Atom's escaped html once too often.
#
# Expected: RFC 4287, section 4.1.3.3: content of type html is html that is escaped once for
#   XML; undone once, it is the html. The guess was: the html as it was written.
#
# Versions: @rowanmanning/feed-parser 2.1.5, feedsmith 3.0.1
#
# Seen: Of '&lt;Enter&gt;' in the html it makes an element Enter; feedsmith gives the html
#   unchanged.
#
# For this field: In an answer that explains what to press or writes 'under' as a sign, words
#   vanish in such a reader. Say 'less than 10 minutes' and the name of a key in plain words.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" @rowanmanning/feed-parser@2.1.5 feedsmith@3.0.1

cat > find.mjs <<'JS'
import { parseFeed } from "@rowanmanning/feed-parser";
import { parseFeed as other } from "feedsmith";

const html = "<p>Is &lt;10 minutes fair? Press &lt;Enter&gt;.</p>";
const escaped = html.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const atom = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Digest</title><id>urn:example:feed</id><updated>2026-03-12T09:00:00Z</updated>
<entry><title>Waits</title><id>urn:example:1</id><updated>2026-03-12T09:00:00Z</updated><content type="html">${escaped}</content></entry></feed>`;
const twice = parseFeed(atom).items[0].content;
const once = other(atom).feed.entries[0].content;
console.log(twice, "|", once.value ?? once);
if (!(twice === "<p>Is <10 minutes fair? Press <Enter>.</p>" && (once.value ?? once) === html)) {
  console.error("This has changed: it is no longer so that the escapes of the html are undone as well, and feedsmith leaves them.");
  process.exit(1);
}
console.log("Still so: the escapes of the html are undone as well, and feedsmith leaves them.");
JS
node find.mjs
