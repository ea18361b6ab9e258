import { decodeInstructions } from '../wasm/decode-instructions.ts'
import { InstructionBuffer } from '../wasm/instruction-buffer.ts'
import type { InstructionTable } from '../wasm/instruction-table.ts'
import type { Func, Import, WasmModule } from '../wasm/module.ts'
import { opcode } from '../wasm/opcode.ts'

/** Namespace of `finish` and `revert` for contracts that return after them. No contract profile allows the name. */
export const returningNamespace = 'gantry:return'

/** Host functions after which the contract ends. */
const halts: ReadonlySet<string> = new Set(['finish', 'revert'])

/**
 * Lets a contract end by returning: a throw through Wasm takes a microsecond, a return nothing.
 *
 * When `finish` and `revert` are called by `main` alone, and nothing but the end of `main` comes after any of these
 * calls, their imports become those of `returningNamespace`, which return, and an `unreachable` behind them becomes `return`.
 * Otherwise the module stays as it is. What the contract pays on its way out is nobody's: whoever runs it takes gas and
 * status as they were in the import.
 *
 * `main` itself must be called from outside only, so modules that can call through references are left alone.
 */
export function returnAfterHalt(module: WasmModule): WasmModule {
  const imported = module.imports.filter(({ description }) => description.kind === 'func')
  const halting = new Set(imported.flatMap((each, index) => (isHalt(each) ? [index] : [])))
  const main = module.exports.find(({ name }) => name === 'main')?.index
  if (halting.size === 0 || main === undefined || holdsReferences(module)) return module
  const functions: Func[] = []
  const buffer = new InstructionBuffer()
  for (const [position, func] of module.functions.entries()) {
    const table = decodeInstructions(func.body, 0, buffer)
    const isMain = imported.length + position === main
    const body = isMain ? endingByReturn(table, halting, main) : staying(table, halting, main)
    if (body === undefined) return module
    functions.push({ ...func, body })
  }
  return { ...module, functions, imports: module.imports.map(renamed) }
}

/** Whether segments or globals hold references to functions, through which anything may be called. */
function holdsReferences({ elements, globals }: WasmModule): boolean {
  return elements.length > 0 || globals.some(({ init }) => init[0] === opcode['ref.func'])
}

function isHalt({ module, name }: Import): boolean {
  return module === 'ethereum' && halts.has(name)
}

function renamed(each: Import): Import {
  return isHalt(each) ? { ...each, module: returningNamespace } : each
}

/** The body of a function that calls none of them, else undefined. */
function staying(table: InstructionTable, halting: ReadonlySet<number>, main: number) {
  for (let row = 0; row < table.length; row++) {
    const callee = calleeOf(table, row)
    if (callee === main || (callee !== undefined && halting.has(callee))) return undefined
  }
  return table.body
}

/** The body of `main`, when all its halting calls are last on their path, else undefined. */
function endingByReturn(table: InstructionTable, halting: ReadonlySet<number>, main: number) {
  const body = table.body.slice()
  for (let row = 0; row < table.length; row++) {
    const callee = calleeOf(table, row)
    if (callee === main) return undefined
    if (callee === undefined || !halting.has(callee)) continue
    const next = afterEnds(table, row + 1)
    if (next === table.length || table.opcode[next] === opcode['return']) continue
    if (table.opcode[next] !== opcode['unreachable']) return undefined
    body[table.offset[next] as number] = opcode['return']
  }
  return body
}

/** The function that the call at `row` names, or that a reference taken there does. */
function calleeOf(table: InstructionTable, row: number): number | undefined {
  const code = table.opcode[row]
  return code === opcode['call'] || code === opcode['ref.func'] ? table.immediate[row] : undefined
}

/** The first row from `row` on that is not the end of a block: those do nothing. */
function afterEnds(table: InstructionTable, row: number): number {
  let next = row
  while (next < table.length && table.opcode[next] === opcode['end']) next++
  return next
}
