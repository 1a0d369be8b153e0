#!/usr/bin/env bash
# axe-core accepts the language tag en-UK, which does not exist.
#
# Expected: WCAG 3.1.2 needs a language that programs can determine; by BCP 47 the region of
#   British English is GB, and UK is not in the registry of subtags. axe has a rule valid-lang
#   and reports lang='cymraeg' by it. The guess was: en-UK is reported as well.
#
# Versions: axe-core 4.14.1, jsdom 29.1.1
#
# Seen: lang='en-UK' passes valid-lang and html-lang-valid; lang='xx' and lang='cymraeg' do not.
#
# For this field: The commonest slip in a British template is not found: a screen reader may
#   then take its own default voice. A site's own check should compare the tag with en-GB or cy.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" axe-core@4.14.1 jsdom@29.1.1

cat > find.mjs <<'JS'
import axe from "axe-core";
import { JSDOM } from "jsdom";

const check = async (lang) => {
  const page = new JSDOM(`<!doctype html><html lang="${lang}"><title>Digest</title><main><h1>Digest</h1><p lang="${lang}">x</p></main></html>`, { runScripts: "outside-only" });
  page.window.eval(axe.source);
  const { violations } = await page.window.axe.run(page.window.document, { runOnly: ["valid-lang", "html-lang-valid"] });
  return violations.map(({ id }) => id).join() || "passes";
};
const seen = { "en-GB": await check("en-GB"), "en-UK": await check("en-UK"), cymraeg: await check("cymraeg") };
console.log(seen);
if (!(seen["en-UK"] === "passes" && seen.cymraeg !== "passes")) {
  console.error("This has changed: it is no longer so that en-UK passes.");
  process.exit(1);
}
console.log("Still so: en-UK passes.");
JS
node find.mjs
