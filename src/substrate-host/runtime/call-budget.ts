import { ByteWriter } from '../../wasm/byte-writer.ts'
import { decodeInstructions } from '../../wasm/decode-instructions.ts'
import type { DecodedModule } from '../../wasm/decoded-module.ts'
import { InstructionBuffer } from '../../wasm/instruction-buffer.ts'
import type { InstructionTable } from '../../wasm/instruction-table.ts'
import { type Func, type Global, valueType } from '../../wasm/module.ts'
import { opcode } from '../../wasm/opcode.ts'

/** A module with a budget, and what was seen in its code. */
export interface BudgetedModule {
  readonly module: DecodedModule
  /** Whether an instruction may change a table: then an instance has more than memory and globals to restore. */
  readonly changesTables: boolean
}

/** Name under which a module with a budget exports it. */
export const BUDGET_EXPORT = 'gantry:budget'

const LOOP = opcode['loop']
const CALL = opcode['call']
const CALL_INDIRECT = opcode['call_indirect']
const TABLE_SET = opcode['table.set']
/** Codes of instructions behind a prefix byte begin here. */
const FIRST_PREFIXED = 0xfc00
const TABLE_CHANGES: ReadonlySet<number> = new Set([
  TABLE_SET,
  opcode['table.grow'],
  opcode['table.fill'],
  opcode['table.copy'],
  opcode['table.init'],
])
const EMPTY_BLOCK = 0x40

/**
 * The module with a budget for a call: a global that every turn of a loop and every call of a function that calls others
 * takes one from. A call that has used it up traps, at the same place on every machine, where V8 could not be stopped.
 */
export function withCallBudget(module: DecodedModule): BudgetedModule {
  const imported = module.imports.filter(({ description }) => description.kind === 'global').length
  const index = imported + module.globals.length
  const pass = new BudgetPass(chargeOne(index))
  const functions = module.functions.map((func) => pass.charged(func))
  return {
    module: {
      ...module,
      functions,
      globals: [...module.globals, budgetGlobal()],
      exports: [...module.exports, { name: BUDGET_EXPORT, kind: 'global', index }],
    },
    changesTables: pass.changesTables,
  }
}

class BudgetPass {
  readonly #charge: Uint8Array
  readonly #buffer = new InstructionBuffer()
  changesTables = false

  constructor(charge: Uint8Array) {
    this.#charge = charge
  }

  charged(func: Func): Func {
    const table = decodeInstructions(func.body, func.bodyOffset, this.#buffer)
    const places = this.#placesToCharge(table)
    if (places.length === 0) return func
    const code = new ByteWriter(func.body.length + places.length * this.#charge.length)
    let from = 0
    for (const place of places) {
      code.bytes(func.body.subarray(from, place))
      code.bytes(this.#charge)
      from = place
    }
    code.bytes(func.body.subarray(from))
    return { ...func, body: code.toBytes(), bodyOffset: 0 }
  }

  /** Offsets behind each `loop`, and the beginning of a body with calls. */
  #placesToCharge({ length, opcode: codes, offset }: InstructionTable): number[] {
    const places: number[] = []
    let isLeaf = true
    for (let row = 0; row < length; row++) {
      const code = codes[row] as number
      if (code === LOOP) places.push(offset[row + 1] as number)
      else if (code === CALL || code === CALL_INDIRECT) isLeaf = false
      else if (code === TABLE_SET || code >= FIRST_PREFIXED) this.#see(code)
    }
    if (!isLeaf) places.unshift(0)
    return places
  }

  #see(code: number): void {
    if (TABLE_CHANGES.has(code)) this.changesTables = true
  }
}

/** Traps when nothing is left; takes one otherwise. */
function chargeOne(global: number): Uint8Array {
  const code = new ByteWriter()
  code.opcode(opcode['global.get'])
  code.u32(global)
  code.opcode(opcode['i32.eqz'])
  code.opcode(opcode['if'])
  code.byte(EMPTY_BLOCK)
  code.opcode(opcode['unreachable'])
  code.opcode(opcode['end'])
  code.opcode(opcode['global.get'])
  code.u32(global)
  code.opcode(opcode['i32.const'])
  code.s32(1)
  code.opcode(opcode['i32.sub'])
  code.opcode(opcode['global.set'])
  code.u32(global)
  return code.toBytes()
}

function budgetGlobal(): Global {
  const init = new ByteWriter()
  init.opcode(opcode['i32.const'])
  init.s32(0)
  init.opcode(opcode['end'])
  return { type: { type: valueType.i32, mutable: true }, init: init.toBytes() }
}
