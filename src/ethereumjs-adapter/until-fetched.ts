import { EngineError } from '../engine/engine-error.ts'
import type { FetchedWorld } from './fetched-world.ts'

/**
 * Executions that one message may take. Each but the last has fetched something, but where every read depends on the one
 * before there would be as many as reads, and so much work as their square.
 */
const MAX_EXECUTIONS = 24

/**
 * Executes until an execution has asked for nothing that was not there: its result is the one of an execution over the
 * whole state. The others are thrown away; they must have changed nothing.
 *
 * @returns undefined when that takes too many executions, when this machine ends one (its native stack), or when
 * something cannot be fetched: a guess may ask for what is not there
 */
export async function untilFetched<Result>(
  world: FetchedWorld,
  execute: () => Result,
): Promise<Result | undefined> {
  for (let executions = 0; executions < MAX_EXECUTIONS; executions++) {
    const result = attempt(world, execute)
    if (!world.isIncomplete) return result
    if (!(await world.fetchMissing())) return undefined
  }
  return undefined
}

function attempt<Result>(world: FetchedWorld, execute: () => Result): Result | undefined {
  try {
    return execute()
  } catch (thrown) {
    if (world.isIncomplete || thrown instanceof EngineError) return undefined
    throw thrown
  }
}
