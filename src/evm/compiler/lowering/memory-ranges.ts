import type { Value } from '../../../codegen/ir/instruction.ts'
import { smallNumber } from '../../../codegen/ir/words.ts'
import { hostMnemonics, hostOpcodes } from '../../interpreter/host-opcodes.ts'
import { type Mnemonic, opcodes } from '../../opcodes.ts'
import type { BlockLowering } from './block-lowering.ts'

/** Operands that name a range of memory: its offset and its length. */
type RangeOperands = readonly [offset: number, length: number]

const MAX_LENGTH = 2 ** 31

const own: Readonly<Partial<Record<Mnemonic, readonly RangeOperands[]>>> = {
  KECCAK256: [[0, 1]],
  CALLDATACOPY: [[0, 2]],
  CODECOPY: [[0, 2]],
  RETURN: [[0, 1]],
  REVERT: [[0, 1]],
}

/** The ranges of memory that an instruction needs, by byte; of those that are no effects of their own none. */
const rangesOf: (readonly RangeOperands[])[] = new Array<readonly RangeOperands[]>(256).fill([])
for (const [name, ranges] of Object.entries(own)) rangesOf[opcodes[name as Mnemonic].byte] = ranges
for (const name of hostMnemonics) rangesOf[opcodes[name].byte] = hostOpcodes[name].ranges

/** The immediates of an effect whose ranges have been made accessible before. */
const ACCESSIBLE: readonly number[] = [1]
const UNKNOWN: readonly never[] = []

/**
 * Makes the ranges of an instruction accessible where their lengths are known, so that what is known of the memory counts; the
 * operands become the offsets that are checked.
 *
 * @returns the immediates of the instruction's effect
 */
export function accessRanges(
  to: BlockLowering,
  byte: number,
  operands: Value[],
): readonly number[] {
  const ranges = rangesOf[byte] as readonly RangeOperands[]
  if (ranges.length === 0 || !ranges.every(([, length]) => isKnown(operands[length])))
    return UNKNOWN
  for (const [offset, length] of ranges) {
    const bytes = knownLength(operands[length])
    if (bytes > 0) operands[offset] = to.access(operands[offset] as Value, bytes)
  }
  return ACCESSIBLE
}

function isKnown(length: Value | undefined): boolean {
  return knownLength(length) < MAX_LENGTH
}

function knownLength(length: Value | undefined): number {
  return (length?.words === undefined ? undefined : smallNumber(length.words)) ?? MAX_LENGTH
}
