#!/usr/bin/env bash
# Builds substrate/runtime to Wasm from its lock file and puts it, with the hash of its sources, under fixtures/substrate/.
#
#   scripts/build-substrate-runtime.sh            build
#   scripts/build-substrate-runtime.sh --check    only say whether the fixture was built from the present sources
#   scripts/build-substrate-runtime.sh --verify   build, and say whether that gives the fixture, which stays as it is
#
# Needs cargo and Debian's packages rustc-web, rust-web-src (a Rust compiler with the sources of its standard library, which
# is built for Wasm without the extensions that came after the first version) and lld.
set -euo pipefail
cd "$(dirname "$0")/.."

fixture=fixtures/substrate/gantry-runtime.wasm
record=fixtures/substrate/gantry-runtime.json

source_hash() {
  # Names and contents, in the order of the names.
  LC_ALL=C find substrate -type f \( -name '*.rs' -o -name 'Cargo.toml' -o -name 'Cargo.lock' \) \
    ! -path '*/target/*' ! -name 'mock.rs' ! -path '*/tests/*' -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

mode=${1:-build}
case $mode in
  build | --check | --verify) ;;
  *) echo "Unknown: $mode"; exit 2 ;;
esac

if [ "$mode" = --check ]; then
  recorded=$(sed -n 's/.*"sources": "\([0-9a-f]*\)".*/\1/p' "$record")
  built=$(sed -n 's/.*"wasm": "\([0-9a-f]*\)".*/\1/p' "$record")
  [ "$recorded" = "$(source_hash)" ] || { echo "substrate/ changed since $fixture was built: run scripts/build-substrate-runtime.sh"; exit 1; }
  [ "$built" = "$(sha256sum "$fixture" | cut -d' ' -f1)" ] || { echo "$fixture is not the one that $record names"; exit 1; }
  echo "$fixture was built from these sources"
  exit 0
fi

rustc=${GANTRY_RUSTC:-/usr/bin/rustc}
missing=""
[ -x "$rustc" ] || missing="$missing rustc-web"
[ -d "$("$rustc" --print sysroot 2>/dev/null)/lib/rustlib/src/rust/library" ] || missing="$missing rust-web-src"
command -v cargo >/dev/null || missing="$missing cargo"
command -v wasm-ld >/dev/null || missing="$missing lld"
if [ -n "$missing" ]; then
  echo "Missing:$missing. On Debian: apt-get install$missing"
  # Not there, which is another thing than not the same.
  exit 3
fi

target=${CARGO_TARGET_DIR:-$PWD/substrate/target}
# Paths of the machine must not reach the result.
flags="-C target-cpu=mvp -C link-arg=--export-table -C link-arg=--export=__heap_base -C link-arg=--import-memory"
flags="$flags -C link-arg=--allow-undefined -C panic=abort --cfg substrate_runtime"
flags="$flags --remap-path-prefix=$PWD=/gantry --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
(
  cd substrate
  RUSTC=$rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS=$flags CARGO_TARGET_DIR=$target \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld \
    cargo build --locked --release --target wasm32-unknown-unknown -Z build-std=core,alloc \
    -p gantry-runtime --no-default-features
)
wasm="$target/wasm32-unknown-unknown/release/gantry_runtime.wasm"
if [ "$mode" = --verify ]; then
  cmp "$wasm" "$fixture" || { echo "$fixture is not what these sources build"; exit 1; }
  echo "These sources build $fixture, byte for byte"
  exit 0
fi
mkdir -p fixtures/substrate
cp "$wasm" "$fixture"
printf '{\n  "sources": "%s",\n  "wasm": "%s",\n  "rustc": "%s"\n}\n' \
  "$(source_hash)" "$(sha256sum "$fixture" | cut -d' ' -f1)" "$("$rustc" --version)" >"$record"
ls -l "$fixture"
