import { CodeWriter } from '../gas-metering/code-writer.ts'
import { meteredAbi, trapReason } from '../gas-metering/metered-abi.ts'
import { decodeInstructions } from '../wasm/decode-instructions.ts'
import { InstructionBuffer } from '../wasm/instruction-buffer.ts'
import type { InstructionTable } from '../wasm/instruction-table.ts'
import { type Func, type Global, valueType, type WasmModule } from '../wasm/module.ts'
import { opcode } from '../wasm/opcode.ts'

/**
 * The export that `guardGrowth` adds: a mutable i32 global, the pages up to which the memory may grow in the message
 * that runs. It starts, and a reset sets it, above every memory. No contract profile allows the name.
 */
export const pageLimitExport = 'gantry:page_limit'

const GROW = opcode['memory.grow']
const { i32 } = valueType
const NO_LIMIT = 0x7fff_ffff

/**
 * Puts a function of ours where a metered module says `memory.grow`, so that each way to fail has one meaning:
 *
 * 1. beyond the memory's own maximum it returns -1, as the contract expects;
 * 2. beyond `pageLimitExport`, which is the transaction's, it traps with `trapReason.pagesExhausted`;
 * 3. where V8 refuses all the same, this machine has no memory: it traps with `trapReason.machineMemory`.
 *
 * Gives a module back as it is when nothing in it grows a memory. The memory has to have a maximum (`boundGrowth`).
 */
export function guardGrowth(module: WasmModule): WasmModule {
  const maximum = module.memories[0]?.max
  if (maximum === undefined) return module
  const imported = module.imports.filter(({ description }) => description.kind === 'func').length
  const guard = imported + module.functions.length
  const functions = withCalls(module.functions, guard)
  if (functions === undefined) return module
  const type = { params: [i32], results: [i32] }
  const globals = { pageLimit: module.globals.length, trapReason: trapReasonOf(module) }
  return {
    ...module,
    types: [...module.types, type],
    functions: [...functions, guardFunction(module.types.length, maximum, globals)],
    globals: [...module.globals, pageLimit],
    exports: [
      ...module.exports,
      { name: pageLimitExport, kind: 'global', index: globals.pageLimit },
    ],
  }
}

const pageLimit: Global = {
  type: { type: i32, mutable: true },
  init: new CodeWriter().i32Const(NO_LIMIT).end().take(),
}

function trapReasonOf({ exports }: WasmModule): number {
  const found = exports.find(({ name }) => name === meteredAbi.trapReason)
  if (found === undefined) throw new TypeError('The module is not metered.')
  return found.index
}

/** The functions with a call of `guard` for each `memory.grow`; undefined when there is none. */
function withCalls(functions: readonly Func[], guard: number): readonly Func[] | undefined {
  const buffer = new InstructionBuffer()
  let grows = false
  const guarded = functions.map((func) => {
    if (!mayGrow(func.body)) return func
    const body = bodyWithCalls(decodeInstructions(func.body, 0, buffer), guard)
    if (body === undefined) return func
    grows = true
    return { ...func, body }
  })
  return grows ? guarded : undefined
}

/** Whether the bytes of `memory.grow` are in there, perhaps as something else: a look that saves nearly all decoding. */
function mayGrow(body: Uint8Array): boolean {
  for (let at = body.indexOf(GROW); at >= 0; at = body.indexOf(GROW, at + 1)) {
    if (body[at + 1] === 0) return true
  }
  return false
}

function bodyWithCalls({ body, length, ...table }: InstructionTable, guard: number) {
  const code = new CodeWriter(body.length + 16)
  let start = 0
  for (let row = 0; row < length; row++) {
    if (table.opcode[row] !== GROW) continue
    code.span(body, start, table.offset[row] as number).call(guard)
    start = table.offset[row + 1] as number
  }
  return start === 0 ? undefined : code.span(body, start, body.length).take()
}

interface GuardGlobals {
  readonly pageLimit: number
  readonly trapReason: number
}

/** `(pages) -> (pages before, or -1)`. The limit is never below the size, so neither difference wraps. */
function guardFunction(typeIndex: number, maximum: number, globals: GuardGlobals): Func {
  const [pages, before] = [0, 1]
  const code = new CodeWriter()
  const trap = (reason: number): void => {
    code.i32Const(reason).globalSet(globals.trapReason).op('unreachable').end()
  }
  code.localGet(pages).i32Const(maximum).op('memory.size').u32(0).op('i32.sub').op('i32.gt_u')
  code.if().i32Const(-1).op('return').end()
  code.localGet(pages).globalGet(globals.pageLimit).op('memory.size').u32(0).op('i32.sub')
  code.op('i32.gt_u').if()
  trap(trapReason.pagesExhausted)
  code.localGet(pages).op('memory.grow').u32(0).localTee(before)
  code.i32Const(-1).op('i32.eq').if()
  trap(trapReason.machineMemory)
  code.localGet(before).end()
  return { typeIndex, locals: [{ count: 1, type: i32 }], body: code.take(), bodyOffset: 0 }
}
