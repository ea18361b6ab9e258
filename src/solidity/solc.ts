import { createRequire } from 'node:module'

/** What of the solc package is used: standard JSON in, standard JSON out, imports through a callback. */
export interface Solc {
  compile(
    input: string,
    callbacks: { readonly import: (path: string) => { contents: string } | { error: string } },
  ): string
  version(): string
}

let solc: Solc | undefined

/** The Solidity compiler. Loading its 8 MB takes half a second, so it waits for the first use. */
export function loadSolc(): Solc {
  solc ??= createRequire(import.meta.url)('solc') as Solc
  return solc
}
