import type { Mnemonic } from '../opcodes.ts'

/** How an opcode that leaves the frame is handed to its host function. */
export interface HostOpcode {
  /** Items of the stack that the host reads as 32 bytes, most significant first; it reads the others as limbs. */
  readonly bytes: readonly number[]
  /** Offset and length items of memory that is charged for before the host is called. */
  readonly ranges: readonly (readonly [offset: number, length: number])[]
  /** Gas for each word of the first range. */
  readonly perWord: number
  readonly perByte: number
}

const plain: HostOpcode = { bytes: [], ranges: [], perWord: 0, perByte: 0 }
const account: HostOpcode = { ...plain, bytes: [0] }
const call: HostOpcode = { ...plain, bytes: [1], ranges: [[3, 4], [5, 6]] } // biome-ignore format: one row
const callWithoutValue: HostOpcode = { ...plain, bytes: [1], ranges: [[2, 3], [4, 5]] } // biome-ignore format: one row
const log = (topics: readonly number[]): HostOpcode => ({ ...plain, bytes: topics, ranges: [[0, 1]], perByte: 8 }) // biome-ignore format: one row

/** The opcodes that a host function answers. */
// biome-ignore format: table
export const hostOpcodes = {
  ADDRESS:        plain,
  BALANCE:        account,
  ORIGIN:         plain,
  CALLER:         plain,
  CALLVALUE:      plain,
  GASPRICE:       plain,
  EXTCODESIZE:    account,
  EXTCODECOPY:    { ...account, ranges: [[1, 3]], perWord: 3 },
  RETURNDATACOPY: { ...plain, ranges: [[0, 2]], perWord: 3 },
  EXTCODEHASH:    account,
  BLOCKHASH:      plain,
  COINBASE:       plain,
  TIMESTAMP:      plain,
  NUMBER:         plain,
  PREVRANDAO:     plain,
  GASLIMIT:       plain,
  CHAINID:        plain,
  SELFBALANCE:    plain,
  BASEFEE:        plain,
  BLOBHASH:       plain,
  BLOBBASEFEE:    plain,
  SLOAD:          { ...plain, bytes: [0] },
  SSTORE:         { ...plain, bytes: [0, 1] },
  TLOAD:          { ...plain, bytes: [0] },
  TSTORE:         { ...plain, bytes: [0, 1] },
  LOG0:           log([]),
  LOG1:           log([2]),
  LOG2:           log([2, 3]),
  LOG3:           log([2, 3, 4]),
  LOG4:           log([2, 3, 4, 5]),
  CREATE:         { ...plain, ranges: [[1, 2]] },
  CALL:           call,
  CALLCODE:       call,
  DELEGATECALL:   callWithoutValue,
  CREATE2:        { ...plain, bytes: [3], ranges: [[1, 2]] },
  STATICCALL:     callWithoutValue,
  SELFDESTRUCT:   account,
} as const satisfies Readonly<Partial<Record<Mnemonic, HostOpcode>>>

/** An opcode that a host function answers. */
export type HostMnemonic = keyof typeof hostOpcodes

export const hostMnemonics = Object.keys(hostOpcodes) as readonly HostMnemonic[]

/** Opcodes that ask their host function each time; the others only for slots that are not at hand. */
export type PlainHostMnemonic = Exclude<HostMnemonic, 'SLOAD' | 'SSTORE'>

export const plainHostMnemonics = hostMnemonics.filter(
  (name): name is PlainHostMnemonic => name !== 'SLOAD' && name !== 'SSTORE',
)

/**
 * A host function: takes the address of the top of the stack and returns gas to charge, or a negated status to halt
 * with. The frame's `gas` field is up to date, and read again afterwards. An opcode that pushes a word writes it, most
 * significant byte first, to the place of its lowest operand, or to the address that it is given if it has none.
 */
export type HostFunction = (top: number) => number
