import { type Revision, revisions } from '../../engine/revision.ts'
import type { GasScheduleName } from '../../gas-metering/gas-schedules.ts'
import type { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import type { ScaleWriter } from '../../primitives/scale/scale-writer.ts'

/** What contracts run by. The chain says so, not the node, so that all nodes change at the same block. */
export interface ContractRules {
  readonly revision: Revision
  /** What instructions of Ewasm code cost. */
  readonly gasSchedule: GasScheduleName
}

/** By the index of the variant in the pallet's enum. */
const gasScheduleNames: readonly GasScheduleName[] = ['hera', 'ewasm-v1', 'calibrated-v1']

/** @throws MalformedScaleError */
export function readContractRules(reader: ScaleReader): ContractRules {
  const revision = revisions[reader.choice(revisions.length, 'a revision')]
  const gasSchedule =
    gasScheduleNames[reader.choice(gasScheduleNames.length, 'the name of a gas schedule')]
  if (revision === undefined || gasSchedule === undefined) throw new RangeError('checked above')
  return { revision, gasSchedule }
}

/** The rules as the pallet encodes them. */
export function writeContractRules(
  writer: ScaleWriter,
  { revision, gasSchedule }: ContractRules,
): void {
  writer.u8(revisions.indexOf(revision)).u8(gasScheduleNames.indexOf(gasSchedule))
}
