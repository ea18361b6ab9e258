import {
  defineMethod,
  type Method,
  type MethodDefinition,
  type Parameter,
} from '../../src/json-rpc/method.ts'
import type { Node } from '../node/node.ts'

/** A method of the node. @see defineMethod */
export function method<const Parameters extends readonly Parameter<unknown>[], Result>(
  definition: MethodDefinition<Node, Parameters, Result>,
): Method<Node> {
  return defineMethod(definition)
}
