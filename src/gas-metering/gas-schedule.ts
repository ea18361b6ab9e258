import type { InstructionClass } from './instruction-class.ts'

/**
 * What running WebAssembly costs: a table, as data.
 *
 * Prices are whole numbers of units; `unitsPerGas` units are one gas. A metered module counts units inside and shows
 * whole gas outside: gas left is rounded down, so gas used is rounded up.
 *
 * `name` and `version` are part of every cache key: a price that changes needs a new version.
 */
export interface GasSchedule {
  readonly name: string
  readonly version: number
  readonly unitsPerGas: number
  /** One execution of an instruction of the class, in units. */
  readonly instructions: Readonly<Record<InstructionClass, number>>
  /** One local that a function declares (parameters not counted), at each of its calls: it has to be set to zero. */
  readonly declaredLocal: number
  /** One page that `memory.grow` asks for, also when it is refused. */
  readonly grownPage: number
  /** One byte that `memory.fill`, `memory.copy` or `memory.init` touches. */
  readonly bulkByte: number
  /** One element that `table.fill`, `table.copy`, `table.init` or `table.grow` touches. */
  readonly bulkElement: number
}

/** Whether the schedule charges nothing for running code: then the module needs no gas code at all. */
export function isFree(schedule: GasSchedule): boolean {
  const { declaredLocal, grownPage, bulkByte, bulkElement } = schedule
  const prices = Object.values(schedule.instructions)
  return [...prices, declaredLocal, grownPage, bulkByte, bulkElement].every((price) => price === 0)
}
