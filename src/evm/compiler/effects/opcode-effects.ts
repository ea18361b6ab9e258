import type { Effect } from '../../../codegen/ir/effect.ts'
import type { Mnemonic } from '../../opcodes.ts'
import {
  callDataCopy,
  callDataLoad,
  callDataSize,
  codeCopy,
  codeSize,
  hash,
  returnDataSize,
} from './data-effects.ts'
import { gas } from './gas-effects.ts'
import { returnOutput, revert, stop } from './halt-effects.ts'
import { hostEffects } from './host-effects.ts'
import { copyMemory, memorySize } from './memory-effects.ts'
import { loadSlot, storeSlot } from './storage-effects.ts'

/**
 * Opcodes that are one effect: its arguments are the opcode's operands, the top of the stack first, and its result is what
 * the opcode pushes. Base gas is charged before (`charge`).
 *
 * Not here: MLOAD, MSTORE and MSTORE8 (`touch`, then `load`, `store`, `storeByte`), EXP (`chargeExponent`, then the
 * operation), INVALID and other failures (`fail`).
 */
export const opcodeEffects: Readonly<Partial<Record<Mnemonic, Effect>>> = {
  ...hostEffects,
  SLOAD: loadSlot,
  SSTORE: storeSlot,
  CALLDATALOAD: callDataLoad,
  CALLDATASIZE: callDataSize,
  CALLDATACOPY: callDataCopy,
  CODESIZE: codeSize,
  CODECOPY: codeCopy,
  RETURNDATASIZE: returnDataSize,
  KECCAK256: hash,
  MSIZE: memorySize,
  MCOPY: copyMemory,
  GAS: gas,
  STOP: stop,
  RETURN: returnOutput,
  REVERT: revert,
}
