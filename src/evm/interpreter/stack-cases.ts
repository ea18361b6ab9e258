import type { Code } from '../../codegen/assembler/code.ts'
import { i32, v128 } from '../../codegen/assembler/instructions.ts'
import { storeWord } from '../../codegen/kernel/word.ts'
import { type Mnemonic, mnemonics, opcodes } from '../opcodes.ts'
import { WORD } from './frame-layout.ts'
import type { Case } from './word-cases.ts'

type StackMnemonic = Extract<Mnemonic, `PUSH${number}` | `DUP${number}` | `SWAP${number}`>

/** PUSH, DUP and SWAP. */
export const stackCases: Readonly<Record<StackMnemonic, Case>> = Object.fromEntries(
  mnemonics.flatMap((name): readonly (readonly [string, Case])[] => {
    const { immediate, pops } = opcodes[name]
    if (name === 'PUSH0') return [[name, ({ sp }) => storeWord(sp, [0n, 0n, 0n, 0n])]]
    if (name.startsWith('PUSH')) return [[name, (r) => push(r, immediate)]]
    if (name.startsWith('DUP')) return [[name, (r) => duplicate(r, pops)]]
    return name.startsWith('SWAP') ? [[name, (r) => swap(r, pops - 1)]] : []
  }),
) as Record<StackMnemonic, Case>

/** The bytes behind the opcode, most significant first, become a word: one shuffle for each half. */
function push({ sp, pc, vectors: [bytes] }: Parameters<Case>[0], length: number): Code {
  return [0, 16].flatMap((half) => {
    if (length <= half) return v128.store(sp, v128.zero, half)
    // Byte `i` of the half is `half + i` bytes before the last of the immediate, or 0 (a lane of the second operand).
    const lanes = Array.from({ length: 16 }, (_, i) => (half + i < length ? 15 - i : 16))
    const source = i32.add(pc, 1 + length - half - 16)
    return [
      ...bytes.set(v128.load(source)),
      ...v128.store(sp, v128.shuffle(bytes, v128.zero, lanes), half),
    ]
  })
}

function duplicate({ sp }: Parameters<Case>[0], depth: number): Code {
  return [0, 16].flatMap((half) => v128.store(sp, v128.load(sp, WORD * depth + half), half))
}

function swap({ sp, vectors: [top] }: Parameters<Case>[0], depth: number): Code {
  return [0, 16].flatMap((half) => [
    ...top.set(v128.load(sp, half)),
    ...v128.store(sp, v128.load(sp, WORD * depth + half), half),
    ...v128.store(sp, top, WORD * depth + half),
  ])
}
