#!/usr/bin/env bash
# svgo, with its defaults, removes role and lang from drawings.
#
# Expected: SVG 2 allows role and the aria attributes on its elements, and lang beside xml:lang.
#   svgo keeps aria attributes by default. The guess was: it keeps role, which they depend on,
#   and lang.
#
# Versions: svgo 4.1.0
#
# Seen: role goes from the root and from groups while aria-label stays; lang='cy' goes from a
#   text, an xml:lang by itself stays.
#
# For this field: A drawing without role=img is read piece by piece or not at all, and Welsh is
#   read as English. removeUnknownsAndDefaults has to be off for published drawings.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" svgo@4.1.0

cat > find.mjs <<'JS'
import { optimize } from "svgo";

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-label="Waits"><text lang="cy" y="5">Aros</text></svg>';
const { data } = optimize(svg);
const kept = optimize(svg, { plugins: [{ name: "preset-default", params: { overrides: { removeUnknownsAndDefaults: false } } }] }).data;
console.log(data);
console.log(kept);
if (!(!data.includes("role=") && !data.includes("lang=") && data.includes("aria-label") && kept.includes("role=") && kept.includes("lang="))) {
  console.error("This has changed: it is no longer so that role and lang are removed, and kept without that plugin.");
  process.exit(1);
}
console.log("Still so: role and lang are removed, and kept without that plugin.");
JS
node find.mjs
