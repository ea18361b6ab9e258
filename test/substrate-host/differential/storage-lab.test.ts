import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Overlay } from '../../../src/substrate-host/overlay/overlay.ts'
import { Runtime } from '../../../src/substrate-host/runtime/runtime.ts'
import { operationOf } from '../lab/lab-operations.ts'
import { decodeResults, encodeProgram, type LabStep } from '../lab/lab-program.ts'
import { buildLabRuntime } from '../lab/lab-runtime.ts'
import { child, kept, key, rewritten, storageSteps, value } from '../lab/random-steps.ts'
import { flatten, MapStorage, name } from '../map-storage.ts'
import { Smoldot } from '../smoldot.ts'

const VERSION = 1

/** A state to begin with: some keys, and all those that removals are tried on. */
const state = fc
  .tuple(
    fc.array(fc.tuple(key, value), { maxLength: 12 }),
    fc.array(fc.tuple(child, key, value), { maxLength: 12 }),
    fc.infiniteStream(value),
  )
  .map(([top, inChildren, values]) => {
    const empty = new MapStorage()
    const overlay = new Overlay(empty, empty)
    for (const [key, value] of top) overlay.set(key, value)
    for (const [child, key, value] of inChildren) overlay.childSet(child, key, value)
    for (const { child, keys } of [kept, rewritten]) {
      for (const key of keys) overlay.set(key, values.next().value)
      for (const key of keys) overlay.childSet(child, key, values.next().value)
    }
    return empty.committed(overlay.changes(), VERSION)
  })

/** Programs of the storage, each with the results and changes of this host and of smoldot. */
describe('storage against smoldot', () => {
  let code: Uint8Array
  let runtime: Runtime
  let smoldot: Smoldot

  beforeAll(async () => {
    code = await buildLabRuntime()
    runtime = Runtime.load(code)
    smoldot = new Smoldot(code)
  })
  afterAll(() => Smoldot.close())

  it('reads, writes and removes the same, and ends in the same state and root', async () => {
    let steps = 0
    const property = fc.asyncProperty(state, storageSteps, async (before, program) => {
      steps += program.length
      const input = encodeProgram(program)
      const overlay = new Overlay(before, before)
      const output = runtime.call('lab', input, { overlay })
      const expected = await smoldot.run(before, [['lab', input]])
      expect(named(output, program)).toEqual(named(expected.output, program))

      const after = before.committed(overlay.changes(), VERSION)
      expect(flatten(after)).toEqual(withChanges(flatten(before), expected.changes))
      expect(`0x${name(overlay.root(VERSION))}`).toBe(await Smoldot.root(after, VERSION))
    })
    await fc.assert(property, { numRuns: 250, seed: 5 })
    expect(steps).toBeGreaterThan(4000)
  }, 60_000)
})

/** The results with the steps that gave them, for whoever reads a failure. */
function named(output: Uint8Array, program: readonly LabStep[]): string[] {
  const steps = program.flatMap((step) => {
    const { name: operation, a, b, c } = step
    const { result, arguments: parameters } = operationOf(operation)
    if (result === undefined) return []
    const text = `${operation}(${[a, b, c].map((bytes) => bytes && name(bytes)).join(' ')})`
    return parameters.includes('out') ? [text, `${text} buffer`] : [text]
  })
  return decodeResults(output).map((bytes, index) => `${steps[index]} = ${name(bytes)}`)
}

function withChanges(
  flat: Map<string, string>,
  changes: ReadonlyMap<string, string | undefined>,
): Map<string, string> {
  for (const [key, value] of changes) {
    if (value === undefined) flat.delete(key)
    else flat.set(key, value)
  }
  return flat
}
