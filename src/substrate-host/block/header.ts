import { type Hash, ZERO_BYTES32 } from '../../primitives/bytes32.ts'

/**
 * An entry of a header's digest.
 * @see https://spec.polkadot.network/chap-state#defn-digest
 */
export type DigestItem =
  | EngineDigestItem
  | { readonly kind: 'other'; readonly data: Uint8Array }
  /** The runtime, or what it says of itself, changes with this block. */
  | { readonly kind: 'runtimeEnvironmentUpdated' }

/** An entry that belongs to a consensus engine. */
export interface EngineDigestItem {
  readonly kind: 'consensus' | 'seal' | 'preRuntime'
  /** Four bytes that name the engine, such as `aura`. */
  readonly engine: Uint8Array
  readonly data: Uint8Array
}

/**
 * A block's header. Its hash is the BLAKE2b-256 of its encoding.
 * @see https://spec.polkadot.network/chap-state#defn-block-header
 */
export interface Header {
  readonly parentHash: Hash
  readonly number: number
  readonly stateRoot: Hash
  readonly extrinsicsRoot: Hash
  readonly digest: readonly DigestItem[]
}

/** A block: each extrinsic as it is encoded, its length before it. */
export interface Block {
  readonly header: Header
  readonly body: readonly Uint8Array[]
}

/** The header with which the block after a parent begins: the runtime finds out what is still zero. */
export function emptyHeader(
  parent: { readonly hash: Hash; readonly number: number },
  digest: readonly DigestItem[],
): Header {
  return {
    parentHash: parent.hash,
    number: parent.number + 1,
    stateRoot: ZERO_BYTES32,
    extrinsicsRoot: ZERO_BYTES32,
    digest,
  }
}
