import { isAtLeast, type Revision, revisions } from '../engine/revision.ts'
import { type Mnemonic, mnemonics, opcodes } from './opcodes.ts'

const WARM_ACCESS = 100

/**
 * Gas of an opcode before what depends on its operands, by revision; a revision lists only what it changed, later ones
 * inherit. SSTORE is wholly dynamic.
 * @see Yellow Paper, appendix G
 */
// biome-ignore format: table
export const gasSchedule: Readonly<Partial<Record<Revision, Readonly<Partial<Record<Mnemonic, number>>>>>> = {
  frontier: {
    STOP: 0, ADD: 3, MUL: 5, SUB: 3, DIV: 5, SDIV: 5, MOD: 5, SMOD: 5, ADDMOD: 8, MULMOD: 8, EXP: 10,
    SIGNEXTEND: 5, LT: 3, GT: 3, SLT: 3, SGT: 3, EQ: 3, ISZERO: 3, AND: 3, OR: 3, XOR: 3, NOT: 3, BYTE: 3,
    KECCAK256: 30, ADDRESS: 2, BALANCE: 20, ORIGIN: 2, CALLER: 2, CALLVALUE: 2, CALLDATALOAD: 3,
    CALLDATASIZE: 2, CALLDATACOPY: 3, CODESIZE: 2, CODECOPY: 3, GASPRICE: 2, EXTCODESIZE: 20, EXTCODECOPY: 20,
    BLOCKHASH: 20, COINBASE: 2, TIMESTAMP: 2, NUMBER: 2, PREVRANDAO: 2, GASLIMIT: 2, POP: 2, MLOAD: 3,
    MSTORE: 3, MSTORE8: 3, SLOAD: 50, SSTORE: 0, JUMP: 8, JUMPI: 10, PC: 2, MSIZE: 2, GAS: 2, JUMPDEST: 1,
    PUSH1: 3, PUSH2: 3, PUSH3: 3, PUSH4: 3, PUSH5: 3, PUSH6: 3, PUSH7: 3, PUSH8: 3, PUSH9: 3, PUSH10: 3,
    PUSH11: 3, PUSH12: 3, PUSH13: 3, PUSH14: 3, PUSH15: 3, PUSH16: 3, PUSH17: 3, PUSH18: 3, PUSH19: 3,
    PUSH20: 3, PUSH21: 3, PUSH22: 3, PUSH23: 3, PUSH24: 3, PUSH25: 3, PUSH26: 3, PUSH27: 3, PUSH28: 3,
    PUSH29: 3, PUSH30: 3, PUSH31: 3, PUSH32: 3, DUP1: 3, DUP2: 3, DUP3: 3, DUP4: 3, DUP5: 3, DUP6: 3, DUP7: 3,
    DUP8: 3, DUP9: 3, DUP10: 3, DUP11: 3, DUP12: 3, DUP13: 3, DUP14: 3, DUP15: 3, DUP16: 3, SWAP1: 3,
    SWAP2: 3, SWAP3: 3, SWAP4: 3, SWAP5: 3, SWAP6: 3, SWAP7: 3, SWAP8: 3, SWAP9: 3, SWAP10: 3, SWAP11: 3,
    SWAP12: 3, SWAP13: 3, SWAP14: 3, SWAP15: 3, SWAP16: 3, LOG0: 375, LOG1: 750, LOG2: 1125, LOG3: 1500,
    LOG4: 1875, CREATE: 32000, CALL: 40, CALLCODE: 40, RETURN: 0, INVALID: 0, SELFDESTRUCT: 0,
  },
  // EIP-7
  homestead: { DELEGATECALL: 40 },
  // EIP-150
  tangerineWhistle: { BALANCE: 400, EXTCODESIZE: 700, EXTCODECOPY: 700, SLOAD: 200, CALL: 700, CALLCODE: 700, DELEGATECALL: 700, SELFDESTRUCT: 5000 },
  // EIP-140, EIP-211, EIP-214
  byzantium: { RETURNDATASIZE: 2, RETURNDATACOPY: 3, STATICCALL: 700, REVERT: 0 },
  // EIP-145, EIP-1014, EIP-1052
  constantinople: { SHL: 3, SHR: 3, SAR: 3, EXTCODEHASH: 400, CREATE2: 32000 },
  // EIP-1884, EIP-1344
  istanbul: { CHAINID: 2, SELFBALANCE: 5, BALANCE: 700, EXTCODEHASH: 700, SLOAD: 800 },
  // EIP-2929: the surcharge of the first access is dynamic
  berlin: { BALANCE: WARM_ACCESS, EXTCODESIZE: WARM_ACCESS, EXTCODECOPY: WARM_ACCESS, EXTCODEHASH: WARM_ACCESS, SLOAD: WARM_ACCESS, CALL: WARM_ACCESS, CALLCODE: WARM_ACCESS, DELEGATECALL: WARM_ACCESS, STATICCALL: WARM_ACCESS },
  // EIP-3198
  london: { BASEFEE: 2 },
  // EIP-3855
  shanghai: { PUSH0: 2 },
  // EIP-1153, EIP-4844, EIP-5656, EIP-7516
  cancun: { BLOBHASH: 3, BLOBBASEFEE: 2, TLOAD: 100, TSTORE: 100, MCOPY: 3 },
  // EIP-7939
  osaka: { CLZ: 5 },
}

/** The base gas of every opcode that `revision` has. */
export function baseGas(revision: Revision): ReadonlyMap<Mnemonic, number> {
  const rows = revisions
    .filter((since) => isAtLeast(revision, since))
    .map((since) => gasSchedule[since] ?? {})
  const gas: Partial<Record<Mnemonic, number>> = Object.assign({}, ...rows)
  return new Map(
    mnemonics
      .filter((name) => isAtLeast(revision, opcodes[name].since))
      .map((name) => [name, gas[name] ?? 0]),
  )
}
