#!/usr/bin/env bash
# lunr cuts punctuation from words when it indexes and not when it searches.
#
# Expected: lunr passes the text of a page through a pipeline of trimmer, stop word filter and
#   stemmer before it indexes it. The guess was: queries go the same way, so that a whole
#   question, pasted with its question mark, finds itself.
#
# Versions: lunr 2.3.9
#
# Seen: A page titled 'Will I be paid?' is found by paid and not by paid?, nor by its own title:
#   the search pipeline has the stemmer only, so the term is 'paid?', which no page holds.
#
# For this field: Visitors of a Q&A site type questions. The last word, often the noun that
#   matters, is lost; where it is the only word that is no stop word, nothing is found. Queries
#   need their punctuation cut first.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" lunr@2.3.9

cat > find.mjs <<'JS'
import lunr from "lunr";

const index = lunr(function () {
  this.ref("id");
  this.field("title");
  this.add({ id: "pay", title: "Will I be paid?" });
});
const found = (query) => index.search(query).length;
for (const query of ["paid", "paid?", "Will I be paid?"]) console.log(query.padEnd(16), found(query));
if (!(found("paid") === 1 && found("paid?") === 0 && found("Will I be paid?") === 0)) {
  console.error("This has changed: it is no longer so that a question with its question mark does not find itself.");
  process.exit(1);
}
console.log("Still so: a question with its question mark does not find itself.");
JS
node find.mjs
