import { op } from '../../codegen/ir/operation.ts'
import type { IrFunction, Program } from '../../codegen/ir/program.ts'
import { ByteWriter } from '../../wasm/byte-writer.ts'
import { decodeModule } from '../../wasm/decode-module.ts'
import type { WasmModule } from '../../wasm/module.ts'

/**
 * Procedures of one message that can be active at a time: each holds a return address in the EVM's stack, of 1024 items.
 */
const MOST_ACTIVE = 1024
/** Bytes of native stack that a parameter or local takes at most, and a frame besides: twice docs/stack-height.md. */
const VALUE_BYTES = 16
const FRAME_BYTES = 256

const SECTION = 'gantry.native-stack'
const CUSTOM = 0

/**
 * A bound for the native stack that a run of a compiled program takes, in bytes: along the longest chain of calls, or,
 * where procedures call themselves, of as many calls as the EVM's stack allows.
 */
export function nativeStackNeed(program: Program, module: WasmModule): number {
  const frames = program.functions.map((_, index) => frameBytes(module, index))
  const largest = frames.reduce((most, bytes) => Math.max(most, bytes), FRAME_BYTES)
  // A tail call leaves no frame behind.
  if (!program.functions.some(hasCalls)) return largest
  const chain = longestChain(program.functions.map(calleesOf), frames)
  return chain ?? MOST_ACTIVE * largest
}

/** The module with its need in a custom section, where `readNativeStackNeed` finds it. */
export function withNativeStackNeed(
  program: Program,
  module: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const content = new ByteWriter(32)
  content.name(SECTION)
  content.u32(nativeStackNeed(program, decodeModule(module)))
  const whole = new ByteWriter(module.length + content.length + 8)
  whole.bytes(module)
  whole.byte(CUSTOM)
  whole.sized(content.view())
  return whole.toBytes()
}

/** The need of a module that has been given one, else 0. */
export function readNativeStackNeed(module: WebAssembly.Module): number {
  const [section] = WebAssembly.Module.customSections(module, SECTION)
  let need = 0
  for (const [index, byte] of new Uint8Array(section ?? new ArrayBuffer(0)).entries()) {
    need += (byte & 0x7f) * 2 ** (7 * index)
  }
  return need
}

function frameBytes({ types, functions }: WasmModule, index: number): number {
  const { typeIndex, locals } = functions[index] as WasmModule['functions'][number]
  const type = types[typeIndex]
  const declared = locals.reduce((count, run) => count + run.count, 0)
  const values = (type?.params.length ?? 0) + (type?.results.length ?? 0) + declared
  return FRAME_BYTES + VALUE_BYTES * values
}

function hasCalls({ blocks }: IrFunction): boolean {
  return blocks.some(({ instructions }) => instructions.some((each) => each.op === op.call))
}

/** Who a function calls, be it as its last act. */
function calleesOf({ blocks }: IrFunction): readonly number[] {
  const callees = new Set<number>()
  for (const { instructions, exit } of blocks) {
    for (const each of instructions) if (each.op === op.call) callees.add(each.index)
    if (exit.kind === 'tailCall') callees.add(exit.callee)
  }
  return [...callees]
}

const UNSEEN = -1
const OPEN = -2

/** The largest sum of frames along calls, undefined when calls go round. */
function longestChain(
  callees: readonly (readonly number[])[],
  frames: readonly number[],
): number | undefined {
  const sums = new Float64Array(frames.length).fill(UNSEEN)
  const path: number[] = []
  for (let start = 0; start < frames.length; start++) {
    if (sums[start] === UNSEEN) path.push(start)
    while (path.length > 0) {
      const at = path.at(-1) as number
      const targets = callees[at] as readonly number[]
      if (sums[at] === UNSEEN) {
        sums[at] = OPEN
        if (targets.some((target) => sums[target] === OPEN)) return undefined
        path.push(...targets.filter((target) => sums[target] === UNSEEN))
        continue
      }
      path.pop()
      if (sums[at] !== OPEN) continue
      const deepest = targets.reduce((most, target) => Math.max(most, sums[target] as number), 0)
      sums[at] = deepest + (frames[at] as number)
    }
  }
  return sums.reduce((most, sum) => Math.max(most, sum), 0)
}
