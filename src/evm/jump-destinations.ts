import { opcodes } from './opcodes.ts'

const { JUMPDEST, PUSH1, PUSH32 } = opcodes

/**
 * Where code may be jumped to: bit `i` is set when byte `i` is a JUMPDEST and not the immediate of a PUSH. The same in
 * every revision: what PUSH0 and later opcodes changed has no immediate.
 * @see Yellow Paper, section 9.4.3
 */
export function jumpDestinations(code: Uint8Array): Uint8Array {
  const bitmap = new Uint8Array(Math.ceil(code.length / 8))
  for (let at = 0; at < code.length; at++) {
    const byte = code[at] as number
    if (byte === JUMPDEST.byte) {
      bitmap[at >> 3] = (bitmap[at >> 3] as number) | (1 << (at & 7))
    } else if (byte >= PUSH1.byte && byte <= PUSH32.byte) {
      at += byte - PUSH1.byte + 1
    }
  }
  return bitmap
}
