import { fromHex, toHex } from '../primitives/hex.ts'

const BIGINT = /^-?\d+n$/
const BYTES = /^0x(?:[0-9a-f]{2})*$/

/** Data as JSON text: a bigint as `"12n"`, bytes as hex text, and what is undefined not at all. */
export function toPlainJson(data: unknown): string {
  return JSON.stringify(
    data,
    (_, value: unknown) => {
      if (typeof value === 'bigint') return `${value}n`
      return value instanceof Uint8Array ? toHex(value) : value
    },
    2,
  )
}

/**
 * The data that `toPlainJson` wrote. Texts that look like bigints or bytes become such: data that goes this way has none.
 * @throws SyntaxError
 */
export function fromPlainJson(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'string') return value
    if (BIGINT.test(value)) return BigInt(value.slice(0, -1))
    return BYTES.test(value) ? fromHex(value) : value
  })
}
