import type { ColdExit, Emitter } from '../../../codegen/wasm/emitter.ts'
import { type StatusCode, statusCode } from '../../../engine/status-code.ts'
import { frameField } from '../../interpreter/frame-layout.ts'
import { frameOf, gasOf } from './frame-locals.ts'
import { wasm } from './instructions.ts'

/**
 * The gas that a function returns when the run is over, high digit: -2^62. Nothing that is charged brings real gas below
 * -2^61 before it is looked at, and a charge does not bring this above it.
 */
const HALTED_HIGH = 0xc000_0000
const LEAST_GAS_HIGH = 0xe000_0000

/** Pushes the gas that says that the run is over: its status is in the frame. */
export function pushHaltedGas(out: Emitter): void {
  out.i64(0, HALTED_HIGH)
}

/** The status is in the frame. */
export const halted: ColdExit = { name: 'halted', emit: (out) => out.returnHalted() }

/**
 * Gas below 0. The first charge behind a call looks here whether the run ended inside, so that calls need no check of
 * their own.
 */
export const outOfGas: ColdExit = {
  name: 'outOfGas',
  emit(out) {
    out.get(gasOf(out))
    out.i64(0, LEAST_GAS_HIGH)
    out.op(wasm.i64LtS)
    out.op(wasm.i32Eqz)
    out.if()
    // How much was missing: what gas aside is told by.
    out.get(frameOf(out))
    out.get(gasOf(out))
    out.memory(wasm.i64Store, frameField.gas)
    storeStatus(out, statusCode.outOfGas)
    out.end()
    out.returnHalted()
  },
}

const failures = new Map<StatusCode, ColdExit>()

/** Ends the run with a status that leaves no gas and no output. */
export function failure(status: StatusCode): ColdExit {
  const known = failures.get(status)
  if (known !== undefined) return known
  const exit: ColdExit = {
    name: `failure ${status}`,
    emit(out) {
      storeStatus(out, status)
      out.returnHalted()
    },
  }
  failures.set(status, exit)
  return exit
}

/** Ends the run with the gas that is left; the output is in the frame. */
export const succeeded: ColdExit = ended('succeeded', statusCode.success)
export const reverted: ColdExit = ended('reverted', statusCode.revert)

/** Ends the run without output. */
export const stopped: ColdExit = {
  name: 'stopped',
  emit(out) {
    out.get(frameOf(out))
    out.i32(0)
    out.memory(wasm.i32Store, frameField.outputLength)
    succeeded.emit(out)
  },
}

function ended(name: string, status: StatusCode): ColdExit {
  return {
    name,
    emit(out) {
      out.get(frameOf(out))
      out.get(gasOf(out))
      out.memory(wasm.i64Store, frameField.gas)
      storeStatus(out, status)
      out.returnHalted()
    },
  }
}

function storeStatus(out: Emitter, status: StatusCode): void {
  out.get(frameOf(out))
  out.i32(status)
  out.memory(wasm.i32Store, frameField.status)
}
