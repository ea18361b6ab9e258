import { bytes32, type Hash } from '../../primitives/bytes32.ts'
import { concatBytes } from '../../primitives/concat-bytes.ts'
import { encodeBytes, encodeVector } from '../../primitives/scale/encode.ts'
import { MalformedScaleError } from '../../primitives/scale/malformed-scale-error.ts'
import { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import { type Store, type StoreBatch, StoreCorruptError } from '../../state/index.ts'
import { decodeHeader, encodeHeader } from '../block/encode-header.ts'
import type { Block } from '../block/header.ts'
import { nameOfKey } from '../key-name.ts'
import type { StorageChange } from '../storage-changes.ts'
import type { BlockPlace } from '../substrate-chain.ts'
import { blockKey, genesisKey, headsKey, numberKey, offchainKey } from './chain-keys.ts'

/** How all keys and values are laid out; another number is another layout. */
const FORMAT = 2

const PLACE_LENGTH = 40

/** Blocks that stay decoded: clients ask for the last ones over and over. */
const REMEMBERED_BLOCKS = 256

/** Where the chain ends. */
export interface Heads {
  readonly best: BlockPlace
  readonly finalized: BlockPlace
}

/** What block 0 is. */
export interface GenesisRecord {
  readonly hash: Hash
  /** Hash of what it was made of. */
  readonly made: Hash
}

/** The blocks of a chain in a store: reading, and what a new block adds to a batch. */
export class ChainStore {
  readonly #store: Store
  readonly #remembered = new Map<string, Block>()

  constructor(store: Store) {
    this.#store = store
  }

  /** What block 0 is; `undefined` for a store without chain. */
  get genesis(): GenesisRecord | undefined {
    const record = this.#store.get(genesisKey)
    if (record === undefined) return undefined
    if (record[0] !== FORMAT) throw this.#corrupt(`Its layout has the number ${record[0]}.`)
    return { hash: bytes32(record.slice(1, 33)), made: bytes32(record.slice(33)) }
  }

  /** Where the chain ends; `undefined` for a store without chain. */
  get heads(): Heads | undefined {
    const record = this.#store.get(headsKey)
    if (record === undefined) return undefined
    if (record.length !== 2 * PLACE_LENGTH) throw this.#corrupt('Its last block cannot be read.')
    return {
      best: decodePlace(record.subarray(0, PLACE_LENGTH)),
      finalized: decodePlace(record.subarray(PLACE_LENGTH)),
    }
  }

  putGenesis(batch: StoreBatch, { hash, made }: GenesisRecord): void {
    batch.put(genesisKey, concatBytes([Uint8Array.of(FORMAT), hash, made]))
  }

  putHeads(batch: StoreBatch, { best, finalized }: Heads): void {
    batch.put(headsKey, concatBytes([encodePlace(best), encodePlace(finalized)]))
  }

  /** Adds a block of the best chain. */
  putBlock(batch: StoreBatch, hash: Hash, { header, body }: Block): void {
    batch.put(blockKey(hash), concatBytes([encodeBytes(encodeHeader(header)), encodeVector(body)]))
    batch.put(numberKey(header.number), hash)
  }

  /** Adds to the batch that a block of the best chain has never been. */
  removeBlock(batch: StoreBatch, { hash, number }: BlockPlace): void {
    batch.remove(blockKey(hash))
    batch.remove(numberKey(number))
    this.#remembered.delete(nameOfKey(hash))
  }

  putOffchain(batch: StoreBatch, changes: readonly StorageChange[]): void {
    for (const { key, value } of changes) {
      if (value === undefined) batch.remove(offchainKey(key))
      else batch.put(offchainKey(key), value)
    }
  }

  hashOf(number: number): Hash | undefined {
    const hash = this.#store.get(numberKey(number))
    return hash && bytes32(hash)
  }

  offchain(key: Uint8Array): Uint8Array | undefined {
    return this.#store.get(offchainKey(key))
  }

  /** @throws StoreCorruptError */
  block(hash: Hash): Block | undefined {
    const known = this.#remembered.get(nameOfKey(hash))
    if (known !== undefined) return known
    const record = this.#store.get(blockKey(hash))
    if (record === undefined) return undefined
    const block = this.#decode(record)
    this.remember(hash, block)
    return block
  }

  /** Keeps a block decoded that is in the store. */
  remember(hash: Hash, block: Block): void {
    this.#remembered.set(nameOfKey(hash), block)
    const [oldest] = this.#remembered.keys()
    if (this.#remembered.size > REMEMBERED_BLOCKS && oldest !== undefined) {
      this.#remembered.delete(oldest)
    }
  }

  #decode(record: Uint8Array): Block {
    try {
      const reader = new ScaleReader(record, 'Block')
      const header = decodeHeader(reader.bytes())
      return { header, body: reader.list(() => encodeBytes(reader.bytes())) }
    } catch (error) {
      if (error instanceof MalformedScaleError)
        throw this.#corrupt('A block of it cannot be read.', error)
      throw error
    }
  }

  #corrupt(details: string, cause?: unknown): StoreCorruptError {
    return new StoreCorruptError(this.#store.location, cause, details)
  }
}

function encodePlace({ hash, number }: BlockPlace): Uint8Array {
  const bytes = new Uint8Array(PLACE_LENGTH)
  bytes.set(hash)
  new DataView(bytes.buffer).setBigUint64(32, BigInt(number))
  return bytes
}

function decodePlace(bytes: Uint8Array): BlockPlace {
  const number = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(32)
  return { hash: bytes32(bytes.slice(0, 32)), number: Number(number) }
}
