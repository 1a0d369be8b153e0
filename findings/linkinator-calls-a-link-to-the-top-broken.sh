#!/usr/bin/env bash
# linkinator reports #top and text fragments as broken.
#
# Expected: By the HTML Standard ('scrolling to a fragment') #top scrolls to the top where no
#   element has that id, and what follows :~: is a text directive that is taken off before ids
#   are looked for (URL Fragment Text Directives). The guess was: neither is an error with
#   --check-fragments.
#
# Versions: linkinator 7.6.1
#
# Seen: Both are BROKEN beside the truly missing anchor; a bare # is not.
#
# For this field: 'Back to the top', a common link under long answers, fails the check. People
#   then turn off the check of fragments, which finds real faults.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" linkinator@7.6.1

cat > find.mjs <<'JS'
import { mkdirSync, writeFileSync } from "node:fs";
import { LinkChecker } from "linkinator";

mkdirSync("site");
const links = ["#top", "#pay", "#gone", "#:~:text=Answer", "#"];
writeFileSync("site/index.html", `<!doctype html><title>x</title><h1 id="pay">Answer</h1>${links.map((link) => `<a href="${link}">x</a>`).join("")}`);
const result = await new LinkChecker().check({ path: "site", checkFragments: true });
const broken = result.links.filter(({ state }) => state === "BROKEN").map(({ url }) => url.slice(url.indexOf("#"))).sort();
console.log(broken);
if (!(broken.join(" ") === "#:~:text=Answer #gone #top")) {
  console.error("This has changed: it is no longer so that #top and a text fragment are broken links.");
  process.exit(1);
}
console.log("Still so: #top and a text fragment are broken links.");
JS
node find.mjs
