/** What a runtime says about itself (`Core_version`). */
export interface RuntimeVersion {
  readonly specName: string
  readonly implName: string
  readonly authoringVersion: number
  readonly specVersion: number
  readonly implVersion: number
  /** The runtime APIs by the first eight bytes of the BLAKE2b hash of their names. */
  readonly apis: readonly { readonly id: Uint8Array; readonly version: number }[]
  readonly transactionVersion: number
  /** Which form of the state trie the runtime asks for. */
  readonly stateVersion: 0 | 1
}
