import { bytes32, type Hash } from '../../../src/primitives/bytes32.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { encodeHeader, headerHash } from '../../../src/substrate-host/block/encode-header.ts'
import type { Block, Header } from '../../../src/substrate-host/block/header.ts'
import { blake2b256 } from '../../../src/substrate-host/hashing/blake2b.ts'
import type { PoolRefusal, Submission } from '../../../src/substrate-host/pool/submission.ts'
import type { TransactionListener } from '../../../src/substrate-host/pool/transaction-status.ts'
import { RuntimeCallError } from '../../../src/substrate-host/runtime/runtime-call-error.ts'
import type { RuntimeVersion } from '../../../src/substrate-host/runtime/runtime-version.ts'
import type { StorageChange, StorageChanges } from '../../../src/substrate-host/storage-changes.ts'
import type {
  BlockPlace,
  CallOutcome,
  ChainEvent,
  ChainState,
  SealedBlock,
  SealOptions,
  SubstrateChain,
  SubstratePool,
} from '../../../src/substrate-host/substrate-chain.ts'

interface FakeBlock {
  readonly sealed: SealedBlock
  readonly state: ReadonlyMap<string, Uint8Array>
  readonly changes: StorageChanges
}

const NO_CHANGES: StorageChanges = {
  top: [],
  children: [],
  offchainIndex: [],
  transactionIndex: [],
}

/**
 * A chain without a runtime: every extrinsic applies and does nothing, every call answers with its arguments, and a
 * test says what changes in the state. What is above it does not see the difference.
 */
export class FakeChain implements SubstrateChain {
  readonly genesisHash: Hash
  readonly pool: SubstratePool
  /** What the pool says to an extrinsic; undefined takes it. */
  refusal: (extrinsic: Uint8Array) => PoolRefusal | undefined = () => undefined
  /** Transactions stay in the pool while it is true. */
  isPoolHeld = false
  /** What the next block changes besides. */
  nextChanges: readonly StorageChange[] = []
  specVersion = 1
  finality: 'immediate' | 'later' = 'immediate'
  readonly #blocks = new Map<string, FakeBlock>()
  readonly #versions = new Map<string, number>()
  readonly #listeners = new Set<(event: ChainEvent) => void>()
  readonly #waiting = new Map<string, { extrinsic: Uint8Array; tell: TransactionListener }>()
  #chain: Hash[] = []
  #finalized = 0

  constructor(state: Iterable<readonly [string, Uint8Array]> = []) {
    const header: Header = {
      parentHash: bytes32(new Uint8Array(32)),
      number: 0,
      stateRoot: bytes32(new Uint8Array(32)),
      extrinsicsRoot: bytes32(new Uint8Array(32)),
      digest: [],
    }
    this.genesisHash = this.#add(header, [], new Map(state), NO_CHANGES).hash
    this.pool = {
      submit: (extrinsic, listener) => this.#submit(extrinsic, listener),
      remove: (hash) => (this.#waiting.delete(toHex(hash)) ? [hash] : []),
      ready: () =>
        this.isPoolHeld ? [] : [...this.#waiting.values()].map(({ extrinsic }) => extrinsic),
      future: () => [],
      provides: () => false,
    }
  }

  get best(): BlockPlace {
    return this.#place(this.#chain.length - 1)
  }

  get finalized(): BlockPlace {
    return this.#place(this.#finalized)
  }

  header(hash: Hash): Header | undefined {
    return this.#blocks.get(toHex(hash))?.sealed.header
  }

  body(hash: Hash): readonly Uint8Array[] | undefined {
    return this.#blocks.get(toHex(hash))?.sealed.body
  }

  hashOf(number: number): Hash | undefined {
    return this.#chain[number]
  }

  stateAt(hash: Hash): ChainState {
    const state = this.#block(hash).state
    const keys = [...state.keys()].sort()
    const nextOf = (key: Uint8Array): Uint8Array | undefined => {
      const next = keys.find((other) => other > toHex(key))
      return next === undefined ? undefined : Buffer.from(next.slice(2), 'hex')
    }
    return {
      root: bytes32(new Uint8Array(32)),
      get: (key) => state.get(toHex(key)),
      nextKey: nextOf,
      childGet: () => undefined,
      childNextKey: () => undefined,
      proof: () => [],
    }
  }

  runtimeVersion(hash: Hash): RuntimeVersion {
    return {
      specName: 'fake',
      implName: 'fake',
      authoringVersion: 1,
      specVersion: this.#versions.get(toHex(hash)) ?? 0,
      implVersion: 1,
      apis: [{ id: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), version: 3 }],
      transactionVersion: 1,
      stateVersion: 1,
    }
  }

  call(_hash: Hash, name: string, args: Uint8Array): CallOutcome {
    if (name === 'Fake_trap') throw new RuntimeCallError(name, 'trap', 'unreachable')
    return { output: args, changes: NO_CHANGES }
  }

  callInNextBlock(hash: Hash, name: string, args: Uint8Array): CallOutcome {
    return this.call(hash, name, args)
  }

  storageChanges(hash: Hash): StorageChanges {
    return this.#block(hash).changes
  }

  offchain(): Uint8Array | undefined {
    return undefined
  }

  async sealBlock(options: SealOptions = {}): Promise<SealedBlock> {
    const parent = this.#block(this.best.hash)
    const pooled = options.fromPool === 'none' || this.isPoolHeld ? [] : [...this.#waiting]
    const top = [...(options.storage ?? []), ...this.nextChanges]
    this.nextChanges = []
    const state = new Map(parent.state)
    for (const { key, value } of top) {
      if (value === undefined) state.delete(toHex(key))
      else state.set(toHex(key), value)
    }
    const body = [...(options.extrinsics ?? []), ...pooled.map(([, { extrinsic }]) => extrinsic)]
    const header: Header = {
      ...parent.sealed.header,
      parentHash: this.best.hash,
      number: this.best.number + 1,
      extrinsicsRoot: bytes32(blake2b256(Buffer.concat(body))),
      stateRoot: bytes32(
        blake2b256(Buffer.concat([...state].flatMap(([key, value]) => [Buffer.from(key), value]))),
      ),
    }
    const block = this.#add(header, body, state, { ...NO_CHANGES, top })
    const runtimeChanged =
      this.runtimeVersion(block.hash).specVersion !==
      this.runtimeVersion(header.parentHash).specVersion
    this.#emit({ kind: 'best', block, runtimeChanged })
    for (const [index, [hash, { tell }]] of pooled.entries()) {
      this.#waiting.delete(hash)
      tell({ kind: 'inBlock', block: block.hash, index })
    }
    if (this.finality === 'immediate') await this.finalize(block.hash)
    for (const [index, [, { tell }]] of pooled.entries()) {
      tell({ kind: 'finalized', block: block.hash, index })
    }
    return block
  }

  importBlock(_block: Block): Promise<SealedBlock> {
    throw new Error('not of use here')
  }

  async finalize(hash: Hash): Promise<void> {
    const number = this.#block(hash).sealed.header.number
    const hashes = this.#chain.slice(this.#finalized + 1, number + 1)
    this.#finalized = number
    this.#emit({ kind: 'finalized', hashes })
  }

  async setHead(hash: Hash): Promise<void> {
    const number = this.#block(hash).sealed.header.number
    const hashes = this.#chain.splice(number + 1).reverse()
    this.#finalized = Math.min(this.#finalized, number)
    this.#emit({ kind: 'retracted', hashes })
  }

  onEvent(listener: (event: ChainEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get listeners(): number {
    return this.#listeners.size
  }

  async close(): Promise<void> {}

  #submit(extrinsic: Uint8Array, listener: TransactionListener = () => undefined): Submission {
    const hash = bytes32(blake2b256(extrinsic))
    const refusal = this.refusal(extrinsic)
    if (refusal !== undefined) return { ok: false, hash, refusal }
    if (this.#waiting.has(toHex(hash))) {
      return { ok: false, hash, refusal: { kind: 'alreadyImported' } }
    }
    this.#waiting.set(toHex(hash), { extrinsic, tell: listener })
    listener({ kind: 'ready' })
    return { ok: true, hash }
  }

  #add(
    header: Header,
    body: readonly Uint8Array[],
    state: ReadonlyMap<string, Uint8Array>,
    changes: StorageChanges,
  ): SealedBlock {
    const hash = headerHash(header)
    const sealed: SealedBlock = { header, body, hash, refused: [] }
    this.#blocks.set(toHex(hash), { sealed, state, changes })
    this.#versions.set(toHex(hash), this.specVersion)
    this.#chain.push(hash)
    return sealed
  }

  #block(hash: Hash): FakeBlock {
    const block = this.#blocks.get(toHex(hash))
    if (block === undefined) throw new Error(`no block ${toHex(hash)}`)
    return block
  }

  #place(number: number): BlockPlace {
    const hash = this.#chain[number]
    if (hash === undefined) throw new Error(`no block ${number}`)
    return { hash, number }
  }

  #emit(event: ChainEvent): void {
    for (const listener of [...this.#listeners]) listener(event)
  }
}

/** The hex of a header's SCALE. */
export function headerHex(header: Header | undefined): string {
  if (header === undefined) throw new Error('no header')
  return toHex(encodeHeader(header))
}
