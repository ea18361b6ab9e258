import { ADDRESS_LENGTH, type Address, address } from '../../primitives/address.ts'
import { toBigint, toMinimalBytes } from '../../primitives/big-endian.ts'
import { BYTES32_LENGTH, type Bytes32, bytes32 } from '../../primitives/bytes32.ts'
import type { RlpItem } from '../../primitives/rlp.ts'
import { MalformedFieldError } from './malformed-field-error.ts'
import type { AccessListEntry, Authorization, Transaction } from './transaction.ts'

/** A transaction while its fields are read. */
export type TransactionDraft = { -readonly [Name in keyof Transaction]: Transaction[Name] }

/** How a field stands in the encoding. Reading throws `MalformedFieldError`. */
export interface TransactionField {
  read(item: RlpItem, draft: TransactionDraft): void
  write(transaction: Transaction): RlpItem
}

const EMPTY = new Uint8Array()

/** Every field that any type of transaction has, by its name in the EIPs. */
// biome-ignore format: table
export const transactionFields = {
  chainId:              { read: (item, draft) => { draft.chainId = readUint(item, 'chainId', 32) },
                          write: ({ chainId }) => toMinimalBytes(chainId ?? 0n) },
  nonce:                { read: (item, draft) => { draft.nonce = readUint(item, 'nonce', 8) },
                          write: ({ nonce }) => toMinimalBytes(nonce) },
  gasPrice:             { read: (item, draft) => {
                            draft.maxFeePerGas = readUint(item, 'gasPrice', 32)
                            draft.maxPriorityFeePerGas = draft.maxFeePerGas
                          },
                          write: ({ maxFeePerGas }) => toMinimalBytes(maxFeePerGas) },
  maxPriorityFeePerGas: { read: (item, draft) => { draft.maxPriorityFeePerGas = readUint(item, 'maxPriorityFeePerGas', 32) },
                          write: ({ maxPriorityFeePerGas }) => toMinimalBytes(maxPriorityFeePerGas) },
  maxFeePerGas:         { read: (item, draft) => { draft.maxFeePerGas = readUint(item, 'maxFeePerGas', 32) },
                          write: ({ maxFeePerGas }) => toMinimalBytes(maxFeePerGas) },
  gasLimit:             { read: (item, draft) => { draft.gasLimit = readUint(item, 'gasLimit', 8) },
                          write: ({ gasLimit }) => toMinimalBytes(gasLimit) },
  to:                   { read: (item, draft) => { draft.to = isEmpty(item) ? undefined : readAddress(item, 'to') },
                          write: ({ to }) => to ?? EMPTY },
  recipient:            { read: (item, draft) => { draft.to = readAddress(item, 'to') },
                          write: ({ to }) => to ?? EMPTY },
  value:                { read: (item, draft) => { draft.value = readUint(item, 'value', 32) },
                          write: ({ value }) => toMinimalBytes(value) },
  data:                 { read: (item, draft) => { draft.data = readBytes(item, 'data') },
                          write: ({ data }) => data },
  accessList:           { read: (item, draft) => { draft.accessList = readList(item, 'accessList').map(readAccessListEntry) },
                          write: ({ accessList }) => accessList.map((entry) => [entry.address, entry.storageKeys]) },
  maxFeePerBlobGas:     { read: (item, draft) => { draft.maxFeePerBlobGas = readUint(item, 'maxFeePerBlobGas', 32) },
                          write: ({ maxFeePerBlobGas }) => toMinimalBytes(maxFeePerBlobGas) },
  blobVersionedHashes:  { read: (item, draft) => {
                            draft.blobVersionedHashes = readList(item, 'blobVersionedHashes').map(
                              (hash) => readBytes32(hash, 'blobVersionedHashes'),
                            )
                          },
                          write: ({ blobVersionedHashes }) => blobVersionedHashes },
  authorizationList:    { read: (item, draft) => {
                            draft.authorizationList = readList(item, 'authorizationList').map(readAuthorization)
                          },
                          write: ({ authorizationList }) => authorizationList.map(writeAuthorization) },
} as const satisfies Record<string, TransactionField>

export type TransactionFieldName = keyof typeof transactionFields

/**
 * A number of at most `maxBytes` bytes, without leading zeros.
 * @throws MalformedFieldError
 */
export function readUint(item: RlpItem, field: string, maxBytes: number): bigint {
  const bytes = readBytes(item, field)
  if (bytes.length > maxBytes) {
    throw new MalformedFieldError(field, `at most ${maxBytes} bytes`, `${bytes.length} bytes`)
  }
  if (bytes[0] === 0) throw new MalformedFieldError(field, 'no leading zero byte', 'a leading zero')
  return toBigint(bytes)
}

/**
 * A byte string, not a list.
 * @throws MalformedFieldError
 */
export function readBytes(item: RlpItem, field: string): Uint8Array {
  if (item instanceof Uint8Array) return item
  throw new MalformedFieldError(field, 'bytes', 'a list')
}

/**
 * A list of `length` items, or of any number of them.
 * @throws MalformedFieldError
 */
export function readList(item: RlpItem, field: string, length?: number): readonly RlpItem[] {
  if (item instanceof Uint8Array) throw new MalformedFieldError(field, 'a list', 'bytes')
  if (length !== undefined && item.length !== length) {
    throw new MalformedFieldError(field, `${length} items`, `${item.length} items`)
  }
  return item
}

function isEmpty(item: RlpItem): boolean {
  return item instanceof Uint8Array && item.length === 0
}

function readAddress(item: RlpItem, field: string): Address {
  return address(readFixed(item, field, ADDRESS_LENGTH))
}

function readBytes32(item: RlpItem, field: string): Bytes32 {
  return bytes32(readFixed(item, field, BYTES32_LENGTH))
}

function readFixed(item: RlpItem, field: string, length: number): Uint8Array {
  const bytes = readBytes(item, field)
  if (bytes.length === length) return bytes
  throw new MalformedFieldError(field, `${length} bytes`, `${bytes.length} bytes`)
}

function readAccessListEntry(item: RlpItem): AccessListEntry {
  const [account = EMPTY, keys = EMPTY] = readList(item, 'accessList', 2)
  return {
    address: readAddress(account, 'accessList'),
    storageKeys: readList(keys, 'accessList').map((key) => readBytes32(key, 'accessList')),
  }
}

function readAuthorization(item: RlpItem): Authorization {
  const field = 'authorizationList'
  const [chainId = EMPTY, account = EMPTY, nonce = EMPTY, yParity = EMPTY, r = EMPTY, s = EMPTY] =
    readList(item, field, 6)
  return {
    chainId: readUint(chainId, field, 32),
    address: readAddress(account, field),
    nonce: readUint(nonce, field, 8),
    yParity: readUint(yParity, field, 1),
    r: readUint(r, field, 32),
    s: readUint(s, field, 32),
  }
}

function writeAuthorization(entry: Authorization): RlpItem {
  return [
    toMinimalBytes(entry.chainId),
    entry.address,
    toMinimalBytes(entry.nonce),
    toMinimalBytes(entry.yParity),
    toMinimalBytes(entry.r),
    toMinimalBytes(entry.s),
  ]
}
