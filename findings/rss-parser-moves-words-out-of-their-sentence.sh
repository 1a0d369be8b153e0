#!/usr/bin/env bash
# rss-parser reorders the words of Atom content of type xhtml.
#
# Expected: RFC 4287, section 4.1.3.3: content of type xhtml is a div whose children are the
#   content. Mixed text and elements keep their order. The guess was: the markup as written,
#   perhaps with other white space.
#
# Versions: rss-parser 3.13.0
#
# Seen: All text of a paragraph comes first and its child elements after it, so that a sentence
#   with one bold word says something else.
#
# For this field: A negation can end up beside the wrong word. A feed of answers should carry
#   its content as type html (escaped text), which this reader returns as written.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" rss-parser@3.13.0

cat > find.mjs <<'JS'
import Parser from "rss-parser";

const entry = (content) => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Digest</title><id>urn:example:feed</id><updated>2026-03-12T09:00:00Z</updated>
<entry><title>Pay</title><id>urn:example:1</id><updated>2026-03-12T09:00:00Z</updated>${content}</entry></feed>`;
const sentence = "<p>Staff on <b>nights</b> are paid, <b>bank</b> staff are not.</p>";
const read = async (content) => (await new Parser().parseString(entry(content))).items[0].content;
const xhtml = await read(`<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${sentence}</div></content>`);
const html = await read(`<content type="html"><![CDATA[${sentence}]]></content>`);
console.log("xhtml:", xhtml);
console.log("html: ", html);
if (!(html === sentence && !xhtml.includes(sentence) && xhtml.indexOf("are paid") < xhtml.indexOf("<b>nights"))) {
  console.error("This has changed: it is no longer so that xhtml content loses the order of its words and html content keeps it.");
  process.exit(1);
}
console.log("Still so: xhtml content loses the order of its words and html content keeps it.");
JS
node find.mjs
