import { opcode } from '../wasm/opcode.ts'
import type { GasSchedule } from './gas-schedule.ts'
import { classOf, type InstructionClass } from './instruction-class.ts'

/** What a pass asks about an opcode, as arrays indexed by the opcode of an instruction table. */
export interface CostTable {
  /** Units of one execution without the part that depends on an operand. */
  readonly units: Float64Array
  /** Units for each page, byte or element that the instruction's last operand counts; 0 where there is none. */
  readonly unitsPerCount: Float64Array
}

const OPCODES = 0x1_0000
const tables = new WeakMap<GasSchedule, CostTable>()

/** The schedule's prices by opcode; made once for each schedule. */
export function costTable(schedule: GasSchedule): CostTable {
  const known = tables.get(schedule)
  if (known !== undefined) return known
  const table = { units: new Float64Array(OPCODES), unitsPerCount: new Float64Array(OPCODES) }
  for (const [mnemonic, code] of Object.entries(opcode)) {
    const instructionClass = classOf(mnemonic)
    if (instructionClass === undefined) continue
    table.units[code] = schedule.instructions[instructionClass]
    table.unitsPerCount[code] = pricePerCount(schedule, instructionClass, mnemonic)
  }
  tables.set(schedule, table)
  return table
}

function pricePerCount(
  schedule: GasSchedule,
  instructionClass: InstructionClass,
  mnemonic: string,
): number {
  if (instructionClass === 'memoryGrow') return schedule.grownPage
  if (instructionClass !== 'bulk') return 0
  return mnemonic.startsWith('memory') ? schedule.bulkByte : schedule.bulkElement
}
