import type { Hash } from '../../primitives/bytes32.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { type Store, StoreBatch } from '../../state/index.ts'
import type { BlockParent, BuiltBlock, CallExtras } from '../block/block-builder.ts'
import { BlockRefusedError } from '../block/block-refused-error.ts'
import { encodeHeader, headerHash } from '../block/encode-header.ts'
import { executeBlock } from '../block/execute-block.ts'
import { type Block, emptyHeader, type Header } from '../block/header.ts'
import { CODE_KEY } from '../genesis/genesis-state.ts'
import { nameOfKey } from '../key-name.ts'
import { Overlay } from '../overlay/overlay.ts'
import {
  type PoolLimits,
  TransactionPool,
  type TransactionSource,
  transactionSource,
} from '../pool/transaction-pool.ts'
import { decodeValidity, type Validity } from '../pool/valid-transaction.ts'
import { RuntimeCallError } from '../runtime/runtime-call-error.ts'
import type { RuntimeVersion } from '../runtime/runtime-version.ts'
import type { CommittedState } from '../storage/committed-state.ts'
import type { StateStore } from '../storage/state-store.ts'
import type { StorageChanges } from '../storage-changes.ts'
import type {
  BlockPlace,
  CallOutcome,
  ChainEvent,
  ChainState,
  RefusedExtrinsic,
  SealedBlock,
  SealOptions,
  SubstrateChain,
} from '../substrate-chain.ts'
import { StatePrunedError, StateRootMismatchError, UnknownBlockError } from './chain-error.ts'
import type { ChainStore, Heads } from './chain-store.ts'
import { isSigned } from './extrinsic-kind.ts'
import type { RuntimeTable } from './runtime-table.ts'
import { makeBlock } from './seal-block.ts'
import { validationInput } from './validation-input.ts'

/** What a chain is opened with. */
export interface ChainParts {
  readonly store: Store
  readonly blocks: ChainStore
  readonly states: StateStore
  readonly runtimes: RuntimeTable
  readonly genesisHash: Hash
  readonly heads: Heads
  /** What runtimes get beside the state. */
  readonly extras: CallExtras
  readonly poolLimits: PoolLimits
  /** ms since 1970. */
  readonly nowMs: () => number
}

/** Blocks whose changes are remembered; those of others are found again by comparing states. */
const REMEMBERED_CHANGES = 64

/** A chain over a store. */
export class Chain implements SubstrateChain {
  readonly genesisHash: Hash
  readonly pool: TransactionPool
  readonly #parts: ChainParts
  readonly #listeners = new Set<(event: ChainEvent) => void>()
  readonly #changes = new Map<string, StorageChanges>()
  #heads: Heads
  #last: Promise<unknown> = Promise.resolve()

  constructor(parts: ChainParts) {
    this.#parts = parts
    this.#heads = parts.heads
    this.genesisHash = parts.genesisHash
    const chain = this
    this.pool = new TransactionPool(
      {
        get bestNumber() {
          return chain.best.number
        },
        validate: (extrinsic, source) => this.#validate(extrinsic, source),
        nowMs: parts.nowMs,
      },
      parts.poolLimits,
    )
  }

  // Reading

  get best(): BlockPlace {
    return this.#heads.best
  }

  get finalized(): BlockPlace {
    return this.#heads.finalized
  }

  header(hash: Hash): Header | undefined {
    return this.#parts.blocks.block(hash)?.header
  }

  body(hash: Hash): readonly Uint8Array[] | undefined {
    return this.#parts.blocks.block(hash)?.body
  }

  hashOf(number: number): Hash | undefined {
    return this.#parts.blocks.hashOf(number)
  }

  stateAt(hash: Hash): ChainState {
    return this.#state(hash)
  }

  runtimeVersion(hash: Hash): RuntimeVersion {
    return this.#parts.runtimes.of(this.#state(hash)).version
  }

  call(hash: Hash, name: string, args: Uint8Array): CallOutcome {
    return this.#callOn(this.#state(hash), [[name, args]])
  }

  callInNextBlock(hash: Hash, name: string, args: Uint8Array): CallOutcome {
    const { number } = this.#knownHeader(hash)
    const header = encodeHeader(emptyHeader({ hash, number }, []))
    return this.#callOn(this.#state(hash), [
      ['Core_initialize_block', header],
      [name, args],
    ])
  }

  storageChanges(hash: Hash): StorageChanges {
    const known = this.#changes.get(nameOfKey(hash))
    if (known !== undefined) return known
    const { number, parentHash } = this.#knownHeader(hash)
    const before = number === 0 ? this.#parts.states.empty : this.#state(parentHash)
    return before.changesTo(this.#state(hash))
  }

  offchain(key: Uint8Array): Uint8Array | undefined {
    return this.#parts.blocks.offchain(key)
  }

  // Changing

  sealBlock(options: SealOptions = {}): Promise<SealedBlock> {
    return this.#inTurn(async () => {
      const parent = this.#parent()
      const timestampMs = options.timestampMs ?? this.#parts.nowMs()
      const transactions = options.fromPool === 'none' ? [] : this.pool.ordered()
      const material = { timestampMs, options, transactions }
      const { built, refused, invalid } = makeBlock(parent, material, this.#parts.extras)
      const block = await this.#write(parent, built, { refused, finality: options.finality })
      for (const { hash } of invalid) this.pool.remove(hash)
      return block
    })
  }

  importBlock(block: Block): Promise<SealedBlock> {
    return this.#inTurn(async () => {
      const parent = this.#parent()
      if (!equalBytes(block.header.parentHash, parent.hash)) {
        throw new BlockRefusedError(headerHash(block.header), 'Its parent is not the best block.')
      }
      const changes = executeBlock(block, parent, this.#parts.extras)
      return this.#write(parent, { ...block, changes }, { refused: [], finality: undefined })
    })
  }

  finalize(hash: Hash): Promise<void> {
    return this.#inTurn(async () => {
      const { number } = this.#knownHeader(hash)
      const from = this.finalized.number + 1
      if (number < from) return
      const heads: Heads = { best: this.best, finalized: { hash, number } }
      const batch = new StoreBatch()
      this.#parts.blocks.putHeads(batch, heads)
      await this.#parts.store.write(batch)
      this.#heads = heads
      this.#tellFinalized(from, number)
    })
  }

  setHead(hash: Hash): Promise<void> {
    return this.#inTurn(async () => {
      const { blocks, states, store } = this.#parts
      const { number } = this.#knownHeader(hash)
      if (number < states.oldestRevertible)
        throw new StatePrunedError(hash, states.oldestRevertible)
      const best = { hash, number }
      const finalized = number < this.finalized.number ? best : this.finalized
      const batch = new StoreBatch()
      const retracted = this.#placesAfter(number)
      for (const place of retracted) blocks.removeBlock(batch, place)
      states.revert(batch, number)
      blocks.putHeads(batch, { best, finalized })
      await store.write(batch)
      this.#heads = { best, finalized }
      const hashes = retracted.map((place) => place.hash)
      for (const one of hashes) this.pool.blockRetracted(one)
      this.#tell({ kind: 'retracted', hashes })
    })
  }

  onEvent(listener: (event: ChainEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    await this.#last
    await this.#parts.store.close()
  }

  // Within

  /** Calls one function after the other; the outcome is that of the last. */
  #callOn(
    state: CommittedState,
    calls: readonly (readonly [name: string, args: Uint8Array])[],
  ): CallOutcome {
    const overlay = new Overlay(state, state)
    const context = { ...this.#parts.extras, overlay }
    const runtime = this.#parts.runtimes.of(state)
    const outputs = calls.map(([name, args]) => runtime.call(name, args, context))
    return {
      output: outputs.at(-1) ?? new Uint8Array(),
      get changes() {
        return overlay.changes()
      },
    }
  }

  /** One change after the other: each begins on the block that the one before has left. */
  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(change)
    this.#last = result.catch(() => {})
    return result
  }

  #parent(): BlockParent {
    const { hash, number } = this.best
    const state = this.#state(hash)
    return { hash, number, state, runtime: this.#parts.runtimes.of(state) }
  }

  #knownHeader(hash: Hash): Header {
    const header = this.header(hash)
    if (header === undefined) throw new UnknownBlockError(hash)
    return header
  }

  #state(hash: Hash): CommittedState {
    const { number, stateRoot } = this.#knownHeader(hash)
    const { states } = this.#parts
    if (number < states.oldest) throw new StatePrunedError(hash, states.oldest)
    return states.stateAt(stateRoot)
  }

  /** Everything that the block changes, in one batch; when that is safe, the block is the best one. */
  async #write(
    parent: BlockParent,
    built: BuiltBlock,
    extra: {
      readonly refused: readonly RefusedExtrinsic[]
      readonly finality: SealOptions['finality']
    },
  ): Promise<SealedBlock> {
    const { store, blocks, states } = this.#parts
    const { header, body, changes } = built
    const next = parent.state.next(changes, parent.runtime.version.stateVersion)
    if (!equalBytes(next.state.root, header.stateRoot)) {
      throw new StateRootMismatchError(header.stateRoot, next.state.root)
    }
    const hash = headerHash(header)
    const best = { hash, number: header.number }
    const finalized = extra.finality === 'later' ? this.finalized : best
    const provides = this.#tagsOf(body)
    const batch = new StoreBatch()
    states.append(batch, header.number, next, finalized.number)
    blocks.putBlock(batch, hash, { header, body })
    blocks.putOffchain(batch, changes.offchainIndex)
    blocks.putHeads(batch, { best, finalized })
    await store.write(batch)
    const firstFinal = this.finalized.number + 1
    this.#heads = { best, finalized }
    states.settle(next.state)
    blocks.remember(hash, { header, body })
    this.#rememberChanges(hash, changes)
    const block: SealedBlock = { header, body, hash, refused: extra.refused }
    this.pool.blockImported({ hash, number: header.number, body, provides })
    this.#tell({ kind: 'best', block, runtimeChanged: changesCode(changes) })
    this.#tellFinalized(firstFinal, finalized.number)
    return block
  }

  /** Tags that transactions of a block give which did not wait in the pool, so that those that wait for them know. */
  #tagsOf(body: readonly Uint8Array[]): readonly string[] {
    if (this.pool.isEmpty) return []
    return body
      .filter((extrinsic) => isSigned(extrinsic) && !this.pool.has(extrinsic))
      .flatMap((extrinsic) => {
        const validity = this.#validate(extrinsic, transactionSource.inBlock)
        return validity.kind === 'valid' ? validity.transaction.provides : []
      })
  }

  #validate(extrinsic: Uint8Array, source: TransactionSource): Validity {
    const parent = this.#parent()
    const { state, runtime, hash } = parent
    const overlay = new Overlay(state, state)
    try {
      const { entry, input } = validationInput(runtime.version, { extrinsic, source, hash })
      return decodeValidity(runtime.call(entry, input, { ...this.#parts.extras, overlay }))
    } catch (error) {
      if (error instanceof RuntimeCallError) return { kind: 'trapped', message: error.shortMessage }
      throw error
    }
  }

  /** The blocks of the best chain after `number`, the last first. */
  #placesAfter(number: number): BlockPlace[] {
    const places: BlockPlace[] = []
    for (let at = this.best.number; at > number; at--) {
      const hash = this.hashOf(at)
      if (hash !== undefined) places.push({ hash, number: at })
    }
    return places
  }

  #rememberChanges(hash: Hash, changes: StorageChanges): void {
    this.#changes.set(nameOfKey(hash), changes)
    const [oldest] = this.#changes.keys()
    if (this.#changes.size > REMEMBERED_CHANGES && oldest !== undefined)
      this.#changes.delete(oldest)
  }

  #tellFinalized(from: number, to: number): void {
    const hashes: Hash[] = []
    for (let number = from; number <= to; number++) {
      const hash = this.hashOf(number)
      if (hash !== undefined) hashes.push(hash)
    }
    if (hashes.length === 0) return
    for (const hash of hashes) this.pool.blockFinalized(hash)
    this.#tell({ kind: 'finalized', hashes })
  }

  #tell(event: ChainEvent): void {
    for (const listener of [...this.#listeners]) listener(event)
  }
}

function changesCode({ top }: StorageChanges): boolean {
  return top.some(({ key }) => equalBytes(key, CODE_KEY))
}
