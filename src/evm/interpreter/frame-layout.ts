import { KERNEL_END } from '../../codegen/kernel/memory-map.ts'
import { revisions } from '../../engine/revision.ts'
import { slotLayout, storeCosts } from './slot-layout.ts'

/** Bytes of a word, of a stack slot. */
export const WORD = 32
export const STACK_LIMIT = 1024

/** Opcodes of a gas table, one i64 each. */
const TABLE_ROWS = 256
/** Where in a gas table `storeCosts` are. */
export const STORE_COSTS = 8 * TABLE_ROWS
export const TABLE_BYTES = STORE_COSTS + storeCosts.bytes

/** Gas tables of all revisions, in their order. */
export const GAS_TABLES = KERNEL_END
/** Storage slots at hand. */
export const slotsAtHand = slotLayout(GAS_TABLES + TABLE_BYTES * revisions.length)
/** Codes that are not laid anew for every frame. */
export const RESIDENT_CODES = slotsAtHand.end
const RESIDENT_CODE_BYTES = 2 ** 21
/** First address that frames may take. */
export const FRAMES = RESIDENT_CODES + RESIDENT_CODE_BYTES

/** In a gas table: the revision does not have this opcode. Taken from any gas that a message can have, it leaves less than 0. */
export const UNDEFINED_GAS = -(1n << 63n)
/** A cost that nobody can pay: a message's gas fits an i64, and some of it was paid for the operands. */
export const UNPAYABLE = (1n << 63n) - 1n

/**
 * Fields of a frame's header, as byte offsets. All are u32 but `gas`, `gasAside` and `gasRefund`. Behind the header follow the input, the
 * code (with zeros behind it: STOP) and the bitmap of its jump destinations, unless these are resident, the stack, which
 * grows down, and the memory, which is the last because it grows.
 */
export const frameField = {
  gas: 0,
  code: 8,
  codeLength: 12,
  /** Bit `i` of the bitmap: byte `i` of the code is a JUMPDEST and no immediate. */
  jumpDestinations: 16,
  /** Address behind the first item of the stack. */
  stackBottom: 20,
  memory: 24,
  /** Bytes, a multiple of 32. */
  memorySize: 28,
  input: 32,
  inputLength: 36,
  gasTable: 40,
  returnDataSize: 44,
  /** Gas of EXP for each byte of the exponent (EIP-160). */
  expByte: 48,
  /** Address and length of what RETURN and REVERT return. */
  output: 52,
  outputLength: 56,
  /** Compiled code: how the frame ended, when that happened inside a procedure that others called. */
  status: 60,
  /** Compiled code: gas that is left besides `gas`, an i64, so that this one is below 2^48. */
  gasAside: 64,
  /** The account whose storage the code sees, as a number, or one of `slotAccount`. */
  slotAccount: 72,
  /** 1 when the message is static. */
  isStatic: 76,
  /** Refunds that the frame has earned, an i64; may be negative. */
  gasRefund: 80,
  /** Bytes of the memory that are 0 behind `memorySize`, counted from its start: so far it grows without being cleared. */
  clearedSize: 88,
} as const

/**
 * Behind the fields: words that compiled code hands to host functions and kernel functions as operands, the top of the
 * stack first, and gets results in. As many as LOG4 and CALL have, and one more.
 */
export const FRAME_OPERANDS = 96
const OPERAND_WORDS = 8

export const HEADER_BYTES = FRAME_OPERANDS + WORD * OPERAND_WORDS
