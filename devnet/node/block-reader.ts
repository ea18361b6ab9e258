import type { Chain } from '../../src/chain/chain.ts'
import type { ChainConfig } from '../../src/chain/chain-config.ts'
import { type ForkConfigurations, forkConfigurations } from '../../src/chain/fork-configuration.ts'
import type { BlockRecord } from '../../src/chain/store/block-record.ts'
import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import type { Address } from '../../src/primitives/address.ts'
import type { Bytes32, Hash } from '../../src/primitives/bytes32.ts'
import { toHex } from '../../src/primitives/hex.ts'
import type { AccountProof, StateView } from '../../src/state/index.ts'
import { chainErrorCode } from '../chain-error-code.ts'
import type { BlockId } from '../params/block-id.ts'
import type { PlacedReceipt, PlacedTransaction } from './placed.ts'

/** What requests read of the chain: blocks by every way to name them, and what hangs on them. */
export class BlockReader {
  readonly #chain: Chain

  constructor(chain: Chain) {
    this.#chain = chain
  }

  get head(): BlockRecord {
    return this.#chain.head
  }

  /** What the chain fixes for all its blocks. */
  get config(): ChainConfig {
    return this.#chain.config
  }

  /** The rules at the head, and those of forks to come. */
  forkConfigurations(): ForkConfigurations {
    const genesis = this.get({ kind: 'number', number: 0n })
    const { hash: genesisHash, header } = genesis
    const chain = { config: this.config, genesisHash, genesisTime: header.timestamp }
    return forkConfigurations(chain, this.head.header)
  }

  /** The block that is meant; undefined when there is none. */
  find(id: BlockId): BlockRecord | undefined {
    if (id.kind === 'hash') return this.#chain.blockByHash(id.hash)
    if (id.kind === 'number') return this.#chain.blockByNumber(id.number)
    return id.tag === 'earliest' ? this.#chain.blockByNumber(0n) : this.#chain.head
  }

  /** The block that is meant. @throws RpcError when there is none */
  get(id: BlockId): BlockRecord {
    const block = this.find(id)
    if (block !== undefined) return block
    throw new RpcError(chainErrorCode.resourceNotFound, missingBlock(id, this.head))
  }

  /** The state after a block. @throws RpcError when there is no such block */
  stateAt(id: BlockId): StateView {
    return this.#chain.stateAt(this.get(id))
  }

  /** @throws RpcError when there is no such block */
  proof(address: Address, keys: readonly Bytes32[], id: BlockId): AccountProof {
    return this.#chain.proof(this.get(id), address, keys)
  }

  transactionAt(block: BlockRecord | undefined, index: number): PlacedTransaction | undefined {
    const transaction = block?.transactions[index]
    return transaction === undefined ? undefined : { ...transaction, block, index }
  }

  /** A mined transaction. */
  transaction(hash: Hash): PlacedTransaction | undefined {
    const place = this.#chain.placeOf(hash)
    return place === undefined ? undefined : this.transactionAt(place.block, place.index)
  }

  receiptOf(transactionHash: Hash): PlacedReceipt | undefined {
    const place = this.#chain.placeOf(transactionHash)
    return place === undefined ? undefined : this.#placedReceipts(place.block)[place.index]
  }

  receiptsOf(id: BlockId): readonly PlacedReceipt[] | undefined {
    const block = this.find(id)
    return block === undefined ? undefined : this.#placedReceipts(block)
  }

  #placedReceipts(block: BlockRecord): PlacedReceipt[] {
    const receipts = this.#chain.receipts(block)
    const placed: PlacedReceipt[] = []
    let firstLogIndex = 0
    for (const [index, transaction] of block.transactions.entries()) {
      const receipt = receipts[index]
      if (receipt === undefined) continue
      placed.push({ receipt, transaction, block, index, firstLogIndex })
      firstLogIndex += receipt.logs.length
    }
    return placed
  }
}

function missingBlock(id: BlockId, head: BlockRecord): string {
  if (id.kind === 'hash') return `header for hash ${toHex(id.hash)} not found`
  const asked = id.kind === 'number' ? id.number : id.tag
  return `header not found: block ${asked}, the latest is ${head.header.number}`
}
