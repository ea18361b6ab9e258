import { BN_SNARK1, init } from 'mcl-wasm'

let loading: Promise<void> | undefined
let isLoaded = false

/** Loads the curve's library once: about 0.1 s. It is not loaded before it is asked for. */
export function loadBn254(): Promise<void> {
  loading ??= init(BN_SNARK1).then(() => {
    isLoaded = true
  })
  return loading
}

/** Whether the library can be used now. */
export function isBn254Loaded(): boolean {
  return isLoaded
}
