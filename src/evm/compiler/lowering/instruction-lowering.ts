import type { Effect } from '../../../codegen/ir/effect.ts'
import type { Value } from '../../../codegen/ir/instruction.ts'
import { type Operation, op } from '../../../codegen/ir/operation.ts'
import { type Mnemonic, mnemonics, opcodes } from '../../opcodes.ts'
import { chargeExponent } from '../effects/gas-effects.ts'
import { opcodeEffects } from '../effects/opcode-effects.ts'
import type { BlockLowering } from './block-lowering.ts'

/** What an instruction does besides taking its operands: its result, if it has one. */
export type InstructionLowering = (
  to: BlockLowering,
  operands: readonly Value[],
  pc: number,
) => Value | undefined

/** Where the gas that is left, or a failure that is not for lack of gas, can be seen: nothing behind is charged before. */
const observers: readonly Mnemonic[] = [
  'GAS', 'SSTORE', 'TSTORE', 'LOG0', 'LOG1', 'LOG2', 'LOG3', 'LOG4', 'CREATE', 'CREATE2', 'CALL', 'CALLCODE',
  'DELEGATECALL', 'STATICCALL', 'RETURNDATACOPY',
] // biome-ignore format: list

/** What writes to memory besides the stores. */
const memoryWriters: readonly Mnemonic[] = [
  'CALLDATACOPY', 'CODECOPY', 'MCOPY', 'EXTCODECOPY', 'RETURNDATACOPY', 'CALL', 'CALLCODE', 'DELEGATECALL',
  'STATICCALL',
] // biome-ignore format: list

// biome-ignore format: table
const pure: Readonly<Partial<Record<Mnemonic, Operation>>> = {
  ADD: op.add, SUB: op.sub, MUL: op.mul, DIV: op.div, SDIV: op.sdiv, MOD: op.mod, SMOD: op.smod,
  ADDMOD: op.addmod, MULMOD: op.mulmod, SIGNEXTEND: op.signextend,
  LT: op.lt, GT: op.gt, SLT: op.slt, SGT: op.sgt, EQ: op.eq, ISZERO: op.iszero,
  AND: op.and, OR: op.or, XOR: op.xor, NOT: op.not, BYTE: op.byte,
  SHL: op.shl, SHR: op.shr, SAR: op.sar, CLZ: op.clz,
}

/** Instructions that are neither a pure operation nor an effect on all their operands. */
// biome-ignore format: table
const others: Readonly<Partial<Record<Mnemonic, InstructionLowering>>> = {
  POP:            () => undefined,
  JUMPDEST:       () => undefined,
  EXP:            (to, [base, exponent]) => power(to, base as Value, exponent as Value),
  PC:             (to, _, pc) => to.block.number(pc),
  CODESIZE:       (to) => to.block.number(to.codeLength),
  MLOAD:          (to, [offset]) => to.load(offset as Value),
  MSTORE:         (to, [offset, word]) => to.store(offset as Value, word as Value),
  MSTORE8:        (to, [offset, word]) => to.storeByte(offset as Value, word as Value),
}

const BYTES = 256

/** The pure operation that an instruction is, by byte. */
export const operationOf: readonly (Operation | undefined)[] = byByte(pure)
/** The effect that an instruction is, by byte. */
export const effectOf: readonly (Effect | undefined)[] = byByte(opcodeEffects)
/** How any other instruction is lowered that neither moves items only nor ends a block, by byte. */
export const loweringOf: readonly (InstructionLowering | undefined)[] = byByte(others)
/** By byte: 1 where gas or a failure shows at the instruction. */
export const isObserver: Uint8Array = marked(observers)
/** By byte: 1 at what writes to memory besides the stores. */
export const writesMemory: Uint8Array = marked(memoryWriters)

function marked(names: readonly Mnemonic[]): Uint8Array {
  const marks = new Uint8Array(BYTES)
  for (const name of names) marks[opcodes[name].byte] = 1
  return marks
}

function byByte<Row>(rows: Readonly<Partial<Record<Mnemonic, Row>>>): readonly (Row | undefined)[] {
  const table = new Array<Row | undefined>(BYTES).fill(undefined)
  for (const name of mnemonics) table[opcodes[name].byte] = rows[name]
  return table
}

function power({ block }: BlockLowering, base: Value, exponent: Value): Value {
  block.effect(chargeExponent, [exponent])
  return block.binary(op.exp, base, exponent)
}
