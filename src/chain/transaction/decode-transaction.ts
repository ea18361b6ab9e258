import { decodeRlp, InvalidRlpError, type RlpItem } from '../../primitives/rlp.ts'
import { MalformedFieldError } from '../field/malformed-field-error.ts'
import { readList, readUint } from '../field/read-field.ts'
import { emptyTransaction, type Signature, type SignedTransaction } from './transaction.ts'
import { type TransactionDraft, transactionFields } from './transaction-field.ts'
import type { TransactionRefusal } from './transaction-refusal.ts'
import { type TransactionType, transactionTypeOf, transactionTypes } from './transaction-type.ts'

/** A decoded transaction, or why the bytes are none. */
export type DecodedTransaction =
  | { readonly ok: true; readonly transaction: SignedTransaction }
  | { readonly ok: false; readonly refusal: TransactionRefusal }

/** Lowest first byte of an RLP list; below it stands the type of an envelope (EIP-2718). */
const FIRST_LIST_BYTE = 0xc0

/**
 * Reads a signed transaction of any type. Strict: one canonical encoding, no surplus byte, every field in its range.
 * The signature's validity and the rules of a revision are not looked at.
 */
export function decodeTransaction(bytes: Uint8Array): DecodedTransaction {
  const first = bytes[0] ?? 0
  const type = first >= FIRST_LIST_BYTE ? 'legacy' : transactionTypeOf(first)
  if (type === undefined || bytes.length === 0) {
    const message =
      bytes.length === 0
        ? 'The transaction is empty.'
        : `There is no transaction type ${first} (EIP-2718).`
    return { ok: false, refusal: { code: 'UNKNOWN_TYPE', message, actual: BigInt(first) } }
  }
  return decodePayload(type, type === 'legacy' ? bytes : bytes.subarray(1))
}

/** As `decodeTransaction`, for a transaction inside a block's body: a list is a legacy transaction. */
export function decodeBlockTransaction(item: RlpItem): DecodedTransaction {
  if (item instanceof Uint8Array) return decodeTransaction(item)
  return refuseMalformed(() => readTransaction('legacy', item))
}

function decodePayload(type: TransactionType, payload: Uint8Array): DecodedTransaction {
  return refuseMalformed(() => readTransaction(type, decodeRlp(payload)))
}

function refuseMalformed(read: () => SignedTransaction): DecodedTransaction {
  try {
    return { ok: true, transaction: read() }
  } catch (error) {
    if (error instanceof InvalidRlpError) {
      return { ok: false, refusal: { code: 'MALFORMED_RLP', message: error.shortMessage } }
    }
    if (error instanceof MalformedFieldError) {
      const { code, shortMessage: message, expected, actual } = error
      return { ok: false, refusal: { code, message, expected, actual } }
    }
    throw error
  }
}

function readTransaction(type: TransactionType, item: RlpItem): SignedTransaction {
  const { fields } = transactionTypes[type]
  const items = readList(item, 'transaction', fields.length + 3)
  const draft: TransactionDraft = { type, chainId: undefined, ...emptyTransaction }
  for (const [index, name] of fields.entries()) {
    transactionFields[name].read(items[index] ?? [], draft)
  }
  return withSignature(draft, items.slice(fields.length))
}

function withSignature(draft: TransactionDraft, items: readonly RlpItem[]): SignedTransaction {
  const [v = [], rItem = [], sItem = []] = items
  const r = readUint(rItem, 'r', 32)
  const s = readUint(sItem, 's', 32)
  if (draft.type !== 'legacy') return { ...draft, yParity: readYParity(v), r, s }
  return { ...draft, ...splitV(readUint(v, 'v', 33)), r, s }
}

function readYParity(item: RlpItem): bigint {
  const yParity = readUint(item, 'yParity', 32)
  if (yParity > 1n) throw new MalformedFieldError('yParity', '0 or 1', String(yParity))
  return yParity
}

/** The chain id and parity in a legacy transaction's `v` (EIP-155). */
function splitV(v: bigint): Pick<Signature, 'yParity'> & { readonly chainId: bigint | undefined } {
  if (v >= 35n) return { chainId: (v - 35n) / 2n, yParity: (v - 35n) % 2n }
  if (v === 27n || v === 28n) return { chainId: undefined, yParity: v - 27n }
  throw new MalformedFieldError('v', '27, 28 or at least 35', String(v))
}
