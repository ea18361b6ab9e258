import type { Revision } from '../engine/revision.ts'
import type { Address } from '../primitives/address.ts'
import { type Bytes32, type Hash, ZERO_BYTES32 } from '../primitives/bytes32.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import { toHex } from '../primitives/hex.ts'
import {
  type AccountProof,
  type AllocatedAccount,
  type StateView,
  type Store,
  StoreBatch,
  type World,
} from '../state/index.ts'
import { type Block, decodeBlock, encodeBlock } from './block/block.ts'
import { BlockFold, type BlockFoldOptions } from './block/block-fold.ts'
import type { BlockRefusal } from './block/block-refusal.ts'
import { checkHeader, mismatch } from './block/check-header.ts'
import { type Ancestry, checkOmmers } from './block/check-ommers.ts'
import { headerHash } from './block/encode-header.ts'
import type { BlockHeader } from './block/header.ts'
import { contextOfHeader, nextContext } from './block/next-context.ts'
import type { Receipt } from './block/receipt.ts'
import { sealBlock } from './block/seal-block.ts'
import { UnproducibleBlockError } from './block/unproducible-block-error.ts'
import type { BlockContext } from './block-context.ts'
import type { ChainConfig } from './chain-config.ts'
import { revisionAt } from './fork-schedule.ts'
import type { Machine } from './machine.ts'
import { blockRules } from './rules/block-rules.ts'
import { StaleContextError } from './stale-context-error.ts'
import { type BlockRecord, blockOfRecord } from './store/block-record.ts'
import type { ChainStore, TransactionPlace } from './store/chain-store.ts'
import type { RecoveredTransaction } from './transaction/recovered-transaction.ts'
import type { TransactionRefusal } from './transaction/transaction-refusal.ts'
import { verifyBlock } from './verify-block.ts'

/** A block that was made, and the transactions that did not get into it. */
export interface Production {
  readonly block: BlockRecord
  readonly receipts: readonly Receipt[]
  readonly refused: readonly {
    readonly transaction: RecoveredTransaction
    readonly refusal: TransactionRefusal
  }[]
}

/** A block that was imported, or why it was not. */
export type Import =
  | { readonly ok: true; readonly block: BlockRecord; readonly receipts: readonly Receipt[] }
  | { readonly ok: false; readonly refusal: BlockRefusal }

/** What `openChain` makes a chain of. */
export interface ChainParts {
  readonly store: Store
  readonly config: ChainConfig
  readonly machine: Machine
  readonly world: World
  readonly blocks: ChainStore
  readonly head: BlockRecord
}

/**
 * A chain of blocks in a store. It owns the head; everything else is a function of stored data.
 *
 * Reading is synchronous. Blocks are added one at a time, each in one atomic batch: a reader sees all of a block or
 * nothing. There is no choice between forks: consensus, where there is one, lies outside.
 */
export class Chain {
  readonly machine: Machine
  readonly config: ChainConfig
  readonly #parts: ChainParts
  #head: BlockRecord
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: ChainParts) {
    this.machine = parts.machine
    this.config = parts.config
    this.#parts = parts
    this.#head = parts.head
  }

  get chainId(): bigint {
    return this.config.chainId
  }

  /** The last block that is safe in the store. */
  get head(): BlockRecord {
    return this.#head
  }

  blockByNumber(number: bigint): BlockRecord | undefined {
    if (number === this.#head.header.number) return this.#head
    const hash = this.#parts.blocks.hashOf(number)
    return hash && this.#parts.blocks.block(hash)
  }

  blockByHash(hash: Hash): BlockRecord | undefined {
    return this.#parts.blocks.block(hash)
  }

  /** The header alone, for searches through many blocks. */
  headerByNumber(number: bigint): BlockHeader | undefined {
    return this.#parts.blocks.header(number)
  }

  /** The receipts of a block of this chain, in the order of its transactions. */
  receipts(block: BlockRecord): readonly Receipt[] {
    return this.#parts.blocks.receipts(block)
  }

  /** Where a transaction was mined. */
  placeOf(transactionHash: Hash): TransactionPlace | undefined {
    return this.#parts.blocks.placeOf(transactionHash)
  }

  /** The state after a block of this chain. That of the head is read from flat entries, and follows later blocks. */
  stateAt({ header }: BlockRecord): StateView {
    const { world } = this.#parts
    const isLatest = equalBytes(header.stateRoot, world.stateRoot)
    return isLatest ? world.view() : world.viewAt(header.stateRoot)
  }

  /** Proves an account and slots of it after a block (EIP-1186). */
  proof({ header }: BlockRecord, address: Address, keys: readonly Bytes32[]): AccountProof {
    return this.#parts.world.proof(address, keys, header.stateRoot)
  }

  /** All accounts of the latest state, with code and storage, in the order of their addresses. */
  dump(): AsyncIterable<AllocatedAccount> {
    return this.#parts.world.dump()
  }

  /** What transactions of a block of this chain see. */
  contextOf({ header }: BlockRecord): BlockContext {
    return contextOfHeader(header, this.#source)
  }

  /** What transactions of the next block see, when it is made at `timestamp`, seconds since the Unix epoch. */
  nextContext(timestamp: bigint): BlockContext {
    return nextContext(this.#head, timestamp, this.#source)
  }

  revisionAt({ number, timestamp }: BlockContext): Revision {
    return revisionAt(this.config.forks, number, timestamp)
  }

  /**
   * Makes a block on the head of those transactions that are valid in their order. Resolves when it is in the store.
   * @throws StaleContextError when the context is not of the next block; UnproducibleBlockError; EngineError: all of them
   * leave the chain as it was
   */
  produce(
    context: BlockContext,
    transactions: readonly RecoveredTransaction[],
  ): Promise<Production> {
    return this.#inTurn(() => this.#produce(context, transactions))
  }

  /**
   * Verifies a block that somebody else made and adds it to the head. Resolves when it is in the store; a block that
   * the chain has already is taken as imported.
   * @throws EngineError, which leaves the chain as it was
   */
  importBlock(block: Block): Promise<Import> {
    return this.#inTurn(() => this.#import(block))
  }

  /** As `importBlock`, for a block as it travels. */
  async importEncodedBlock(bytes: Uint8Array): Promise<Import> {
    const decoded = decodeBlock(bytes)
    return decoded.ok ? this.importBlock(decoded.block) : decoded
  }

  /**
   * Removes up to `limit` stored slots that no state has any more, between two blocks; returns how many. States and
   * blocks of the past are kept: every one that was ever written can be read.
   */
  sweep(limit: number): Promise<number> {
    return this.#inTurn(() => this.#parts.world.sweep(limit))
  }

  /** Waits for the block under way and closes the store. */
  async close(): Promise<void> {
    await this.#turn
    await this.#parts.store.close()
  }

  async #produce(
    context: BlockContext,
    transactions: readonly RecoveredTransaction[],
  ): Promise<Production> {
    const { header: parent, hash: parentHash } = this.#head
    if (context.number !== parent.number + 1n) {
      throw new StaleContextError(parent.number + 1n, context.number)
    }
    const revision = this.revisionAt(context)
    const fold = new BlockFold(this.#foldOptions(context, revision))
    fold.start({ parentHash, parentBeaconBlockRoot: ZERO_BYTES32 })
    const refused = transactions.flatMap((transaction) => {
      const refusal = fold.add(transaction)
      return refusal === undefined ? [] : [{ transaction, refusal }]
    })
    const withdrawals = blockRules[revision].withdrawals === 'yes' ? [] : undefined
    const finished = fold.finish({ ommers: [], withdrawals })
    if (!finished.ok) throw new UnproducibleBlockError(finished.refusal)
    const { requests } = finished
    const batch = new StoreBatch()
    const stateRoot = this.#parts.world.commit(fold.diff(), batch)
    const seal = { parent, parentHash, context, revision, stateRoot }
    const header = sealBlock(fold, { ...seal, requests, withdrawals: [], extraData: NO_BYTES })
    const block = recordOf({ header, ommers: [], withdrawals }, fold.included)
    await this.#write(batch, block, fold.receipts)
    return { block, receipts: fold.receipts, refused }
  }

  async #import(block: Block): Promise<Import> {
    const { header } = block
    const known = this.blockByHash(headerHash(header))
    if (known !== undefined) return { ok: true, block: known, receipts: this.receipts(known) }
    const context = contextOfHeader(header, this.#source)
    const revision = this.revisionAt(context)
    const misplaced =
      this.#checkParent(header) ??
      checkHeader(this.#head.header, header, { revision, chain: this.config }) ??
      checkOmmers(block, revision, this.#ancestry)
    if (misplaced !== undefined) return { ok: false, refusal: misplaced }

    const verified = verifyBlock(block, this.#foldOptions(context, revision))
    if (!verified.ok) return verified
    const { fold } = verified
    const batch = new StoreBatch()
    const [root, claimed] = [this.#parts.world.commit(fold.diff(), batch), header.stateRoot]
    if (!equalBytes(root, claimed)) {
      const refusal = mismatch('WRONG_STATE_ROOT', 'The state root', toHex(root), toHex(claimed))
      return { ok: false, refusal }
    }
    const record = recordOf(block, fold.included)
    await this.#write(batch, record, fold.receipts)
    return { ok: true, block: record, receipts: fold.receipts }
  }

  #checkParent({ parentHash }: BlockHeader): BlockRefusal | undefined {
    if (equalBytes(parentHash, this.#head.hash)) return undefined
    const [expected, actual] = [toHex(this.#head.hash), toHex(parentHash)]
    const parent = this.blockByHash(parentHash)
    if (parent === undefined) {
      return { code: 'UNKNOWN_PARENT', message: `The parent ${actual} is not known.`, actual }
    }
    const message = `The parent is block ${parent.header.number}, the head is block ${this.#head.header.number}.`
    return { code: 'PARENT_NOT_HEAD', message, expected, actual }
  }

  async #write(batch: StoreBatch, block: BlockRecord, receipts: readonly Receipt[]): Promise<void> {
    this.#parts.blocks.put(batch, block, receipts)
    await this.#parts.store.write(batch)
    this.#head = block
  }

  #foldOptions(context: BlockContext, revision: Revision): BlockFoldOptions {
    const { world } = this.#parts
    return {
      view: world.view(),
      context,
      revision,
      machine: this.machine,
      stateRootAfter: (diff) => world.commit(diff, new StoreBatch()),
    }
  }

  get #ancestry(): Ancestry {
    return { config: this.config, blockByHash: (hash) => this.blockByHash(hash) }
  }

  get #source() {
    const { blocks } = this.#parts
    return { config: this.config, getBlockHash: (number: bigint) => blocks.hashOf(number) }
  }

  /** Runs one writer after the other, also when one of them fails. */
  #inTurn<Result>(write: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(write)
    this.#turn = result.catch(() => undefined)
    return result
  }
}

const NO_BYTES = new Uint8Array()

function recordOf(
  { header, ommers, withdrawals }: Pick<Block, 'header' | 'ommers' | 'withdrawals'>,
  transactions: readonly RecoveredTransaction[],
): BlockRecord {
  const record = { header, hash: headerHash(header), size: 0, transactions, ommers, withdrawals }
  return { ...record, size: encodeBlock(blockOfRecord(record)).length }
}
