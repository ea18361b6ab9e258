import type { Code, Operand } from '../../codegen/assembler/code.ts'
import { i32, i64, memory } from '../../codegen/assembler/instructions.ts'
import { anyBit, storeWord, swapBytes } from '../../codegen/kernel/word.ts'
import type { Mnemonic } from '../opcodes.ts'
import { type frameField, WORD } from './frame-layout.ts'
import type { Registers } from './registers.ts'
import type { Case } from './word-cases.ts'

/** Memory, call data, code, and hashing. */
// biome-ignore format: table
export const memoryCases = {
  KECCAK256:      (r) => keccak(r),
  CALLDATALOAD:   (r) => [...loadInput(r), ...swapBytes(r.sp, r.sp, r.vectors)],
  CALLDATASIZE:   (r) => pushNumber(r, r.field('inputLength')),
  CALLDATACOPY:   (r) => copy(r, 'input', 'inputLength'),
  CODESIZE:       (r) => pushNumber(r, r.field('codeLength')),
  CODECOPY:       (r) => copy(r, 'code', 'codeLength'),
  RETURNDATASIZE: (r) => pushNumber(r, r.field('returnDataSize')),
  MLOAD:          (r) => [...touchTop(r, WORD), ...swapBytes(r.sp, r.addressOf(0), r.vectors)],
  MSTORE:         (r) => [...touchTop(r, WORD), ...r.narrow.set(r.addressOf(0)), ...swapBytes(r.narrow, r.item(1), r.vectors)],
  MSTORE8:        (r) => [...touchTop(r, 1), ...i32.store8(r.addressOf(0), i32.load8_u(r.sp, WORD))],
  MSIZE:          (r) => storeWord(r.sp, [r.memorySize, 0n, 0n, 0n]),
  MCOPY:          (r) => memoryCopy(r),
} as const satisfies Readonly<Partial<Record<Mnemonic, Case>>>

function pushNumber({ sp }: Registers, value: Operand): Code {
  return storeWord(sp, [i64.extend_i32_u(value), 0n, 0n, 0n])
}

/**
 * Makes `size` bytes at the offset on top accessible. A call only when it may be outside: memory is a multiple of 32
 * bytes, so what starts at most 32 below its end is inside.
 */
function touchTop(r: Registers, size: number): Code {
  const { f, sp, wide, memorySize, functions } = r
  const high = [8, 16, 24].map((offset) => i64.load(sp, offset))
  return [
    ...wide.set(i64.load(sp)),
    ...f.if(
      i32.or(
        i64.ne(anyBit([...high, i64.shr_u(wide, 32n)]), 0n),
        i64.gt_s(wide, i64.sub(memorySize, BigInt(size))),
      ),
      () => r.touch(functions.clamp(sp), BigInt(size)),
    ),
  ]
}

function keccak(r: Registers): Code {
  return [
    ...r.touchItems(0, 1),
    ...r.chargeWords(i64.load(r.sp, WORD), 6),
    ...r.kernel.keccak(r.addressOf(0), i32.load(r.sp, WORD), r.item(1)),
    ...r.narrow.set(r.item(1)),
    ...swapBytes(r.narrow, r.narrow, r.vectors),
  ]
}

function loadInput(r: Registers): Code {
  const { sp, wide, functions } = r
  return [
    ...wide.set(functions.clamp(sp)),
    ...functions.copyPadded(sp, r.field('input'), r.field('inputLength'), wide, WORD),
  ]
}

function copy(r: Registers, source: 'input' | 'code', length: keyof typeof frameField): Code {
  const { functions, sp, wide } = r
  return [
    ...r.touchItems(0, 2),
    ...r.chargeWords(i64.load(sp, 2 * WORD), 3),
    ...wide.set(functions.clamp(r.item(1))),
    ...functions.copyPadded(
      r.addressOf(0),
      r.field(source),
      r.field(length),
      wide,
      i32.load(sp, 2 * WORD),
    ),
  ]
}

/** EIP-5656: the ranges may overlap. */
function memoryCopy(r: Registers): Code {
  return [
    ...r.touchItems(0, 2),
    ...r.touchItems(1, 2),
    ...r.chargeWords(i64.load(r.sp, 2 * WORD), 3),
    // With a length of 0 the offsets may be anything, and Wasm would trap.
    ...r.f.if(i32.load(r.sp, 2 * WORD), () =>
      memory.copy(r.addressOf(0), r.addressOf(1), i32.load(r.sp, 2 * WORD)),
    ),
  ]
}
