#!/usr/bin/env bash
# Builds the peers of `npm run bench:evm` into bench/peers/build/. What cannot be built is named, and left out.
# With names of peers (revm, words, precompiles, geth, edr) only those.
set -u
cd "$(dirname "$0")"
built="$PWD/build"
mkdir -p "$built/edr"

# The folder for cargo's own files is below the built peers: it is not committed either.
build_revm() { (cd revm && CARGO_TARGET_DIR="$built/revm-target" cargo build --release --locked) && cp "$built/revm-target/release/gantry-bench-revm" "$built/revm"; }
build_words() { (cd words && CARGO_TARGET_DIR="$built/words-target" cargo build --release --locked) && cp "$built/words-target/release/gantry-bench-words" "$built/words"; }
build_precompiles() { (cd revm-precompiles && CARGO_TARGET_DIR="$built/precompiles-target" cargo build --release --locked) && cp "$built/precompiles-target/release/revm-precompiles" "$built/"; }
build_geth() { (cd geth && go build -mod=readonly -o "$built/geth" .); }
# No lock file: the package names optional packages, for other machines, that do not exist in every version.
build_edr() { cp edr/package.json "$built/edr/" && (cd "$built/edr" && npm install --no-package-lock --ignore-scripts --no-audit --no-fund); }

[ $# -eq 0 ] && set -- revm words precompiles geth edr
failed=0
for peer in "$@"; do
  if "build_$peer"; then
    echo "built $peer"
  else
    echo "not built: $peer" >&2
    failed=$((failed + 1))
  fi
done
exit $((failed > 0))
