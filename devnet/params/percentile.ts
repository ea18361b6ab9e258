import { refuse } from '../../src/json-rpc/params/refuse.ts'

/** A percentile: the one parameter of the API that is a plain JSON number, 0 to 100. @throws RpcError */
export function percentile(value: unknown, path: string): number {
  if (typeof value === 'number' && value >= 0 && value <= 100) return value
  throw refuse(path, 'a number from 0 to 100', value)
}
