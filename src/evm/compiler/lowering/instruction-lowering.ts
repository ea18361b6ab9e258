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
const memoryWriters: ReadonlySet<string> = new Set([
  'CALLDATACOPY', 'CODECOPY', 'MCOPY', 'EXTCODECOPY', 'RETURNDATACOPY', 'CALL', 'CALLCODE', 'DELEGATECALL',
  'STATICCALL',
] satisfies readonly Mnemonic[]) // biome-ignore format: list

// biome-ignore format: table
const pure: Readonly<Partial<Record<Mnemonic, Operation>>> = {
  ADD: op.add, SUB: op.sub, MUL: op.mul, DIV: op.div, SDIV: op.sdiv, MOD: op.mod, SMOD: op.smod,
  ADDMOD: op.addmod, MULMOD: op.mulmod, SIGNEXTEND: op.signextend,
  LT: op.lt, GT: op.gt, SLT: op.slt, SGT: op.sgt, EQ: op.eq, ISZERO: op.iszero,
  AND: op.and, OR: op.or, XOR: op.xor, NOT: op.not, BYTE: op.byte,
  SHL: op.shl, SHR: op.shr, SAR: op.sar, CLZ: op.clz,
}

/** Instructions that are more than a pure operation on all their operands. */
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

/** Every instruction that neither moves items only nor ends a block, nor is a pure operation. */
const lowerings: Readonly<Partial<Record<Mnemonic, InstructionLowering>>> = {
  ...Object.fromEntries(
    Object.entries(opcodeEffects).map(([name, effect]) => [name, perform(effect, name)]),
  ),
  ...others,
}

const BYTES = 256

/** How an instruction is lowered, by byte, if it is no pure operation. */
export const loweringOf: readonly (InstructionLowering | undefined)[] = byByte(lowerings)
/** The pure operation that an instruction is, by byte. */
export const operationOf: readonly (Operation | undefined)[] = byByte(pure)
/** By byte: 1 where gas or a failure shows at the instruction. */
export const isObserver = new Uint8Array(BYTES)
for (const name of observers) isObserver[opcodes[name].byte] = 1

function byByte<Row>(rows: Readonly<Partial<Record<Mnemonic, Row>>>): readonly (Row | undefined)[] {
  const table = new Array<Row | undefined>(BYTES).fill(undefined)
  for (const name of mnemonics) table[opcodes[name].byte] = rows[name]
  return table
}

function perform(effect: Effect, name: string): InstructionLowering {
  if (!memoryWriters.has(name)) return (to, operands) => to.block.effect(effect, operands)
  return (to, operands) => {
    to.memory.forgetWords()
    return to.block.effect(effect, operands)
  }
}

function power({ block }: BlockLowering, base: Value, exponent: Value): Value {
  block.effect(chargeExponent, [exponent])
  return block.binary(op.exp, base, exponent)
}
