#!/usr/bin/env bash
# markdown-it-attrs takes any words in braces at the end of a paragraph for attributes.
#
# Expected: The README has classes, ids and attr=value in braces. The guess was: words without a
#   dot, # or = in front or between are text and stay.
#
# Versions: markdown-it 15.0.3, markdown-it-attrs 5.0.1
#
# Seen: 'Call {999}' becomes a paragraph 'Call' with an attribute called 999; 'Pay {see note}'
#   loses its note. In the middle of a line braces stay.
#
# For this field: Nothing on the page shows that the number is gone. Name the allowed attributes
#   (allowedAttributes) and look for paragraphs that end in a brace.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" markdown-it@15.0.3 markdown-it-attrs@5.0.1

cat > find.mjs <<'JS'
import MarkdownIt from "markdown-it";
import attrs from "markdown-it-attrs";

const markdown = new MarkdownIt().use(attrs);
const texts = ["Call {999}", "Pay {see note}", "We use {name} here.", "## Pay {#pay}"];
const seen = texts.map((text) => markdown.render(text).trim());
console.log(seen);
if (!(JSON.stringify(seen) === JSON.stringify(['<p 999="">Call</p>', '<p see="" note="">Pay</p>', "<p>We use {name} here.</p>", '<h2 id="pay">Pay</h2>']))) {
  console.error("This has changed: it is no longer so that the number 999 and the words see note are no longer text.");
  process.exit(1);
}
console.log("Still so: the number 999 and the words see note are no longer text.");
JS
node find.mjs
