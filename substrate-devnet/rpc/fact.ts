import type { Json } from '../../src/json-rpc/json.ts'
import type { Method } from '../../src/json-rpc/method.ts'
import type { SubstrateNode } from '../node/substrate-node.ts'
import { asIs } from '../results/value.ts'
import type { Session } from '../session.ts'
import { method } from './method.ts'

/** A method without parameters that reads something off the node. */
export function fact(name: string, read: (node: SubstrateNode) => Json): Method<Session> {
  return method({ name, params: [], result: asIs, handle: ({ node }) => read(node) })
}
