import { type FuncType, type ValueType, valueType } from '../../wasm/module.ts'
import type { HostFunction, HostType } from '../functions/host-function.ts'
import { hostFunctions } from '../functions/host-functions.ts'
import type { GuestHost } from './guest-host.ts'
import { InvalidRuntimeError } from './invalid-runtime-error.ts'
import type { FunctionImport } from './runtime-code.ts'
import { UnknownHostFunctionError } from './unknown-host-function-error.ts'

/** The module that runtimes import host functions from. */
const HOST_MODULE = 'env'
const wasmTypes: Readonly<Record<HostType, ValueType>> = { i32: valueType.i32, i64: valueType.i64 }

/** What JavaScript does for an imported function; an i64 is two numbers, see `HostFunction`. */
export type BoundFunction = (...halves: number[]) => unknown

/**
 * The function that a runtime imports. One that nobody knows is taken for an extension where it has the type of one, and
 * fails when it is called otherwise.
 * @throws InvalidRuntimeError when a known function is imported with another type
 */
export function bindFunction(
  host: GuestHost,
  { module, name, type }: FunctionImport,
): BoundFunction {
  const known = module === HOST_MODULE ? hostFunctions[name] : undefined
  if (known === undefined) return isExtension(type) ? bindExtension(host, name) : refuse(name)
  if (!hasType(known, type)) throw new InvalidRuntimeError(`it imports ${name} with a wrong type`)
  return known.bind(host)
}

function isExtension({ params, results }: FuncType): boolean {
  const [input, ...more] = [...params, ...results]
  return params.length === 1 && input === valueType.i64 && more.join() === String(valueType.i64)
}

function bindExtension(host: GuestHost, name: string): BoundFunction {
  return (pointer = 0, length = 0) => {
    const { extensions, overlay } = host.context
    const extension = extensions?.[name]
    if (extension === undefined) throw new UnknownHostFunctionError(name)
    return host.giveSized(extension(host.memory.copy(pointer >>> 0, length >>> 0), overlay))
  }
}

function refuse(name: string): BoundFunction {
  return () => {
    throw new UnknownHostFunctionError(name)
  }
}

function hasType({ parameters, result }: HostFunction, { params, results }: FuncType): boolean {
  const expected = [...parameters, ...(result === undefined ? [] : [result])]
  const actual = [...params, ...results]
  if (params.length !== parameters.length || actual.length !== expected.length) return false
  return expected.every((type, index) => wasmTypes[type] === actual[index])
}
