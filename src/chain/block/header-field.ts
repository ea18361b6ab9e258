import type { Revision } from '../../engine/revision.ts'
import { ADDRESS_LENGTH, type Address, address } from '../../primitives/address.ts'
import { toMinimalBytes } from '../../primitives/big-endian.ts'
import { BYTES32_LENGTH, type Bytes32, bytes32 } from '../../primitives/bytes32.ts'
import type { RlpItem } from '../../primitives/rlp.ts'
import { readBytes, readFixed, readUint } from '../field/read-field.ts'
import type { BlockHeader } from './header.ts'

/** Kinds of fields: what is in them and how it is read. Numbers have the limit of a uint64 or uint256. */
// biome-ignore format: table
const kinds = {
  word:    (item: RlpItem, field: string): Bytes32 => bytes32(readFixed(item, field, BYTES32_LENGTH)),
  address: (item: RlpItem, field: string): Address => address(readFixed(item, field, ADDRESS_LENGTH)),
  bloom:   (item: RlpItem, field: string): Uint8Array => readFixed(item, field, 256),
  nonce:   (item: RlpItem, field: string): Uint8Array => readFixed(item, field, 8),
  bytes:   (item: RlpItem, field: string): Uint8Array => readBytes(item, field),
  uint64:  (item: RlpItem, field: string): bigint => readUint(item, field, 8),
  uint256: (item: RlpItem, field: string): bigint => readUint(item, field, 32),
} as const

type Kind = keyof typeof kinds

/** The names of the header's fields whose values are of a kind. */
type NamesOf<K extends Kind> = {
  [Name in keyof BlockHeader]: ReturnType<(typeof kinds)[K]> extends NonNullable<BlockHeader[Name]>
    ? Name
    : never
}[keyof BlockHeader]

/** A row of the table: the kind has to fit the field. */
type HeaderFieldRow = {
  [K in Kind]: { readonly name: NamesOf<K>; readonly kind: K; readonly since: Revision }
}[Kind]

/** The fields of the header in their order. A revision has those of all revisions before it. */
// biome-ignore format: table
export const headerFields: readonly HeaderFieldRow[] = [
  { name: 'parentHash',            kind: 'word',    since: 'frontier' },
  { name: 'ommersHash',            kind: 'word',    since: 'frontier' },
  { name: 'coinbase',              kind: 'address', since: 'frontier' },
  { name: 'stateRoot',             kind: 'word',    since: 'frontier' },
  { name: 'transactionsRoot',      kind: 'word',    since: 'frontier' },
  { name: 'receiptsRoot',          kind: 'word',    since: 'frontier' },
  { name: 'logsBloom',             kind: 'bloom',   since: 'frontier' },
  { name: 'difficulty',            kind: 'uint256', since: 'frontier' },
  { name: 'number',                kind: 'uint64',  since: 'frontier' },
  { name: 'gasLimit',              kind: 'uint64',  since: 'frontier' },
  { name: 'gasUsed',               kind: 'uint64',  since: 'frontier' },
  { name: 'timestamp',             kind: 'uint64',  since: 'frontier' },
  { name: 'extraData',             kind: 'bytes',   since: 'frontier' },
  { name: 'mixHash',               kind: 'word',    since: 'frontier' },
  { name: 'nonce',                 kind: 'nonce',   since: 'frontier' },
  { name: 'baseFeePerGas',         kind: 'uint256', since: 'london' }, // EIP-1559
  { name: 'withdrawalsRoot',       kind: 'word',    since: 'shanghai' }, // EIP-4895
  { name: 'blobGasUsed',           kind: 'uint64',  since: 'cancun' }, // EIP-4844
  { name: 'excessBlobGas',         kind: 'uint64',  since: 'cancun' },
  { name: 'parentBeaconBlockRoot', kind: 'word',    since: 'cancun' }, // EIP-4788
  { name: 'requestsHash',          kind: 'word',    since: 'prague' }, // EIP-7685
]

/**
 * The value of a field.
 * @throws MalformedFieldError
 */
export function readHeaderField(
  { name, kind }: HeaderFieldRow,
  item: RlpItem,
): bigint | Uint8Array {
  return kinds[kind](item, name)
}

/** The bytes of a field, undefined when the header does not have it. */
export function headerFieldBytes(
  { name }: HeaderFieldRow,
  header: BlockHeader,
): Uint8Array | undefined {
  const value = header[name]
  return typeof value === 'bigint' ? toMinimalBytes(value) : value
}
