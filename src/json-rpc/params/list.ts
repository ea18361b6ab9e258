import type { Decoder } from '../method.ts'
import { refuse } from './refuse.ts'

/** An array of at most `limit` values that `decode` takes. @throws RpcError */
export function listOf<T>(decode: Decoder<T>, limit: number): Decoder<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw refuse(path, 'an array', value)
    if (value.length > limit) throw refuse(path, `an array of at most ${limit}`, value)
    return value.map((element: unknown, i) => decode(element, `${path}[${i}]`))
  }
}
