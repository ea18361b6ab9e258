import { type Mnemonic, opcodes } from '../../src/evm/opcodes.ts'
import { toBytes32 } from '../../src/primitives/big-endian.ts'

/** Code from opcodes and, for immediates, numbers and bytes: `code('PUSH1', 2, 'JUMP')`. */
export function code(...parts: readonly (Mnemonic | number | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => {
      if (typeof part === 'string') return [opcodes[part].byte]
      return typeof part === 'number' ? [part] : [...part]
    }),
  )
}

/** PUSH32 of a word. */
export function push(word: bigint): Uint8Array {
  return Uint8Array.from([opcodes.PUSH32.byte, ...toBytes32(BigInt.asUintN(256, word))])
}
