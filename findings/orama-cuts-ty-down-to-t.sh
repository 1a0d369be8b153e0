#!/usr/bin/env bash
# Orama takes the Welsh letters ŵ and ŷ for gaps between words.
#
# Expected: Orama folds accents: cafe finds Café. English pages, its default, name people and
#   places of Wales. The guess was: tŷ is folded to ty in the same way, or kept as a word.
#
# Versions: @orama/orama 3.1.18
#
# Seen: A word is cut at ŵ and ŷ, which are in no word: tŷ becomes t, which as a beginning finds
#   'Tea room' as well; llyn does not find 'Llŷn station'. There is no Welsh among its languages.
#
# For this field: A bilingual site, or one English page with Welsh names in it, finds the wrong
#   answers and misses the right ones. Give a tokenizer of your own.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" @orama/orama@3.1.18

cat > find.mjs <<'JS'
import { create, insert, search } from "@orama/orama";

const pages = create({ schema: { title: "string" } });
for (const title of ["Tŷ Mawr ward", "Tea room", "Café hours", "Llŷn station"]) insert(pages, { id: title, title });
const found = (term) => search(pages, { term }).hits.map((hit) => hit.id).sort();
for (const term of ["tŷ", "ŷ", "café", "llŷn", "llyn"]) console.log(term.padEnd(5), found(term));
if (!(JSON.stringify(found("tŷ")) === JSON.stringify(["Tea room", "Tŷ Mawr ward"]) && found("ŷ").length === 0 &&
      found("cafe").length === 1 && found("llyn").length === 0)) {
  console.error("This has changed: it is no longer so that tŷ finds the tea room, and llyn does not find Llŷn though cafe finds Café.");
  process.exit(1);
}
console.log("Still so: tŷ finds the tea room, and llyn does not find Llŷn though cafe finds Café.");
JS
node find.mjs
