import { errorCode } from './error-code.ts'
import { describe, type Json } from './json.ts'
import { RpcError } from './rpc-error.ts'

/** Turns a parsed JSON value into what a method works with. `path` names the value in errors. @throws RpcError */
export type Decoder<T> = (value: unknown, path: string) => T

/** One positional parameter of a method. */
export interface Parameter<T> {
  readonly name: string
  readonly decode: Decoder<T>
  /** What an absent (or null) value means; a parameter without it must be given. */
  readonly fallback?: { readonly value: T }
}

/** One method of the server: decodes its parameters, does its work, encodes the result. */
export interface Method<Context> {
  readonly name: string
  /** The result as JSON, or a promise of it when the method writes. @throws RpcError */
  readonly call: (context: Context, params: unknown) => Json | Promise<Json>
}

export type Arguments<Parameters extends readonly Parameter<unknown>[]> = {
  readonly [Index in keyof Parameters]: Parameters[Index] extends Parameter<infer T> ? T : never
}

/** A method as it is written down: one file each, one row of the method table each. */
export interface MethodDefinition<
  Context,
  Parameters extends readonly Parameter<unknown>[],
  Result,
> {
  readonly name: string
  readonly params: Parameters
  readonly result: (value: Result) => Json
  readonly handle: (context: Context, args: Arguments<Parameters>) => Result | Promise<Result>
}

/** A parameter that must be given. */
export function required<T>(name: string, decode: Decoder<T>): Parameter<T> {
  return { name, decode }
}

/** A parameter that may be left out, or null: it then is `fallback`. */
export function optional<T>(name: string, decode: Decoder<T>, fallback: T): Parameter<T> {
  return { name, decode, fallback: { value: fallback } }
}

/** Makes a method of its definition. */
export function defineMethod<
  Context,
  const Parameters extends readonly Parameter<unknown>[],
  Result,
>(definition: MethodDefinition<Context, Parameters, Result>): Method<Context> {
  const { name, params, result, handle } = definition
  return {
    name,
    call(context, given) {
      const value = handle(context, decodeParams(params, given))
      return value instanceof Promise ? value.then(result) : result(value)
    },
  }
}

function decodeParams<Parameters extends readonly Parameter<unknown>[]>(
  parameters: Parameters,
  given: unknown,
): Arguments<Parameters> {
  const values: readonly unknown[] | undefined =
    given === undefined || given === null ? [] : asArray(given)
  if (values === undefined) {
    throw invalidParams(`"params" must be an array, got ${describe(given)}`)
  }
  if (values.length > parameters.length) {
    throw invalidParams(
      `too many arguments: want at most ${parameters.length}, got ${values.length}`,
    )
  }
  const args = parameters.map((parameter, index) => decodeParam(parameter, index, values[index]))
  return args as Arguments<Parameters> // each element came from the decoder of its place
}

function asArray(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined
}

function decodeParam(parameter: Parameter<unknown>, index: number, value: unknown): unknown {
  const isAbsent = value === undefined || value === null
  if (isAbsent && parameter.fallback !== undefined) return parameter.fallback.value
  if (value === undefined) {
    throw invalidParams(`missing value for required argument ${index} (${parameter.name})`)
  }
  return parameter.decode(value, `argument ${index} (${parameter.name})`)
}

function invalidParams(message: string): RpcError {
  return new RpcError(errorCode.invalidParams, message)
}
