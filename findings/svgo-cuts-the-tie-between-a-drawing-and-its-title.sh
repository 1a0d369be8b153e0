#!/usr/bin/env bash
# svgo, with its defaults, removes ids that aria-labelledby refers to.
#
# Expected: cleanupIds removes ids that nothing refers to and keeps those in url() or href.
#   aria-labelledby is a list of ids (WAI-ARIA) and the advised way to name a drawing by its
#   title and desc. The guess was: those ids count as used.
#
# Versions: svgo 4.1.0
#
# Seen: title and desc stay, their ids go, and aria-labelledby points at nothing. (scour
#   --enable-id-stripping does the same, but on request.)
#
# For this field: Every chart that was named properly loses its description, so the optimized
#   file fails the check that the source passed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund --prefix "$work" svgo@4.1.0

cat > find.mjs <<'JS'
import { optimize } from "svgo";

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" aria-labelledby="t d"><title id="t">Waits</title><desc id="d">Falling since May</desc><path d="M0 0h9v9H0z"/></svg>';
const { data } = optimize(svg);
console.log(data);
if (!(data.includes('aria-labelledby="t d"') && data.includes("<title>Waits") && data.includes("<desc>Falling"))) {
  console.error("This has changed: it is no longer so that the ids go and the reference to them stays.");
  process.exit(1);
}
console.log("Still so: the ids go and the reference to them stays.");
JS
node find.mjs
