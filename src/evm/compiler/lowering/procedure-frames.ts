import { entrySlot } from '../recovery/abstract-value.ts'
import type { BlockEffect } from '../recovery/block-effects.ts'
import type { ControlFlow, Edge, Procedure } from '../recovery/control-flow.ts'

/** How a procedure's stack becomes variables, and how high the message's stack may be. */
export interface ProcedureFrame {
  readonly procedure: Procedure
  /** Items of its callers that it reaches: its parameters, the deepest first. */
  readonly params: number
  /** Positions among and above the parameters that may have changed when it returns: its results, ascending. */
  readonly results: readonly number[]
  /** Items of the message's stack at its entry: all that are possible lie between. */
  readonly lowest: number
  readonly highest: number
  /** Whether it takes the height at its entry as one more parameter, because its blocks or its callees check it. */
  readonly takesHeight: boolean
}

const STACK_LIMIT = 1024

/**
 * The frames of all procedures; `changed` are positions of each that it turned out not to leave as they were. `undefined` when a procedure takes items that its callers do not have, or more than a stack holds.
 */
export function procedureFrames(
  flow: ControlFlow,
  changed: readonly ReadonlySet<number>[],
): readonly ProcedureFrame[] | undefined {
  const { effects } = flow
  const params = reaches(flow, effects)
  if (params === undefined || params[0] !== 0) return undefined
  const heights = entryHeights(flow)
  const takesHeight = heightTakers(flow, effects, heights)
  return flow.procedures.map((procedure, index) => ({
    procedure,
    params: params[index] as number,
    results: resultsOf(procedure, params[index] as number, changed[index] ?? new Set()),
    lowest: heights.lowest[index] as number,
    highest: heights.highest[index] as number,
    takesHeight: takesHeight[index] === 1,
  }))
}

/** Every call of `procedure`, with the height of its stack there. */
export function callsOf({ places }: Procedure): readonly (Edge & { readonly kind: 'call' })[] {
  const calls: (Edge & { readonly kind: 'call' })[] = []
  for (const { taken, next } of places) {
    for (const start of [taken, next]) {
      for (let edge = start; edge?.kind === 'call'; edge = edge.then) calls.push(edge)
    }
  }
  return calls
}

/** How many items below its entry each procedure touches, itself or in what it calls. */
function reaches(
  { procedures }: ControlFlow,
  effects: readonly BlockEffect[],
): readonly number[] | undefined {
  const reach = procedures.map(({ places, exit }, index) => {
    // A message's own stack has nothing below: there it fails, and touches nothing.
    if (index === 0) return 0
    const own = places.map(({ block, height }) => (effects[block] as BlockEffect).reach - height)
    return own.reduce((most, each) => Math.max(most, each), exit?.effect.reach ?? 0)
  })
  if (reach.some((each) => each > STACK_LIMIT)) return undefined
  for (let changed = true; changed; ) {
    changed = false
    for (const procedure of procedures) {
      for (const { callee, height } of callsOf(procedure)) {
        const needed = (reach[callee.index] as number) - height
        if (needed <= (reach[procedure.index] as number)) continue
        if (needed > STACK_LIMIT || procedure.index === 0) return undefined
        reach[procedure.index] = needed
        changed = true
      }
    }
  }
  return reach
}

/** Of its parameters and what it leaves above them: the positions that are not what they were. */
function resultsOf(
  { exit }: Procedure,
  params: number,
  changed: ReadonlySet<number>,
): readonly number[] {
  if (exit === undefined) return []
  const { reach, outputs } = exit.effect
  const below = params - reach
  const results = [...changed].filter((position) => position < below)
  for (const [place, value] of outputs.entries()) {
    const position = below + place
    const isUntouched = place < reach && value === entrySlot(reach - 1 - place)
    if (!isUntouched || changed.has(position)) results.push(position)
  }
  return results.sort((a, b) => a - b)
}

interface Heights {
  readonly lowest: number[]
  readonly highest: number[]
}

/** The message's stack at the entry of each procedure; recursion takes the highest to above the limit, where it stops. */
function entryHeights({ procedures }: ControlFlow): Heights {
  const lowest = procedures.map(() => STACK_LIMIT + 1)
  const highest = procedures.map(() => -1)
  lowest[0] = 0
  highest[0] = 0
  const queue = [0]
  for (let next = 0; next < queue.length; next++) {
    const index = queue[next] as number
    for (const { callee, height } of callsOf(procedures[index] as Procedure)) {
      const low = (lowest[index] as number) + height
      const high = Math.min((highest[index] as number) + height, STACK_LIMIT + 1)
      const at = callee.index
      if (low >= (lowest[at] as number) && high <= (highest[at] as number)) continue
      lowest[at] = Math.min(low, lowest[at] as number)
      highest[at] = Math.max(high, highest[at] as number)
      queue.push(at)
    }
  }
  return { lowest, highest }
}

/** A procedure whose height at entry is the same for all calls knows it; others are told when it matters. */
function heightTakers(
  { procedures }: ControlFlow,
  effects: readonly BlockEffect[],
  { lowest, highest }: Heights,
): Uint8Array {
  const takes = new Uint8Array(procedures.length)
  const isFixed = (index: number): boolean => lowest[index] === highest[index]
  for (const { index, places } of procedures) {
    const high = highest[index] as number
    const matters = places.some(
      ({ block, height }) => high + height + (effects[block] as BlockEffect).peak > STACK_LIMIT,
    )
    if (matters && !isFixed(index)) takes[index] = 1
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const procedure of procedures) {
      const { index } = procedure
      if (takes[index] === 1 || isFixed(index)) continue
      if (!callsOf(procedure).some(({ callee }) => takes[callee.index] === 1)) continue
      takes[index] = 1
      changed = true
    }
  }
  return takes
}
