import { type Global, valueType } from '../wasm/module.ts'
import { CodeWriter } from './code-writer.ts'

/** Where the globals that metering adds are: behind the module's own, whose indices stay. */
export interface MeteredGlobals {
  /** Units of gas left (i64). Up to date at host calls and exports. */
  readonly units: number
  /** Units in one gas (i32, constant). */
  readonly unitsPerGas: number
  /** Stack height left (i32). */
  readonly stackLeft: number
  /** A `TrapReason` (i32). */
  readonly trapReason: number
}

/** The added globals behind `count` others. */
export function meteredGlobals(count: number): MeteredGlobals {
  return { units: count, unitsPerGas: count + 1, stackLeft: count + 2, trapReason: count + 3 }
}

/** What the start function may use: no export can be called before it, so the host comes too late. */
export interface StartAllowance {
  readonly units: bigint
  readonly stackHeight: number
}

/** Definitions of the added globals, in the order of `meteredGlobals`. */
export function globalDefinitions(start: StartAllowance, unitsPerGas: number): readonly Global[] {
  return [
    mutable(valueType.i64, constant64(start.units)),
    { type: { type: valueType.i32, mutable: false }, init: constant32(unitsPerGas) },
    mutable(valueType.i32, constant32(start.stackHeight)),
    mutable(valueType.i32, constant32(0)),
  ]
}

function mutable(type: Global['type']['type'], init: Uint8Array): Global {
  return { type: { type, mutable: true }, init }
}

function constant64(value: bigint): Uint8Array {
  return new CodeWriter().i64Const(value).end().take()
}

function constant32(value: number): Uint8Array {
  return new CodeWriter().i32Const(value).end().take()
}
