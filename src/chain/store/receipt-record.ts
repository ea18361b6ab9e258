import { address } from '../../primitives/address.ts'
import { toMinimalBytes } from '../../primitives/big-endian.ts'
import { bytes32 } from '../../primitives/bytes32.ts'
import { decodeRlp, encodeRlp, type RlpItem } from '../../primitives/rlp.ts'
import { logsBloom } from '../block/logs-bloom.ts'
import type { Receipt } from '../block/receipt.ts'
import { readBytes, readFixed, readList, readUint } from '../field/read-field.ts'
import { createAddress } from '../message/contract-address.ts'
import { type Log, logItem } from '../message/log.ts'
import { gasPriceOf } from '../transition/gas-price.ts'
import type { BlockRecord } from './block-record.ts'

/** The receipts of a block as they are stored: what does not follow from the block. */
export function encodeReceipts(receipts: readonly Receipt[]): Uint8Array {
  return encodeRlp(
    receipts.map(({ succeeded, stateRoot, cumulativeGasUsed, logs }) => [
      toMinimalBytes(succeeded ? 1n : 0n),
      toMinimalBytes(cumulativeGasUsed),
      logs.map(logItem),
      ...(stateRoot === undefined ? [] : [stateRoot]),
    ]),
  )
}

/**
 * The receipts of a block, from what is stored and the block itself.
 * @throws InvalidRlpError, MalformedFieldError
 */
export function decodeReceipts(bytes: Uint8Array, block: BlockRecord): readonly Receipt[] {
  const items = readList(decodeRlp(bytes), 'receipts', block.transactions.length)
  let gasBefore = 0n
  return items.map((item, index) => {
    const receipt = readReceipt(item, block, index, gasBefore)
    gasBefore = receipt.cumulativeGasUsed
    return receipt
  })
}

function readReceipt(item: RlpItem, block: BlockRecord, index: number, gasBefore: bigint): Receipt {
  const [status = [], gas = [], logItems = [], root] = readList(item, 'receipt')
  const recovered = block.transactions[index]
  if (recovered === undefined) throw new RangeError(`no transaction ${index}`)
  const { transaction, sender } = recovered
  const succeeded = readUint(status, 'status', 1) === 1n
  const cumulativeGasUsed = readUint(gas, 'cumulativeGasUsed', 8)
  const logs = readList(logItems, 'logs').map(readLog)
  const madeContract = succeeded && transaction.to === undefined
  return {
    type: transaction.type,
    succeeded,
    stateRoot: root && bytes32(readFixed(root, 'receipt', 32)),
    cumulativeGasUsed,
    gasUsed: cumulativeGasUsed - gasBefore,
    effectiveGasPrice: gasPriceOf(transaction, block.header.baseFeePerGas ?? 0n).effective,
    logsBloom: logsBloom(logs),
    logs,
    createdAddress: madeContract ? createAddress(sender, transaction.nonce) : undefined,
  }
}

function readLog(item: RlpItem): Log {
  const [where = [], topics = [], data = []] = readList(item, 'log', 3)
  return {
    address: address(readFixed(where, 'log', 20)),
    topics: readList(topics, 'log').map((topic) => bytes32(readFixed(topic, 'log', 32))),
    data: readBytes(data, 'log'),
  }
}
