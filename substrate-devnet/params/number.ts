import { refuse } from '../../src/json-rpc/params/refuse.ts'

const LARGEST_U32 = 0xffff_ffff

/** A number below 2^32, in decimal or as hex with 0x: Substrate takes both. @throws RpcError */
export function u32(value: unknown, path: string): number {
  const number =
    typeof value === 'string' && /^0x[0-9a-fA-F]{1,16}$/.test(value) ? Number(value) : value
  if (
    typeof number === 'number' &&
    Number.isInteger(number) &&
    number >= 0 &&
    number <= LARGEST_U32
  ) {
    return number
  }
  throw refuse(path, 'a whole number from 0 to 2^32 - 1', value)
}

/** A block number, or several. @throws RpcError */
export function u32OrList(value: unknown, path: string): number | readonly number[] {
  if (!Array.isArray(value)) return u32(value, path)
  return value.map((element: unknown, index) => u32(element, `${path}[${index}]`))
}
