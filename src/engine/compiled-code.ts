/** How a `Vm` turns code into something that runs; in two steps, because what the first one yields can be stored. */
export interface CodeCompiler<Compiled> {
  /**
   * All that decides the outcome besides the code: profile, gas schedule, strategy and their versions. Part of the
   * cache key, so what another variant compiled is never taken for this one's.
   */
  readonly variant: string
  /** Code to a module that may run, or why not. The same for the same code, on every machine. */
  translate(code: Uint8Array): Translation
  /**
   * A translated module to what the `Vm` runs. `resize` takes the memory in bytes that it holds besides the module,
   * whenever that changes.
   */
  load(translated: Uint8Array, resize: (bytes: number) => void): Compiled
}

export type Translation =
  | { readonly ok: true; readonly module: Uint8Array }
  | { readonly ok: false; readonly reason: string }

/** What the cache knows of a code: ready to run, or refused. */
export type CachedCode<Compiled> =
  | { readonly ok: true; readonly compiled: Compiled }
  | { readonly ok: false; readonly reason: string }
