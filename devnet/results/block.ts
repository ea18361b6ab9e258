import type { BlockHeader } from '../../src/chain/block/header.ts'
import type { Withdrawal } from '../../src/chain/block/withdrawal.ts'
import type { BlockRecord } from '../../src/chain/store/block-record.ts'
import type { Json, JsonObject } from '../../src/json-rpc/json.ts'
import type { Hydration } from '../params/hydration.ts'
import { transaction } from './transaction.ts'
import { data, quantity } from './value.ts'

/** A block, and how it is to be shown. */
export interface ShownBlock {
  readonly block: BlockRecord
  readonly show: Hydration
}

/** How the block, if there is one, is to be shown. */
export function shown(record: BlockRecord | undefined, show: Hydration): ShownBlock | undefined {
  return record === undefined ? undefined : { block: record, show }
}

/**
 * A block as JSON.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/schemas/block.yaml
 */
export function block({ block: record, show }: ShownBlock): JsonObject {
  const { hash, size, transactions } = record
  return {
    ...header(record.header),
    hash: data(hash),
    size: quantity(size),
    transactions: transactions.map((pooled, index) =>
      show === 'hashes' ? data(pooled.hash) : transaction({ ...pooled, block: record, index }),
    ),
    uncles: [],
    withdrawals: record.withdrawals?.map(withdrawal),
  }
}

/** The fields of a header; those that its revision does not have are left out. */
function header(fields: BlockHeader): JsonObject {
  return {
    number: quantity(fields.number),
    parentHash: data(fields.parentHash),
    sha3Uncles: data(fields.ommersHash),
    miner: data(fields.coinbase),
    stateRoot: data(fields.stateRoot),
    transactionsRoot: data(fields.transactionsRoot),
    receiptsRoot: data(fields.receiptsRoot),
    logsBloom: data(fields.logsBloom),
    difficulty: quantity(fields.difficulty),
    gasLimit: quantity(fields.gasLimit),
    gasUsed: quantity(fields.gasUsed),
    timestamp: quantity(fields.timestamp),
    extraData: data(fields.extraData),
    mixHash: data(fields.mixHash),
    nonce: data(fields.nonce),
    baseFeePerGas: optional(quantity, fields.baseFeePerGas),
    withdrawalsRoot: optional(data, fields.withdrawalsRoot),
    blobGasUsed: optional(quantity, fields.blobGasUsed),
    excessBlobGas: optional(quantity, fields.excessBlobGas),
    parentBeaconBlockRoot: optional(data, fields.parentBeaconBlockRoot),
    requestsHash: optional(data, fields.requestsHash),
  }
}

function withdrawal({ index, validatorIndex, address, amount }: Withdrawal): JsonObject {
  return {
    index: quantity(index),
    validatorIndex: quantity(validatorIndex),
    address: data(address),
    amount: quantity(amount),
  }
}

function optional<T>(encode: (value: T) => Json, value: T | undefined): Json | undefined {
  return value === undefined ? undefined : encode(value)
}
