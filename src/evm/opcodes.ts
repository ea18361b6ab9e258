import type { Revision } from '../engine/revision.ts'

/** What an opcode is, but for its gas. */
export interface Opcode {
  readonly byte: number
  /** Bytes of the code after it that are its own. */
  readonly immediate: number
  readonly pops: number
  readonly pushes: number
  readonly since: Revision
}

/**
 * The instructions of the EVM. DUP and SWAP pop and push whatever they reach.
 * @see Yellow Paper, appendix H.2
 */
// biome-ignore format: table
export const opcodes = {
  STOP:           { byte: 0x00, immediate: 0,  pops: 0,  pushes: 0,  since: 'frontier'       },
  ADD:            { byte: 0x01, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  MUL:            { byte: 0x02, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  SUB:            { byte: 0x03, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  DIV:            { byte: 0x04, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  SDIV:           { byte: 0x05, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  MOD:            { byte: 0x06, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  SMOD:           { byte: 0x07, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  ADDMOD:         { byte: 0x08, immediate: 0,  pops: 3,  pushes: 1,  since: 'frontier'       },
  MULMOD:         { byte: 0x09, immediate: 0,  pops: 3,  pushes: 1,  since: 'frontier'       },
  EXP:            { byte: 0x0a, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  SIGNEXTEND:     { byte: 0x0b, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  LT:             { byte: 0x10, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  GT:             { byte: 0x11, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  SLT:            { byte: 0x12, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  SGT:            { byte: 0x13, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  EQ:             { byte: 0x14, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  ISZERO:         { byte: 0x15, immediate: 0,  pops: 1,  pushes: 1,  since: 'frontier'       },
  AND:            { byte: 0x16, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  OR:             { byte: 0x17, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  XOR:            { byte: 0x18, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  NOT:            { byte: 0x19, immediate: 0,  pops: 1,  pushes: 1,  since: 'frontier'       },
  BYTE:           { byte: 0x1a, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  SHL:            { byte: 0x1b, immediate: 0,  pops: 2,  pushes: 1,  since: 'constantinople' }, // EIP-145
  SHR:            { byte: 0x1c, immediate: 0,  pops: 2,  pushes: 1,  since: 'constantinople' }, // EIP-145
  SAR:            { byte: 0x1d, immediate: 0,  pops: 2,  pushes: 1,  since: 'constantinople' }, // EIP-145
  CLZ:            { byte: 0x1e, immediate: 0,  pops: 1,  pushes: 1,  since: 'osaka'          }, // EIP-7939
  KECCAK256:      { byte: 0x20, immediate: 0,  pops: 2,  pushes: 1,  since: 'frontier'       },
  ADDRESS:        { byte: 0x30, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       },
  BALANCE:        { byte: 0x31, immediate: 0,  pops: 1,  pushes: 1,  since: 'frontier'       },
  ORIGIN:         { byte: 0x32, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       },
  CALLER:         { byte: 0x33, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       },
  CALLVALUE:      { byte: 0x34, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       },
  CALLDATALOAD:   { byte: 0x35, immediate: 0,  pops: 1,  pushes: 1,  since: 'frontier'       },
  CALLDATASIZE:   { byte: 0x36, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       },
  CALLDATACOPY:   { byte: 0x37, immediate: 0,  pops: 3,  pushes: 0,  since: 'frontier'       },
  CODESIZE:       { byte: 0x38, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       },
  CODECOPY:       { byte: 0x39, immediate: 0,  pops: 3,  pushes: 0,  since: 'frontier'       },
  GASPRICE:       { byte: 0x3a, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       },
  EXTCODESIZE:    { byte: 0x3b, immediate: 0,  pops: 1,  pushes: 1,  since: 'frontier'       },
  EXTCODECOPY:    { byte: 0x3c, immediate: 0,  pops: 4,  pushes: 0,  since: 'frontier'       },
  RETURNDATASIZE: { byte: 0x3d, immediate: 0,  pops: 0,  pushes: 1,  since: 'byzantium'      }, // EIP-211
  RETURNDATACOPY: { byte: 0x3e, immediate: 0,  pops: 3,  pushes: 0,  since: 'byzantium'      }, // EIP-211
  EXTCODEHASH:    { byte: 0x3f, immediate: 0,  pops: 1,  pushes: 1,  since: 'constantinople' }, // EIP-1052
  BLOCKHASH:      { byte: 0x40, immediate: 0,  pops: 1,  pushes: 1,  since: 'frontier'       },
  COINBASE:       { byte: 0x41, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       },
  TIMESTAMP:      { byte: 0x42, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       },
  NUMBER:         { byte: 0x43, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       },
  PREVRANDAO:     { byte: 0x44, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       }, // DIFFICULTY before EIP-4399
  GASLIMIT:       { byte: 0x45, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       },
  CHAINID:        { byte: 0x46, immediate: 0,  pops: 0,  pushes: 1,  since: 'istanbul'       }, // EIP-1344
  SELFBALANCE:    { byte: 0x47, immediate: 0,  pops: 0,  pushes: 1,  since: 'istanbul'       }, // EIP-1884
  BASEFEE:        { byte: 0x48, immediate: 0,  pops: 0,  pushes: 1,  since: 'london'         }, // EIP-3198
  BLOBHASH:       { byte: 0x49, immediate: 0,  pops: 1,  pushes: 1,  since: 'cancun'         }, // EIP-4844
  BLOBBASEFEE:    { byte: 0x4a, immediate: 0,  pops: 0,  pushes: 1,  since: 'cancun'         }, // EIP-7516
  POP:            { byte: 0x50, immediate: 0,  pops: 1,  pushes: 0,  since: 'frontier'       },
  MLOAD:          { byte: 0x51, immediate: 0,  pops: 1,  pushes: 1,  since: 'frontier'       },
  MSTORE:         { byte: 0x52, immediate: 0,  pops: 2,  pushes: 0,  since: 'frontier'       },
  MSTORE8:        { byte: 0x53, immediate: 0,  pops: 2,  pushes: 0,  since: 'frontier'       },
  SLOAD:          { byte: 0x54, immediate: 0,  pops: 1,  pushes: 1,  since: 'frontier'       },
  SSTORE:         { byte: 0x55, immediate: 0,  pops: 2,  pushes: 0,  since: 'frontier'       },
  JUMP:           { byte: 0x56, immediate: 0,  pops: 1,  pushes: 0,  since: 'frontier'       },
  JUMPI:          { byte: 0x57, immediate: 0,  pops: 2,  pushes: 0,  since: 'frontier'       },
  PC:             { byte: 0x58, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       },
  MSIZE:          { byte: 0x59, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       },
  GAS:            { byte: 0x5a, immediate: 0,  pops: 0,  pushes: 1,  since: 'frontier'       },
  JUMPDEST:       { byte: 0x5b, immediate: 0,  pops: 0,  pushes: 0,  since: 'frontier'       },
  TLOAD:          { byte: 0x5c, immediate: 0,  pops: 1,  pushes: 1,  since: 'cancun'         }, // EIP-1153
  TSTORE:         { byte: 0x5d, immediate: 0,  pops: 2,  pushes: 0,  since: 'cancun'         }, // EIP-1153
  MCOPY:          { byte: 0x5e, immediate: 0,  pops: 3,  pushes: 0,  since: 'cancun'         }, // EIP-5656
  PUSH0:          { byte: 0x5f, immediate: 0,  pops: 0,  pushes: 1,  since: 'shanghai'       }, // EIP-3855
  PUSH1:          { byte: 0x60, immediate: 1,  pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH2:          { byte: 0x61, immediate: 2,  pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH3:          { byte: 0x62, immediate: 3,  pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH4:          { byte: 0x63, immediate: 4,  pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH5:          { byte: 0x64, immediate: 5,  pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH6:          { byte: 0x65, immediate: 6,  pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH7:          { byte: 0x66, immediate: 7,  pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH8:          { byte: 0x67, immediate: 8,  pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH9:          { byte: 0x68, immediate: 9,  pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH10:         { byte: 0x69, immediate: 10, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH11:         { byte: 0x6a, immediate: 11, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH12:         { byte: 0x6b, immediate: 12, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH13:         { byte: 0x6c, immediate: 13, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH14:         { byte: 0x6d, immediate: 14, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH15:         { byte: 0x6e, immediate: 15, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH16:         { byte: 0x6f, immediate: 16, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH17:         { byte: 0x70, immediate: 17, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH18:         { byte: 0x71, immediate: 18, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH19:         { byte: 0x72, immediate: 19, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH20:         { byte: 0x73, immediate: 20, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH21:         { byte: 0x74, immediate: 21, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH22:         { byte: 0x75, immediate: 22, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH23:         { byte: 0x76, immediate: 23, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH24:         { byte: 0x77, immediate: 24, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH25:         { byte: 0x78, immediate: 25, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH26:         { byte: 0x79, immediate: 26, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH27:         { byte: 0x7a, immediate: 27, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH28:         { byte: 0x7b, immediate: 28, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH29:         { byte: 0x7c, immediate: 29, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH30:         { byte: 0x7d, immediate: 30, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH31:         { byte: 0x7e, immediate: 31, pops: 0,  pushes: 1,  since: 'frontier'       },
  PUSH32:         { byte: 0x7f, immediate: 32, pops: 0,  pushes: 1,  since: 'frontier'       },
  DUP1:           { byte: 0x80, immediate: 0,  pops: 1,  pushes: 2,  since: 'frontier'       },
  DUP2:           { byte: 0x81, immediate: 0,  pops: 2,  pushes: 3,  since: 'frontier'       },
  DUP3:           { byte: 0x82, immediate: 0,  pops: 3,  pushes: 4,  since: 'frontier'       },
  DUP4:           { byte: 0x83, immediate: 0,  pops: 4,  pushes: 5,  since: 'frontier'       },
  DUP5:           { byte: 0x84, immediate: 0,  pops: 5,  pushes: 6,  since: 'frontier'       },
  DUP6:           { byte: 0x85, immediate: 0,  pops: 6,  pushes: 7,  since: 'frontier'       },
  DUP7:           { byte: 0x86, immediate: 0,  pops: 7,  pushes: 8,  since: 'frontier'       },
  DUP8:           { byte: 0x87, immediate: 0,  pops: 8,  pushes: 9,  since: 'frontier'       },
  DUP9:           { byte: 0x88, immediate: 0,  pops: 9,  pushes: 10, since: 'frontier'       },
  DUP10:          { byte: 0x89, immediate: 0,  pops: 10, pushes: 11, since: 'frontier'       },
  DUP11:          { byte: 0x8a, immediate: 0,  pops: 11, pushes: 12, since: 'frontier'       },
  DUP12:          { byte: 0x8b, immediate: 0,  pops: 12, pushes: 13, since: 'frontier'       },
  DUP13:          { byte: 0x8c, immediate: 0,  pops: 13, pushes: 14, since: 'frontier'       },
  DUP14:          { byte: 0x8d, immediate: 0,  pops: 14, pushes: 15, since: 'frontier'       },
  DUP15:          { byte: 0x8e, immediate: 0,  pops: 15, pushes: 16, since: 'frontier'       },
  DUP16:          { byte: 0x8f, immediate: 0,  pops: 16, pushes: 17, since: 'frontier'       },
  SWAP1:          { byte: 0x90, immediate: 0,  pops: 2,  pushes: 2,  since: 'frontier'       },
  SWAP2:          { byte: 0x91, immediate: 0,  pops: 3,  pushes: 3,  since: 'frontier'       },
  SWAP3:          { byte: 0x92, immediate: 0,  pops: 4,  pushes: 4,  since: 'frontier'       },
  SWAP4:          { byte: 0x93, immediate: 0,  pops: 5,  pushes: 5,  since: 'frontier'       },
  SWAP5:          { byte: 0x94, immediate: 0,  pops: 6,  pushes: 6,  since: 'frontier'       },
  SWAP6:          { byte: 0x95, immediate: 0,  pops: 7,  pushes: 7,  since: 'frontier'       },
  SWAP7:          { byte: 0x96, immediate: 0,  pops: 8,  pushes: 8,  since: 'frontier'       },
  SWAP8:          { byte: 0x97, immediate: 0,  pops: 9,  pushes: 9,  since: 'frontier'       },
  SWAP9:          { byte: 0x98, immediate: 0,  pops: 10, pushes: 10, since: 'frontier'       },
  SWAP10:         { byte: 0x99, immediate: 0,  pops: 11, pushes: 11, since: 'frontier'       },
  SWAP11:         { byte: 0x9a, immediate: 0,  pops: 12, pushes: 12, since: 'frontier'       },
  SWAP12:         { byte: 0x9b, immediate: 0,  pops: 13, pushes: 13, since: 'frontier'       },
  SWAP13:         { byte: 0x9c, immediate: 0,  pops: 14, pushes: 14, since: 'frontier'       },
  SWAP14:         { byte: 0x9d, immediate: 0,  pops: 15, pushes: 15, since: 'frontier'       },
  SWAP15:         { byte: 0x9e, immediate: 0,  pops: 16, pushes: 16, since: 'frontier'       },
  SWAP16:         { byte: 0x9f, immediate: 0,  pops: 17, pushes: 17, since: 'frontier'       },
  LOG0:           { byte: 0xa0, immediate: 0,  pops: 2,  pushes: 0,  since: 'frontier'       },
  LOG1:           { byte: 0xa1, immediate: 0,  pops: 3,  pushes: 0,  since: 'frontier'       },
  LOG2:           { byte: 0xa2, immediate: 0,  pops: 4,  pushes: 0,  since: 'frontier'       },
  LOG3:           { byte: 0xa3, immediate: 0,  pops: 5,  pushes: 0,  since: 'frontier'       },
  LOG4:           { byte: 0xa4, immediate: 0,  pops: 6,  pushes: 0,  since: 'frontier'       },
  CREATE:         { byte: 0xf0, immediate: 0,  pops: 3,  pushes: 1,  since: 'frontier'       },
  CALL:           { byte: 0xf1, immediate: 0,  pops: 7,  pushes: 1,  since: 'frontier'       },
  CALLCODE:       { byte: 0xf2, immediate: 0,  pops: 7,  pushes: 1,  since: 'frontier'       },
  RETURN:         { byte: 0xf3, immediate: 0,  pops: 2,  pushes: 0,  since: 'frontier'       },
  DELEGATECALL:   { byte: 0xf4, immediate: 0,  pops: 6,  pushes: 1,  since: 'homestead'      }, // EIP-7
  CREATE2:        { byte: 0xf5, immediate: 0,  pops: 4,  pushes: 1,  since: 'constantinople' }, // EIP-1014
  STATICCALL:     { byte: 0xfa, immediate: 0,  pops: 6,  pushes: 1,  since: 'byzantium'      }, // EIP-214
  REVERT:         { byte: 0xfd, immediate: 0,  pops: 2,  pushes: 0,  since: 'byzantium'      }, // EIP-140
  INVALID:        { byte: 0xfe, immediate: 0,  pops: 0,  pushes: 0,  since: 'frontier'       }, // EIP-141
  SELFDESTRUCT:   { byte: 0xff, immediate: 0,  pops: 1,  pushes: 0,  since: 'frontier'       },
} as const satisfies Readonly<Record<string, Opcode>>

/** The name of an opcode. */
export type Mnemonic = keyof typeof opcodes

/** All opcodes in the order of the table, which is that of their bytes. */
export const mnemonics = Object.keys(opcodes) as readonly Mnemonic[]
