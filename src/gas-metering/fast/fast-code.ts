import { type Func, type FuncType, type ValueType, valueType } from '../../wasm/module.ts'
import { emitCharge, emitCheck, emitDynamicCharge, type UnitCounter } from '../charge.ts'
import type { CodeWriter } from '../code-writer.ts'
import type { MeteredGlobals } from '../metered-globals.ts'
import type { CarriedLocals, CarriedTypes } from './carried-values.ts'
import type { FastContext } from './fast-context.ts'

/** Writes the instructions that the fast strategy adds to one function. Under a free schedule those for gas are nothing. */
export class FastCode {
  readonly code: CodeWriter
  /** Whether a check was written: then the function needs its trap block. */
  hasChecks = false
  /** Whether gas or stack height were touched: then the function needs them. */
  touchesCarried = false
  readonly carriesGas: boolean
  /** Where gas and depth come in, and where they are from then on. */
  readonly parameters: CarriedLocals
  readonly locals: CarriedLocals
  readonly #types: CarriedTypes
  readonly #globals: MeteredGlobals
  readonly #counter: UnitCounter
  readonly #unpacked: ValueType[] = []
  readonly #scratch: number
  #usesScratch = false

  /** `types`: how the function takes gas and depth; a sole one has them as they are. */
  constructor(context: FastContext, func: Func, type: FuncType, types: CarriedTypes) {
    const declared = func.locals.reduce((count, run) => count + run.count, 0)
    this.code = context.writers.inner.reset()
    this.carriesGas = context.carried.carriesGas
    this.parameters = context.carried.locals(type)
    this.#types = types
    const firstAdded = type.params.length + context.carried.count + declared
    this.locals = this.#unpack(firstAdded)
    this.#scratch = firstAdded + this.#unpacked.length
    this.#globals = context.globals
    const { gas } = this.locals
    this.#counter = {
      get: (code) => void code.localGet(gas),
      set: (code) => void code.localSet(gas),
    }
  }

  /** An i32 local for values that have to leave the stack for a moment. */
  scratch(): number {
    this.#usesScratch = true
    return this.#scratch
  }

  /** The locals that the written code needs beyond the function's own. */
  addedLocals(): Func['locals'] {
    const types = this.#usesScratch ? [...this.#unpacked, valueType.i32] : this.#unpacked
    return types.map((type) => ({ count: 1, type }))
  }

  /** Locals of their own for values that come in as floats. */
  #unpack(firstAdded: number): CarriedLocals {
    const { gas, depth } = this.#types
    const locals = { ...this.parameters }
    if (this.carriesGas && gas === valueType.f64) {
      locals.gas = firstAdded + this.#unpacked.push(valueType.i64) - 1
    }
    if (depth === valueType.f32) {
      locals.depth = firstAdded + this.#unpacked.push(valueType.i32) - 1
    }
    return locals
  }

  /** At entry: takes the values that come in as floats. */
  unpackTo(code: CodeWriter): void {
    const { parameters, locals } = this
    if (locals.gas !== parameters.gas && this.carriesGas) {
      code.localGet(parameters.gas).op('i64.reinterpret_f64').localSet(locals.gas)
    }
    if (locals.depth !== parameters.depth) {
      code.localGet(parameters.depth).op('i32.reinterpret_f32').localSet(locals.depth)
    }
  }

  /** Leaves `gas - units` and the depth on the stack, as a callee takes them. */
  pushCarried(units: number, { gas, depth }: CarriedTypes): void {
    this.touchesCarried = true
    this.pushGas(units)
    if (this.carriesGas && gas === valueType.f64) this.code.op('f64.reinterpret_i64')
    this.code.localGet(this.locals.depth)
    if (depth === valueType.f32) this.code.op('f32.reinterpret_i32')
  }

  charge(units: number): void {
    if (units !== 0) this.touchesCarried = true
    emitCharge(this.code, this.#counter, units)
  }

  chargeCount(price: number, count: number): void {
    this.touchesCarried = true
    emitDynamicCharge(this.code, this.#counter, price, count)
  }

  /** Ends the function as out of gas when the counter is below zero. `depth`: open blocks around. */
  check(depth: number): void {
    if (!this.carriesGas) return
    this.hasChecks = true
    this.touchesCarried = true
    emitCheck(this.code, this.#counter, depth + 1)
  }

  /** Ends the function as out of gas when the i32 on the stack is not zero. */
  failIf(depth: number): void {
    this.hasChecks = true
    this.touchesCarried = true
    this.code.brIf(depth + 1)
  }

  /** Leaves `gas - units` on the stack: the charge and the hand-over in one. */
  pushGas(units: number): void {
    if (!this.carriesGas) return
    this.code.localGet(this.locals.gas)
    if (units !== 0) this.code.i64Const(units).op('i64.sub')
  }

  /** Takes the gas that a call of a local function gave back. */
  popGas(): void {
    if (this.carriesGas) this.code.localSet(this.locals.gas)
  }

  /** Puts gas and depth where a host function, or a wrapper on the other side of a reference, finds them. */
  publish(): void {
    this.touchesCarried = true
    const { units, stackLeft } = this.#globals
    if (this.carriesGas) this.code.localGet(this.locals.gas).globalSet(units)
    this.code.localGet(this.locals.depth).globalSet(stackLeft)
  }

  /** Takes back the gas that `publish` has put out. */
  reload(code: CodeWriter = this.code): void {
    if (this.carriesGas) code.globalGet(this.#globals.units).localSet(this.locals.gas)
  }
}
