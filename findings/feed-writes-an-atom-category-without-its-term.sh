#!/usr/bin/env bash
# feed writes Atom categories that lack the attribute which every category must have.
#
# Expected: RFC 4287, section 4.2.2: an atom:category must have a term; the label is optional.
#   feed takes { name } for a category, all of whose fields are optional, and one item makes RSS,
#   Atom and JSON. The guess was: the name is the term where no term is given.
#
# Versions: feed 6.0.0
#
# Seen: The Atom feed has <category label='Pay and leave'/>, which is invalid; the RSS feed of
#   the same item has the name.
#
# For this field: Readers file entries by the term, so the topics of the answers are gone for
#   them in one of the two feeds. Give each category both name and term.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" feed@6.0.0

cat > find.mjs <<'JS'
import { Feed } from "feed";

const feed = new Feed({ title: "Digest", id: "urn:example:feed", link: "https://intranet.example/", updated: new Date(0), copyright: "" });
feed.addItem({ title: "Pay", id: "urn:example:1", link: "https://intranet.example/pay/", date: new Date(0), category: [{ name: "Pay and leave" }] });
const category = (text) => text.match(/<category[^]*?(\/>|<\/category>)/)[0];
const atom = category(feed.atom1()), rss = category(feed.rss2());
console.log(atom, rss);
if (!(atom === '<category label="Pay and leave"/>' && rss === "<category>Pay and leave</category>")) {
  console.error("This has changed: it is no longer so that a category by name has a label and no term in Atom, and is whole in RSS.");
  process.exit(1);
}
console.log("Still so: a category by name has a label and no term in Atom, and is whole in RSS.");
JS
node find.mjs
