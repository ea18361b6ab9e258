import type { Hash } from '../primitives/bytes32.ts'
import type { Block, DigestItem, Header } from './block/header.ts'
import type { Submission } from './pool/submission.ts'
import type { TransactionListener } from './pool/transaction-status.ts'
import type { RuntimeVersion } from './runtime/runtime-version.ts'
import type { StorageChange, StorageChanges } from './storage-changes.ts'
import type { StorageView } from './storage-view.ts'

/** A block's place in the chain. */
export interface BlockPlace {
  readonly hash: Hash
  readonly number: number
}

/** A state that can be read and proved, as it was after a block. */
export interface ChainState extends StorageView {
  readonly root: Hash
  /**
   * The trie nodes, as they are encoded, on the paths of `keys`: of the state itself, or of the child trie below `child`.
   * @throws TrieNodeMissingError
   */
  proof(keys: readonly Uint8Array[], child?: Uint8Array): readonly Uint8Array[]
}

/** What a runtime call did. */
export interface CallOutcome {
  /** What the runtime returned. */
  readonly output: Uint8Array
  /** What it would have changed. */
  readonly changes: StorageChanges
}

/** How a block is made. */
export interface SealOptions {
  /** Time of the block, in ms since 1970; the present by default. */
  readonly timestampMs?: number
  /** Extrinsics that come after the inherents and before those of the pool. */
  readonly extrinsics?: readonly Uint8Array[]
  /** `all` that are ready (default), or `none`. */
  readonly fromPool?: 'all' | 'none'
  /** Entries of the digest that the block begins with. */
  readonly digest?: readonly DigestItem[]
  /**
   * Values that the state has before the block begins, whatever its parent left (`dev_setStorage`): no runtime has made
   * them, so nobody else can execute this block.
   */
  readonly storage?: readonly StorageChange[]
  /** `immediate` (default): the block is finalised in the batch that writes it. `later`: by `finalize`. */
  readonly finality?: 'immediate' | 'later'
}

/** A block that has become part of the chain. */
export interface SealedBlock extends Block {
  readonly hash: Hash
  /** Extrinsics that were asked for and do not apply. */
  readonly refused: readonly RefusedExtrinsic[]
}

/** An extrinsic that did not apply: it left nothing behind and is not in the block. */
export interface RefusedExtrinsic {
  readonly extrinsic: Uint8Array
  /** The runtime's SCALE `TransactionValidityError`; `undefined` where it trapped. */
  readonly error: Uint8Array | undefined
}

/** What listeners hear of. */
export type ChainEvent =
  /** A block is the new best one. `runtimeChanged` where its state has another runtime than its parent's. */
  | { readonly kind: 'best'; readonly block: SealedBlock; readonly runtimeChanged: boolean }
  /** All blocks up to `hash` are final; `hashes` are those that were not before, in order. */
  | { readonly kind: 'finalized'; readonly hashes: readonly Hash[] }
  /** The best block is an older one again; `hashes` are no longer part of the chain, the last first. */
  | { readonly kind: 'retracted'; readonly hashes: readonly Hash[] }

/** Transactions that wait for a block. */
export interface SubstratePool {
  /** Validates an encoded extrinsic on the best block and takes it; `listener` hears what becomes of it. */
  submit(extrinsic: Uint8Array, listener?: TransactionListener): Submission
  /** Forgets a transaction and those that need it. Returns the hashes of the forgotten. */
  remove(hash: Hash): readonly Hash[]
  /** The encoded extrinsics that can go into the next block, in their order. */
  ready(): readonly Uint8Array[]
  /** Those that wait for others. */
  future(): readonly Uint8Array[]
  /** Whether a transaction that can go into the next block gives `tag`, such as its sender and nonce (SCALE). */
  provides(tag: Uint8Array): boolean
}

/**
 * A chain that runs a FRAME runtime: what the RPC serves.
 *
 * Reads are synchronous and of one moment. Blocks are made and imported one after the other, each in one atomic batch.
 */
export interface SubstrateChain {
  readonly genesisHash: Hash
  readonly best: BlockPlace
  readonly finalized: BlockPlace
  readonly pool: SubstratePool

  header(hash: Hash): Header | undefined
  /** The encoded extrinsics of a block, each with its length before it. */
  body(hash: Hash): readonly Uint8Array[] | undefined
  /** The hash of the block with this number in the best chain. */
  hashOf(number: number): Hash | undefined
  /**
   * The state after a block.
   * @throws UnknownBlockError, StatePrunedError
   */
  stateAt(hash: Hash): ChainState
  /** What the runtime of the state after a block says of itself. */
  runtimeVersion(hash: Hash): RuntimeVersion
  /**
   * Calls a function of the runtime on the state after a block; nothing is kept.
   * @param args SCALE, as the function takes them
   * @throws RuntimeTrapError, UnknownBlockError, StatePrunedError
   */
  call(hash: Hash, name: string, args: Uint8Array): CallOutcome
  /**
   * The same within the block that comes after: it has begun, and has no extrinsics yet. What the beginning changes is
   * among the changes.
   * @throws RuntimeCallError, UnknownBlockError, StatePrunedError
   */
  callInNextBlock(hash: Hash, name: string, args: Uint8Array): CallOutcome
  /** What a block changed in the state before it. */
  storageChanges(hash: Hash): StorageChanges
  /** A value that offchain indexing has left. */
  offchain(key: Uint8Array): Uint8Array | undefined

  /** Makes the next block on the best one. Resolves when it is safe. */
  sealBlock(options?: SealOptions): Promise<SealedBlock>
  /**
   * Executes a block whose parent is the best one, and takes it.
   * @throws BlockRefusedError when the runtime does not agree with it
   */
  importBlock(block: Block): Promise<SealedBlock>
  /** Makes a block of the best chain, and all before it, final. */
  finalize(hash: Hash): Promise<void>
  /**
   * Goes back to an earlier block of the best chain, final or not: those after it are `retracted`.
   * @throws UnknownBlockError, StatePrunedError
   */
  setHead(hash: Hash): Promise<void>
  /** Calls `listener` after each change, once it is safe. Returns what ends that. */
  onEvent(listener: (event: ChainEvent) => void): () => void
  /** Waits for the block under way. The chain is not used after that. */
  close(): Promise<void>
}
