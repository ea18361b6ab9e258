import { ADDRESS_LENGTH, type Address, address } from '../../primitives/address.ts'
import { toMinimalBytes } from '../../primitives/big-endian.ts'
import { BYTES32_LENGTH, type Bytes32, bytes32 } from '../../primitives/bytes32.ts'
import type { RlpItem } from '../../primitives/rlp.ts'
import { readBytes, readFixed, readList, readUint } from '../field/read-field.ts'
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

function isEmpty(item: RlpItem): boolean {
  return item instanceof Uint8Array && item.length === 0
}

function readAddress(item: RlpItem, field: string): Address {
  return address(readFixed(item, field, ADDRESS_LENGTH))
}

function readBytes32(item: RlpItem, field: string): Bytes32 {
  return bytes32(readFixed(item, field, BYTES32_LENGTH))
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
