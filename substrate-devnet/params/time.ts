import { refuse } from '../../src/json-rpc/params/refuse.ts'

/** The largest time that `Date` knows, in ms. */
const LATEST_MS = 8.64e15

/** A time in ms since 1970: as a number, or as a text such as `2030-01-01T00:00:00Z`. @throws RpcError */
export function timeMs(value: unknown, path: string): number {
  const ms = typeof value === 'string' ? Date.parse(value) : value
  if (typeof ms === 'number' && Number.isInteger(ms) && ms >= 0 && ms <= LATEST_MS) return ms
  throw refuse(path, 'a time in ms since 1970, or a text such as "2030-01-01T00:00:00Z"', value)
}
