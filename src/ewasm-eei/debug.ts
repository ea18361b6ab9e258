import { halt } from '../engine/halt.ts'
import { statusCode } from '../engine/status-code.ts'
import { BYTES32_LENGTH, bytes32 } from '../primitives/bytes32.ts'
import type { DebugSink } from './debug-sink.ts'
import type { EwasmFrame } from './ewasm-frame.ts'

const MAX_EVM_STACK = 1024

/** `debug.print32`: records an i32, unsigned. The functions of this namespace are free of charge. */
export function print32(frame: EwasmFrame, sink: DebugSink, value: number): void {
  sink({ kind: 'print32', value: value >>> 0 }, frame.message.depth)
}

/** `debug.print64`: records an i64, unsigned. */
export function print64(frame: EwasmFrame, sink: DebugSink, value: bigint): void {
  sink({ kind: 'print64', value: BigInt.asUintN(64, value) }, frame.message.depth)
}

/** `debug.printMem` and `debug.printMemHex`: record a range of memory. Halts when it is outside. */
export function printMemory(
  frame: EwasmFrame,
  sink: DebugSink,
  kind: 'printMem' | 'printMemHex',
  offset: number,
  length: number,
): void {
  const bytes = frame.memory.read(offset >>> 0, length >>> 0)
  sink({ kind, bytes }, frame.message.depth)
}

/** `debug.printStorage` and `debug.printStorageHex`: record a slot. Halts when its path is outside memory. */
export function printStorage(
  frame: EwasmFrame,
  sink: DebugSink,
  kind: 'printStorage' | 'printStorageHex',
  pathOffset: number,
): void {
  const { host, memory, message } = frame
  const path = bytes32(memory.read(pathOffset >>> 0, BYTES32_LENGTH))
  const value = bytes32(new Uint8Array(BYTES32_LENGTH))
  host.getStorage(message.recipient, path, 0, value, 0)
  sink({ kind, path, value }, message.depth)
}

/**
 * `debug.evmTrace`: records one step of an EVM that runs inside the contract, its stack from memory offset 0 up to the
 * item at `stackPointer`.
 *
 * Halts: an opcode beyond a byte or a stack beyond 1024 items (`argumentOutOfRange`), a stack outside memory.
 */
export function evmTrace(
  frame: EwasmFrame,
  sink: DebugSink,
  programCounter: number,
  opcode: number,
  cost: number,
  stackPointer: number,
): void {
  const items = Math.floor(stackPointer / BYTES32_LENGTH) + 1
  if (items > MAX_EVM_STACK + 1 || opcode < 0 || opcode > 0xff) halt(statusCode.argumentOutOfRange)
  const stack = Array.from({ length: Math.max(items, 0) }, (_, item) =>
    frame.memory.read(item * BYTES32_LENGTH, BYTES32_LENGTH).reverse(),
  )
  sink(
    {
      kind: 'evmTrace',
      programCounter: programCounter >>> 0,
      opcode,
      cost: cost >>> 0,
      gasLeft: frame.gasLeft(),
      stack,
    },
    frame.message.depth,
  )
}
