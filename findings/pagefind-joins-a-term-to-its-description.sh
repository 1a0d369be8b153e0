#!/usr/bin/env bash
# Pagefind sets no blank between a dt and its dd.
#
# Expected: Pagefind indexes the text of a page and ends block elements with a blank or a full
#   stop, so that the words stay words. dt and dd are blocks. The guess was: 'Parking.
#   Patients.'.
#
# Versions: pagefind 1.6.0
#
# Seen: A dl written without white space (as minifiers write it) gives 'ParkingPatients only.';
#   the same cells in a table, li or p are set apart.
#
# For this field: In a site of questions and answers marked up as dl, the last word of each
#   question and the first of its answer can't be found, and excerpts show them as one.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" pagefind@1.6.0

cat > find.mjs <<'JS'
import { gunzipSync } from "node:zlib";
import * as pagefind from "pagefind";

const read = async (body) => {
  const { index } = await pagefind.createIndex();
  await index.addHTMLFile({ url: "/", content: `<!doctype html><html lang="en"><body>${body}</body></html>` });
  const { files } = await index.getFiles();
  const [file] = files.filter(({ path }) => path.endsWith(".pf_fragment"));
  const text = gunzipSync(Buffer.from(file.content)).toString();
  return JSON.parse(text.slice(text.indexOf("{"))).content;
};
const seen = [await read("<dl><dt>Parking</dt><dd>Patients only</dd></dl>"), await read("<ul><li>Parking</li><li>Patients only</li></ul>")];
console.log(seen);
await pagefind.close();
if (!(seen[0].includes("ParkingPatients") && !seen[1].includes("ParkingPatients"))) {
  console.error("This has changed: it is no longer so that dt and dd run together and li do not.");
  process.exit(1);
}
console.log("Still so: dt and dd run together and li do not.");
JS
node find.mjs
