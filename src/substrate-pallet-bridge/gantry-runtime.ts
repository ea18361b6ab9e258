import { existsSync } from 'node:fs'

const RUNTIME = 'fixtures/substrate/gantry-runtime.wasm'

/** Gantry's own runtime, which has the pallet. It lies above the sources, and one folder further above the build. */
export function gantryRuntimeFile(): URL {
  const inSource = new URL(`../../${RUNTIME}`, import.meta.url)
  return existsSync(inSource) ? inSource : new URL(`../../../${RUNTIME}`, import.meta.url)
}
