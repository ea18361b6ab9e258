import type { Code } from '../../codegen/assembler/code.ts'
import { i32, i64 } from '../../codegen/assembler/instructions.ts'
import { anyBit, storeWord } from '../../codegen/kernel/word.ts'
import { statusCode } from '../../engine/status-code.ts'
import type { Mnemonic } from '../opcodes.ts'
import { frameField, WORD } from './frame-layout.ts'
import type { Registers } from './registers.ts'
import type { Case } from './word-cases.ts'

/** Jumps, the ends of a frame, and what is left of the gas. JUMP and JUMPI set the place; the step of one follows. */
// biome-ignore format: table
export const controlCases = {
  STOP:     (r) => [...setOutput(r, 0, 0), ...r.halt(statusCode.success)],
  POP:      () => [],
  JUMP:     (r) => jump(r),
  JUMPI:    (r) => r.f.if(i64.ne(anyBit(condition(r)), 0n), () => jump(r)),
  PC:       (r) => storeWord(r.sp, [i64.extend_i32_u(i32.sub(r.pc, r.field('code'))), 0n, 0n, 0n]),
  GAS:      (r) => storeWord(r.sp, [r.gas, 0n, 0n, 0n]),
  JUMPDEST: () => [],
  RETURN:   (r) => [...output(r), ...r.halt(statusCode.success)],
  REVERT:   (r) => [...output(r), ...r.halt(statusCode.revert)],
  INVALID:  (r) => r.halt(statusCode.invalidInstruction),
} as const satisfies Readonly<Partial<Record<Mnemonic, Case>>>

function condition({ sp }: Registers): readonly Code[] {
  return [0, 8, 16, 24].map((offset) => i64.load(sp, WORD + offset))
}

/** To the byte before the destination; a jump to the JUMPDEST itself would not charge for it. */
function jump(r: Registers): Code {
  const { functions, narrow, wide, sp, pc } = r
  const bitmap = i32.add(r.field('jumpDestinations'), i32.shr_u(narrow, 3))
  const isDestination = i32.and(i32.shr_u(i32.load8_u(bitmap), i32.and(narrow, 7)), 1)
  return [
    ...wide.set(functions.clamp(sp)),
    ...r.haltIf(
      i64.ge_u(wide, i64.extend_i32_u(r.field('codeLength'))),
      statusCode.badJumpDestination,
    ),
    ...narrow.set(i32.wrap_i64(wide)),
    ...r.haltIf(i32.eqz(isDestination), statusCode.badJumpDestination),
    ...pc.set(i32.sub(i32.add(r.field('code'), narrow), 1)),
  ]
}

function output(r: Registers): Code {
  return [...r.touchItems(0, 1), ...setOutput(r, r.addressOf(0), i32.load(r.sp, WORD))]
}

function setOutput({ frame }: Registers, address: Code | number, length: Code | number): Code {
  return [
    ...i32.store(frame, address, frameField.output),
    ...i32.store(frame, length, frameField.outputLength),
  ]
}
