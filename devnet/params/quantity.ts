import { refuse } from '../../src/json-rpc/params/refuse.ts'

/** The largest quantity of the protocol: 2^256 - 1. */
const LARGEST_DIGITS = 64

/**
 * A quantity: hex with 0x, no leading zeros, at most 256 bits.
 * @throws RpcError
 * @see https://ethereum.org/developers/docs/apis/json-rpc/#quantities-encoding
 */
export function quantity(value: unknown, path: string): bigint {
  if (typeof value === 'string' && /^0x(0|[1-9a-fA-F][0-9a-fA-F]*)$/.test(value)) {
    if (value.length <= 2 + LARGEST_DIGITS) return BigInt(value)
    throw refuse(path, 'a quantity of at most 256 bits', value)
  }
  throw refuse(path, 'a quantity such as "0x1f" (hex without leading zeros)', value)
}

/** A quantity that fits an unsigned 64-bit integer: gas, nonces, block numbers. @throws RpcError */
export function quantity64(value: unknown, path: string): bigint {
  const number = quantity(value, path)
  if (number <= 0xffff_ffff_ffff_ffffn) return number
  throw refuse(path, 'a quantity of at most 64 bits', value)
}

/** A small count, such as an index in a block: exact as a number. @throws RpcError */
export function index(value: unknown, path: string): number {
  const number = quantity(value, path)
  if (number <= 0xffff_ffffn) return Number(number)
  throw refuse(path, 'a quantity of at most 32 bits', value)
}
