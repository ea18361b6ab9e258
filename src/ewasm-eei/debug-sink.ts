import type { Bytes32 } from '../primitives/bytes32.ts'

/** What a contract printed through the `debug` namespace, as data: how it looks is the reader's choice. */
export type DebugRecord =
  | { readonly kind: 'print32'; readonly value: number }
  | { readonly kind: 'print64'; readonly value: bigint }
  | { readonly kind: 'printMem' | 'printMemHex'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'printStorage' | 'printStorageHex'
      readonly path: Bytes32
      readonly value: Bytes32
    }
  | {
      readonly kind: 'evmTrace'
      readonly programCounter: number
      readonly opcode: number
      readonly cost: number
      readonly gasLeft: bigint
      /** Bottom first, as 32-byte big-endian words. */
      readonly stack: readonly Uint8Array[]
    }

/** Takes the records of a message at its nesting `depth`. */
export type DebugSink = (record: DebugRecord, depth: number) => void
