import type { Method } from '../../src/json-rpc/method.ts'
import { asIs } from '../results/value.ts'
import type { Session } from '../session.ts'
import { method } from './method.ts'

/** `rpc_methods`: the names of all methods, by which clients choose how to ask. */
export function rpcMethods(others: readonly Method<Session>[]): Method<Session> {
  const names = [...others.map(({ name }) => name), 'rpc_methods'].sort()
  return method({
    name: 'rpc_methods',
    params: [],
    result: asIs,
    handle: () => ({ methods: names }),
  })
}
