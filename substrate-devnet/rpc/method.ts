import {
  defineMethod,
  type Method,
  type MethodDefinition,
  type Parameter,
} from '../../src/json-rpc/method.ts'
import type { Session } from '../session.ts'

/** A method of the node. @see defineMethod */
export function method<const Parameters extends readonly Parameter<unknown>[], Result>(
  definition: MethodDefinition<Session, Parameters, Result>,
): Method<Session> {
  return defineMethod(definition)
}

/** The method under other names, which older clients know it by. */
export function withAliases(
  method: Method<Session>,
  ...names: readonly string[]
): readonly Method<Session>[] {
  return [method, ...names.map((name) => ({ ...method, name }))]
}
