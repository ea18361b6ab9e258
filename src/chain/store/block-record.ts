import { ADDRESS_LENGTH, address } from '../../primitives/address.ts'
import type { Hash } from '../../primitives/bytes32.ts'
import { keccak256 } from '../../primitives/keccak256.ts'
import { decodeRlp, encodeRlp } from '../../primitives/rlp.ts'
import { type Block, decodeBlock, encodeBlock } from '../block/block.ts'
import type { BlockHeader } from '../block/header.ts'
import type { Withdrawal } from '../block/withdrawal.ts'
import { readBytes, readList } from '../field/read-field.ts'
import { encodeTransaction } from '../transaction/encode-transaction.ts'
import type { RecoveredTransaction } from '../transaction/recovered-transaction.ts'

/** A block of the chain, with what was computed of it once. */
export interface BlockRecord {
  readonly header: BlockHeader
  readonly hash: Hash
  /** Length of the block's RLP in bytes. */
  readonly size: number
  readonly transactions: readonly RecoveredTransaction[]
  readonly ommers: readonly BlockHeader[]
  readonly withdrawals: readonly Withdrawal[] | undefined
}

/** The block of a record, as it travels. */
export function blockOfRecord({
  header,
  transactions,
  ommers,
  withdrawals,
}: Omit<BlockRecord, 'hash' | 'size'>): Block {
  const signed = transactions.map(({ transaction }) => transaction)
  return { header, transactions: signed, ommers, withdrawals }
}

/** The record as it is stored: the block and the senders, which are dear to recover. */
export function encodeBlockRecord(record: BlockRecord): Uint8Array {
  const senders = record.transactions.map(({ sender }) => sender)
  return encodeRlp([encodeBlock(blockOfRecord(record)), Buffer.concat(senders)])
}

/**
 * The record behind stored bytes; undefined when they are none.
 * @throws InvalidRlpError, MalformedFieldError
 */
export function decodeBlockRecord(bytes: Uint8Array, hash: Hash): BlockRecord | undefined {
  const [blockItem = [], senderItem = []] = readList(decodeRlp(bytes), 'record', 2)
  const encoded = readBytes(blockItem, 'block')
  const senders = readBytes(senderItem, 'senders')
  const decoded = decodeBlock(encoded)
  if (!decoded.ok) return undefined
  const { header, transactions, ommers, withdrawals } = decoded.block
  if (senders.length !== transactions.length * ADDRESS_LENGTH) return undefined
  const recovered = transactions.map((transaction, index) => {
    const start = index * ADDRESS_LENGTH
    const sender = address(senders.slice(start, start + ADDRESS_LENGTH))
    return { transaction, hash: keccak256(encodeTransaction(transaction)), sender }
  })
  return { header, hash, size: encoded.length, transactions: recovered, ommers, withdrawals }
}
