import type { Program } from '../ir/program.ts'

/** Which parameters and results of functions anybody reads, 1 where so: by function, then by parameter or result. */
export interface Demand {
  readonly parameters: readonly Uint8Array[]
  readonly results: readonly Uint8Array[]
}

/** Nothing is read, which analysis then corrects; or everything, which is right without analysis. */
export function uniformDemand({ functions }: Program, value: 0 | 1): Demand {
  return {
    parameters: functions.map(({ params }) => new Uint8Array(params).fill(value)),
    results: functions.map(({ results }) => new Uint8Array(results).fill(value)),
  }
}
