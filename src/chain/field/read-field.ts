import { toBigint } from '../../primitives/big-endian.ts'
import type { RlpItem } from '../../primitives/rlp.ts'
import { MalformedFieldError } from './malformed-field-error.ts'

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
 * A byte string of `length` bytes.
 * @throws MalformedFieldError
 */
export function readFixed(item: RlpItem, field: string, length: number): Uint8Array {
  const bytes = readBytes(item, field)
  if (bytes.length === length) return bytes
  throw new MalformedFieldError(field, `${length} bytes`, `${bytes.length} bytes`)
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
