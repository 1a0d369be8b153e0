#!/usr/bin/env bash
# Two HTML minifiers make hidden="until-found" hidden for good.
#
# Expected: In HTML, hidden is no longer a boolean attribute: until-found means that
#   find-in-page and links to a fragment reveal the element, while hidden alone does not (HTML
#   Standard, 6.1). A minifier promises the same meaning. The guess was: the value stays.
#
# Versions: minify-html 0.18.1, html-minifier-terser 7.2.0, htmlnano 3.5.1
#
# Seen: minify-html with its defaults, and html-minifier-terser with collapseBooleanAttributes,
#   write hidden alone; htmlnano keeps the value.
#
# For this field: Folded answers that can be found with Ctrl+F and by link are gone for everyone
#   after minifying. Such a page must not pass through these, or fold with details.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'minify-html==0.18.1'
npm install --silent --no-audit --no-fund --prefix "$work" html-minifier-terser@7.2.0 htmlnano@3.5.1

cat > find.mjs <<'JS'
import { execFileSync } from "node:child_process";
import htmlnano from "htmlnano";
import { minify } from "html-minifier-terser";

const page = '<!doctype html><p hidden="until-found" id="a">Answer</p>';
const seen = {
  "minify-html": execFileSync("venv/bin/python", ["-c", "import minify_html, sys; print(minify_html.minify(sys.argv[1]))", page]).toString().trim(),
  "html-minifier-terser": await minify(page, { collapseBooleanAttributes: true }),
  htmlnano: (await htmlnano.process(page, { skipConfigLoading: true })).html,
};
console.log(seen);
if (!(!seen["minify-html"].includes("until-found") && !seen["html-minifier-terser"].includes("until-found") && seen.htmlnano.includes("until-found"))) {
  console.error("This has changed: it is no longer so that two minifiers drop until-found and htmlnano keeps it.");
  process.exit(1);
}
console.log("Still so: two minifiers drop until-found and htmlnano keeps it.");
JS
node find.mjs
