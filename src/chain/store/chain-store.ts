import { type Bytes32, bytes32, type Hash } from '../../primitives/bytes32.ts'
import { toHex } from '../../primitives/hex.ts'
import { decodeRlp, encodeRlp } from '../../primitives/rlp.ts'
import { type Store, type StoreBatch, StoreCorruptError } from '../../state/index.ts'
import { headerItem, readHeader } from '../block/encode-header.ts'
import type { BlockHeader } from '../block/header.ts'
import type { Receipt } from '../block/receipt.ts'
import { type BlockRecord, decodeBlockRecord, encodeBlockRecord } from './block-record.ts'
import {
  blockKey,
  decodePlace,
  encodePlace,
  headerKey,
  latestKey,
  receiptsKey,
  transactionKey,
} from './chain-keys.ts'
import { decodeReceipts, encodeReceipts } from './receipt-record.ts'

/** Blocks that stay decoded: clients ask for the last ones over and over. */
const REMEMBERED_BLOCKS = 64

/** Where a transaction was mined. */
export interface TransactionPlace {
  readonly block: BlockRecord
  readonly index: number
}

/** The blocks of a chain in a store: reading, and what a new block adds to a batch. */
export class ChainStore {
  readonly #store: Store
  readonly #remembered = new Map<string, BlockRecord>()

  constructor(store: Store) {
    this.#store = store
  }

  /** The hash of the last block, undefined for an empty store. */
  get latest(): Hash | undefined {
    const hash = this.#store.get(latestKey)
    return hash === undefined ? undefined : bytes32(hash)
  }

  /** Adds the block as the new head. */
  put(batch: StoreBatch, block: BlockRecord, receipts: readonly Receipt[]): void {
    const { hash, header, transactions } = block
    batch.put(latestKey, hash)
    batch.put(headerKey(header.number), Buffer.concat([hash, encodeRlp(headerItem(header))]))
    batch.put(blockKey(hash), encodeBlockRecord(block))
    batch.put(receiptsKey(hash), encodeReceipts(receipts))
    for (const [index, transaction] of transactions.entries()) {
      batch.put(transactionKey(transaction.hash), encodePlace(header.number, index))
    }
  }

  hashOf(number: bigint): Hash | undefined {
    const entry = number < 0n ? undefined : this.#store.get(headerKey(number))
    return entry === undefined ? undefined : bytes32(entry.slice(0, 32))
  }

  header(number: bigint): BlockHeader | undefined {
    const entry = number < 0n ? undefined : this.#store.get(headerKey(number))
    return entry && this.#decode(() => readHeader(decodeRlp(entry.subarray(32))))
  }

  block(hash: Hash): BlockRecord | undefined {
    const name = toHex(hash)
    const remembered = this.#remembered.get(name)
    if (remembered !== undefined) return remembered
    const bytes = this.#store.get(blockKey(hash))
    if (bytes === undefined) return undefined
    const block = this.#decode(() => decodeBlockRecord(bytes, hash))
    this.#remember(name, block)
    return block
  }

  receipts(block: BlockRecord): readonly Receipt[] {
    const bytes = this.#store.get(receiptsKey(block.hash))
    return this.#decode(() => bytes && decodeReceipts(bytes, block))
  }

  placeOf(transactionHash: Bytes32): TransactionPlace | undefined {
    const entry = this.#store.get(transactionKey(transactionHash))
    if (entry === undefined) return undefined
    const { number, index } = decodePlace(entry)
    const hash = this.hashOf(number)
    const block = hash && this.block(hash)
    return block && { block, index }
  }

  #remember(name: string, block: BlockRecord): void {
    this.#remembered.set(name, block)
    const [oldest] = this.#remembered.keys()
    if (this.#remembered.size > REMEMBERED_BLOCKS && oldest !== undefined) {
      this.#remembered.delete(oldest)
    }
  }

  /** What a stored entry says. An entry that cannot be read means that the store is damaged. */
  #decode<Value>(read: () => Value | undefined): Value {
    let value: Value | undefined
    try {
      value = read()
    } catch (error) {
      throw new StoreCorruptError(this.#store.location, error)
    }
    if (value !== undefined) return value
    throw new StoreCorruptError(this.#store.location, undefined, 'A block of it cannot be read.')
  }
}
