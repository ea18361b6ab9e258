import { createEvmVm } from '../../src/evm/evm-vm.ts'
import { outcomeDifferences } from '../../src/paranoid/outcome-differences.ts'
import { preparePrecompiles } from '../../src/precompiles/prepare-precompiles.ts'
import type { FuzzCase } from './fuzz-case.ts'
import type { Observation } from './observation.ts'
import { createOwnRunner } from './run-own.ts'
import { createPeerRunner } from './run-peer.ts'

/** What executes cases; the first one's outcome is what the others' are compared with. */
export type EngineName = 'first' | 'compiled' | 'ethereumjs'

/** What engines said of a case. */
export interface Comparison {
  readonly outcome: Observation
  /** `engine: field: left ≠ right`, the left one being the first engine's. */
  readonly differences: readonly string[]
}

export type Comparer = (fuzzCase: FuzzCase) => Promise<Comparison>

/** Runs cases on engines side by side. */
export async function createComparer(engines: readonly EngineName[]): Promise<Comparer> {
  await preparePrecompiles()
  const runners = engines.map((name) => ({ name, run: makers[name]() }))
  return async (fuzzCase) => {
    const outcomes: { readonly name: EngineName; readonly outcome: Observation }[] = []
    for (const { name, run } of runners) outcomes.push({ name, outcome: await run(fuzzCase) })
    const [reference, ...others] = outcomes
    if (reference === undefined) throw new RangeError('There is no engine.')
    return {
      outcome: reference.outcome,
      differences: others.flatMap(({ name, outcome }) =>
        outcomeDifferences(reference.outcome, outcome).map((text) => `${name}: ${text}`),
      ),
    }
  }
}

const makers: Readonly<
  Record<EngineName, () => (fuzzCase: FuzzCase) => Observation | Promise<Observation>>
> = {
  first: () => createOwnRunner(createEvmVm({ tier: 'first' })),
  compiled: () => createOwnRunner(createEvmVm({ tier: 'compiled' })),
  ethereumjs: () => createPeerRunner(),
}

/** All engines, in the order in which they are compared. */
export const engineNames = Object.keys(makers) as readonly EngineName[]
