import type { ChainParameters } from './chain-parameters.ts'
import type { ForkSchedule } from './fork-schedule.ts'

/** What makes a chain the chain it is, beside its genesis state. */
export interface ChainConfig extends ChainParameters {
  readonly forks: ForkSchedule
}
