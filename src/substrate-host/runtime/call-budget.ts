import { ByteWriter } from '../../wasm/byte-writer.ts'
import { decodeInstructions } from '../../wasm/decode-instructions.ts'
import type { DecodedModule } from '../../wasm/decoded-module.ts'
import { InstructionBuffer } from '../../wasm/instruction-buffer.ts'
import type { InstructionTable } from '../../wasm/instruction-table.ts'
import { type Func, type Global, valueType } from '../../wasm/module.ts'
import { opcode } from '../../wasm/opcode.ts'

/** Name under which a module with a budget exports it. */
export const BUDGET_EXPORT = 'gantry:budget'

const LOOP = opcode['loop']
const CALLS: ReadonlySet<number> = new Set([opcode['call'], opcode['call_indirect']])
const EMPTY_BLOCK = 0x40

/**
 * The module with a budget for a call: a global that every turn of a loop and every call of a function that calls others
 * takes one from. A call that has used it up traps, at the same place on every machine, where V8 could not be stopped.
 */
export function withCallBudget(module: DecodedModule): DecodedModule {
  const imported = module.imports.filter(({ description }) => description.kind === 'global').length
  const index = imported + module.globals.length
  const charge = chargeOne(index)
  const buffer = new InstructionBuffer()
  return {
    ...module,
    functions: module.functions.map((func) => charged(func, charge, buffer)),
    globals: [...module.globals, budgetGlobal()],
    exports: [...module.exports, { name: BUDGET_EXPORT, kind: 'global', index }],
  }
}

function charged(func: Func, charge: Uint8Array, buffer: InstructionBuffer): Func {
  const table = decodeInstructions(func.body, func.bodyOffset, buffer)
  const places = placesToCharge(table)
  if (places.length === 0) return func
  const code = new ByteWriter(func.body.length + places.length * charge.length)
  let from = 0
  for (const place of places) {
    code.bytes(func.body.subarray(from, place))
    code.bytes(charge)
    from = place
  }
  code.bytes(func.body.subarray(from))
  return { ...func, body: code.toBytes(), bodyOffset: 0 }
}

/** Offsets behind each `loop`, and the beginning of a body with calls. */
function placesToCharge({ length, opcode: codes, offset }: InstructionTable): number[] {
  const places: number[] = []
  let isLeaf = true
  for (let row = 0; row < length; row++) {
    const code = codes[row] as number
    if (code === LOOP) places.push(offset[row + 1] as number)
    else if (isLeaf && CALLS.has(code)) isLeaf = false
  }
  if (!isLeaf) places.unshift(0)
  return places
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
