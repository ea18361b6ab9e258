import { calibratedV1 } from './schedules/calibrated-v1.ts'
import { ewasmV1 } from './schedules/ewasm-v1.ts'
import { hera } from './schedules/hera.ts'

/** The schedules by name, as the command line and the chain's configuration give it. */
export const gasSchedules = {
  hera,
  'ewasm-v1': ewasmV1,
  'calibrated-v1': calibratedV1,
} as const

export type GasScheduleName = keyof typeof gasSchedules
