import type { Effect } from '../../../codegen/ir/effect.ts'
import type { Emitter } from '../../../codegen/wasm/emitter.ts'
import type { ImportedFunction } from '../../../codegen/wasm/environment.ts'
import type { Operand } from '../../../codegen/wasm/operand.ts'
import { FRAME_OPERANDS, frameField, WORD } from '../../interpreter/frame-layout.ts'
import {
  type HostMnemonic,
  type HostOpcode,
  hostOpcodes,
  type PlainHostMnemonic,
  plainHostMnemonics,
} from '../../interpreter/host-opcodes.ts'
import { opcodes } from '../../opcodes.ts'
import { stopped } from './cold-exits.ts'
import { frameOf, gasOf } from './frame-locals.ts'
import { chargeWords, emitCharge } from './gas-effects.ts'
import { takeAnswer } from './host-answer.ts'
import { wasm } from './instructions.ts'
import { touchRange } from './memory-range.ts'
import { loadBytes, storeBytes, storeLimbs } from './word-access.ts'

const ADDRESS_BITS = 160
const WORD_BITS = 256
const FLAG_BITS = 1
const LENGTH_BITS = 32

/** Bits of what an opcode pushes, where that is less than a word. */
const resultBits: Readonly<Partial<Record<HostMnemonic, number>>> = {
  ADDRESS: ADDRESS_BITS,
  CALLER: ADDRESS_BITS,
  ORIGIN: ADDRESS_BITS,
  COINBASE: ADDRESS_BITS,
  CREATE: ADDRESS_BITS,
  CREATE2: ADDRESS_BITS,
  EXTCODESIZE: LENGTH_BITS,
  CALL: FLAG_BITS,
  CALLCODE: FLAG_BITS,
  DELEGATECALL: FLAG_BITS,
  STATICCALL: FLAG_BITS,
}

/** What may be left out when nobody uses the result: it charges nothing, warms nothing and cannot fail. */
const reads: ReadonlySet<HostMnemonic> = new Set([
  'ADDRESS', 'CALLER', 'CALLVALUE', 'ORIGIN', 'GASPRICE', 'COINBASE', 'TIMESTAMP', 'NUMBER', 'PREVRANDAO', 'GASLIMIT',
  'CHAINID', 'SELFBALANCE', 'BASEFEE', 'BLOBHASH', 'BLOBBASEFEE', 'TLOAD',
] as const) // biome-ignore format: list

/**
 * What leaves the frame, by opcode, with the opcode's operands: charges for memory, calls the host function, charges what
 * that says. SELFDESTRUCT ends the run. The base gas is charged before.
 */
export const hostEffects: Readonly<Record<PlainHostMnemonic, Effect>> = Object.fromEntries(
  plainHostMnemonics.map((name) => [name, hostEffect(name, hostOpcodes[name])]),
) as Record<PlainHostMnemonic, Effect>

function hostEffect(name: HostMnemonic, opcode: HostOpcode): Effect {
  const imported: ImportedFunction = { module: 'host', name, params: ['i32'], results: ['i32'] }
  const { pops, pushes } = opcodes[name]
  const resultItem = Math.max(pops - 1, 0)
  return {
    name,
    resultBits: pushes === 0 ? 0 : (resultBits[name] ?? WORD_BITS),
    ...(reads.has(name) && { isRead: true as const }),
    emit(out, { args, immediates: [isAccessible], result }) {
      if (isAccessible !== 1) touchRanges(out, opcode, args)
      chargeLength(out, opcode, args)
      storeOperands(out, opcode, args)
      callHost(out, imported)
      if (reads.has(name)) out.op(wasm.drop)
      else settle(out)
      if (name === 'SELFDESTRUCT') out.exit(stopped)
      if (result !== undefined) loadBytes(out, operandPlace(out, resultItem), result)
    },
  }
}

function touchRanges(out: Emitter, { ranges }: HostOpcode, args: readonly Operand[]): void {
  for (const [offset, size] of ranges) {
    touchRange(out, args[offset] as Operand, args[size] as Operand)
  }
}

function chargeLength(
  out: Emitter,
  { ranges, perWord, perByte }: HostOpcode,
  args: readonly Operand[],
): void {
  const [range] = ranges
  if (range === undefined) return
  const length = args[range[1]] as Operand
  chargeWords(out, length, perWord)
  if (perByte === 0) return
  emitCharge(out, () => {
    out.limb(length, 0)
    out.i64(perByte)
    out.op(wasm.i64Mul)
  })
}

function storeOperands(out: Emitter, { bytes }: HostOpcode, args: readonly Operand[]): void {
  for (const [item, word] of args.entries()) {
    const write = bytes.includes(item) ? storeBytes : storeLimbs
    write(out, operandPlace(out, item), word)
  }
}

function operandPlace(out: Emitter, item: number): { base: number; offset: number } {
  return { base: frameOf(out), offset: FRAME_OPERANDS + WORD * item }
}

/** Calls it with the address of the operands. */
function callHost(out: Emitter, imported: ImportedFunction): void {
  const [frame, gas] = [frameOf(out), gasOf(out)]
  out.get(frame)
  out.get(gas)
  out.memory(wasm.i64Store, frameField.gas)
  out.get(frame)
  out.i32(FRAME_OPERANDS)
  out.op(wasm.i32Add)
  out.call(imported)
}

/** Takes what the host function answered; it may have changed what is left of the gas. */
function settle(out: Emitter): void {
  takeAnswer(out, () => {
    out.get(frameOf(out))
    out.memory(wasm.i64Load, frameField.gas)
    out.set(gasOf(out))
  })
}
