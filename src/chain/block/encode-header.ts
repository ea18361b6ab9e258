import { isAtLeast, revisions } from '../../engine/revision.ts'
import type { Hash } from '../../primitives/bytes32.ts'
import { keccak256 } from '../../primitives/keccak256.ts'
import { encodeRlp, type RlpItem } from '../../primitives/rlp.ts'
import { MalformedFieldError } from '../field/malformed-field-error.ts'
import { readList } from '../field/read-field.ts'
import type { BlockHeader } from './header.ts'
import { headerFieldBytes, headerFields, readHeaderField } from './header-field.ts'

/** The header as it stands in a block: the fields that it has, in their order. */
export function headerItem(header: BlockHeader): readonly Uint8Array[] {
  return headerFields
    .map((field) => headerFieldBytes(field, header))
    .filter((bytes) => bytes !== undefined)
}

/** The block's hash (Yellow Paper, section 4.4). */
export function headerHash(header: BlockHeader): Hash {
  return keccak256(encodeRlp(headerItem(header)))
}

/** How many fields a header of some revision can have. */
const possibleLengths = new Set(
  revisions.map(
    (revision) => headerFields.filter(({ since }) => isAtLeast(revision, since)).length,
  ),
)

/**
 * The header that an item is; how many fields it has says which it is of.
 * @throws MalformedFieldError
 */
export function readHeader(item: RlpItem): BlockHeader {
  const items = readList(item, 'header')
  if (!possibleLengths.has(items.length)) {
    const expected = `${[...possibleLengths].join(', ')} items`
    throw new MalformedFieldError('header', expected, `${items.length} items`)
  }
  const values = headerFields.map((field, index) => {
    const value = items[index]
    return [field.name, value === undefined ? undefined : readHeaderField(field, value)]
  })
  // Every field was read by its own row, whose kind fits its name by its type.
  return Object.fromEntries(values) as unknown as BlockHeader
}
