import { isObject } from '../json.ts'
import type { Decoder } from '../method.ts'
import { refuse } from './refuse.ts'

/** A decoder for each member that an object may have. */
export type Members<T> = { readonly [Name in keyof T]: Decoder<T[Name]> }

/**
 * An object whose members are all optional; a null member counts as absent. Members that are not known are passed over:
 * wallets send some of their own.
 * @throws RpcError
 */
export function objectOf<T extends object>(members: Members<T>): Decoder<Partial<T>> {
  const decoders: readonly [string, Decoder<unknown>][] = Object.entries(members)
  return (value, path) => {
    if (!isObject(value)) throw refuse(path, 'an object', value)
    const result: Record<string, unknown> = {}
    for (const [name, decode] of decoders) {
      const member = Object.hasOwn(value, name) ? value[name] : undefined
      if (member !== undefined && member !== null) result[name] = decode(member, `${path}.${name}`)
    }
    return result as Partial<T> // every member came from the decoder of its name
  }
}

/** A member that would change what a request means, and that this node cannot do. @throws RpcError always */
export function unsupported(value: unknown, path: string): undefined {
  throw refuse(path, 'none: it is not supported yet', value)
}
