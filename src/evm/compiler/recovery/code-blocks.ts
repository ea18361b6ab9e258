import { type InstructionSet, instructionKind } from '../instruction-set.ts'

/** How a block ends. */
export const blockExit = {
  /** The next block is a JUMPDEST. */
  fall: 0,
  jump: 1,
  branch: 2,
  halt: 3,
} as const

/** No block begins there. */
export const NO_BLOCK = -1

/**
 * Bytecode cut into basic blocks, in the order of the code. What no jump can reach (behind a JUMP, before the next
 * JUMPDEST) is in none. Block 0 begins at byte 0; the one behind a `fall` or `branch` is the next.
 */
export interface CodeBlocks {
  readonly code: Uint8Array
  readonly instructions: InstructionSet
  readonly count: number
  /** First byte of each block, and the byte behind its last instruction. */
  readonly start: Int32Array
  readonly end: Int32Array
  readonly exit: Uint8Array
  /** By byte of the code: the block that a jump there enters, or `NO_BLOCK`. */
  readonly at: Int32Array
}

/** Cuts `code` into blocks. Behind the code's end are zeros: STOP. */
export function codeBlocks(code: Uint8Array, instructions: InstructionSet): CodeBlocks {
  const at = new Int32Array(code.length + 1).fill(NO_BLOCK)
  const start: number[] = []
  const end: number[] = []
  const exit: number[] = []
  let pc = 0
  let isReachable = true
  while (isReachable) {
    const block = start.length
    if (pc < code.length && isDestination(code, pc, instructions)) at[pc] = block
    const [behind, how] = scanBlock(code, pc, instructions)
    start.push(pc)
    end.push(behind)
    exit.push(how)
    pc = behind
    if (how === blockExit.jump || how === blockExit.halt) {
      pc = nextDestination(code, behind, instructions)
      isReachable = pc < code.length
    }
  }
  return {
    code,
    instructions,
    count: start.length,
    start: Int32Array.from(start),
    end: Int32Array.from(end),
    exit: Uint8Array.from(exit),
    at,
  }
}

function isDestination(code: Uint8Array, pc: number, { kind }: InstructionSet): boolean {
  return kind[code[pc] as number] === instructionKind.jumpDestination
}

function scanBlock(
  code: Uint8Array,
  start: number,
  { kind, immediate }: InstructionSet,
): readonly [end: number, exit: number] {
  let pc = start
  while (pc < code.length) {
    const byte = code[pc] as number
    const next = pc + 1 + (immediate[byte] as number)
    switch (kind[byte]) {
      case instructionKind.jump:
        return [next, blockExit.jump]
      case instructionKind.branch:
        return [next, blockExit.branch]
      case instructionKind.halt:
        return [next, blockExit.halt]
      case instructionKind.jumpDestination:
        if (pc > start) return [pc, blockExit.fall]
    }
    pc = next
  }
  return [pc, blockExit.halt]
}

function nextDestination(code: Uint8Array, from: number, set: InstructionSet): number {
  let pc = from
  while (pc < code.length && !isDestination(code, pc, set)) {
    pc += 1 + (set.immediate[code[pc] as number] as number)
  }
  return pc
}
