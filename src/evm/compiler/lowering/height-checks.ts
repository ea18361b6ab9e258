import type { BlockEffect } from '../recovery/block-effects.ts'
import type { Edge, Place } from '../recovery/control-flow.ts'
import type { ProcedureFrame } from './procedure-frames.ts'

const STACK_LIMIT = 1024

/**
 * By place: 1 where the message's stack must be compared with its limit. Not where it cannot get so high, and not where it
 * has been as high on every way there, so that a loop checks once.
 */
export function heightChecks(
  { procedure, lowest, highest }: ProcedureFrame,
  effects: readonly BlockEffect[],
): Uint8Array {
  const { places } = procedure
  const checks = new Uint8Array(places.length)
  // What is the same for all calls is known when code is lowered.
  if (lowest === highest) return checks
  const most = places.map(({ block, height }) => height + (effects[block] as BlockEffect).peak)
  const reached = heightsReached(places, most)
  for (const { index } of places) {
    const height = most[index] as number
    if (highest + height > STACK_LIMIT && height > (reached[index] as number)) checks[index] = 1
  }
  return checks
}

/** How many items above those at the procedure's entry the stack has had on all ways to each place. */
function heightsReached(places: readonly Place[], most: readonly number[]): Int32Array {
  const reached = new Int32Array(places.length).fill(STACK_LIMIT)
  reached[0] = 0
  const queue = [0]
  for (let next = 0; next < queue.length; next++) {
    const index = queue[next] as number
    const here = Math.max(reached[index] as number, most[index] as number)
    const { taken, next: behind } = places[index] as Place
    for (const edge of [taken, behind]) {
      const to = placeAfter(edge)
      if (to === undefined || here >= (reached[to.index] as number)) continue
      reached[to.index] = here
      queue.push(to.index)
    }
  }
  return reached
}

/** The place of the same procedure that an edge leads to, behind the calls on it. */
export function placeAfter(start: Edge | undefined): Place | undefined {
  let edge = start
  while (edge?.kind === 'call') edge = edge.then
  return edge?.kind === 'jump' ? edge.to : undefined
}
