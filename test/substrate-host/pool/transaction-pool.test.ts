import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytes32 } from '../../../src/primitives/bytes32.ts'
import {
  defaultPoolLimits,
  type PoolLimits,
  TransactionPool,
} from '../../../src/substrate-host/pool/transaction-pool.ts'
import type { TransactionStatus } from '../../../src/substrate-host/pool/transaction-status.ts'
import { type Script, ScriptedChain } from './scripted-chain.ts'

const HALF_AN_HOUR = 30 * 60 * 1000
const BLOCK = bytes32(new Uint8Array(32).fill(9))

function setUp(limits: PoolLimits = defaultPoolLimits) {
  const chain = new ScriptedChain()
  const pool = new TransactionPool(chain, limits)
  const said = new Map<Uint8Array, TransactionStatus['kind'][]>()
  const submit = (script: Script, length?: number): Uint8Array => {
    const extrinsic = chain.transaction(script, length)
    said.set(extrinsic, [])
    pool.submit(extrinsic, ({ kind }) => said.get(extrinsic)?.push(kind))
    return extrinsic
  }
  /** A block with these in it. */
  const seal = (body: readonly Uint8Array[], provides: readonly string[] = []): void => {
    chain.bestNumber++
    pool.blockImported({ hash: BLOCK, number: chain.bestNumber, body, provides })
  }
  return { chain, pool, said, submit, seal }
}

/** What account `a` sends: nonces are tags. */
function nonce(number: number, priority = 1n, first = 0): Script {
  return {
    requires: number === first ? [] : [`a${number - 1}`],
    provides: [`a${number}`],
    priority,
  }
}

describe('TransactionPool', () => {
  it('orders by priority, then by arrival, behind what is needed', () => {
    const { pool, submit } = setUp()
    const second = submit(nonce(1, 9n))
    const other = submit({ provides: ['b0'], priority: 5n })
    const equal = submit({ provides: ['c0'], priority: 5n })
    const first = submit(nonce(0, 1n))
    const best = submit({ provides: ['d0'], priority: 7n })
    expect(pool.ready()).toEqual([best, other, equal, first, second])
  })

  it('puts what ends sooner first where priorities are equal', () => {
    const { pool, submit } = setUp()
    const late = submit({ provides: ['b0'], longevity: 90 })
    const soon = submit({ provides: ['c0'], longevity: 5 })
    expect(pool.ready()).toEqual([soon, late])
  })

  it('lets transactions wait for those that they need', () => {
    const { pool, said, submit } = setUp()
    const third = submit(nonce(2))
    const second = submit(nonce(1))
    expect(pool.ready()).toEqual([])
    expect(pool.future()).toEqual([third, second])
    const first = submit(nonce(0))
    expect(pool.ready()).toEqual([first, second, third])
    expect(said.get(third)).toEqual(['future', 'ready'])
  })

  it('replaces one that gives the same for a higher priority', () => {
    const { chain, pool, said, submit } = setUp()
    const old = submit(nonce(0, 3n))
    const next = submit(nonce(1, 3n))
    const same = chain.transaction(nonce(0, 3n))
    expect(pool.submit(same)).toMatchObject({
      ok: false,
      refusal: { kind: 'priorityTooLow', old: 3n, new: 3n },
    })
    const better = submit(nonce(0, 4n))
    expect(said.get(old)).toEqual(['ready', 'usurped'])
    expect(pool.ready()).toEqual([better, next]) // what the next one needs is still given
  })

  it('takes with the replaced those that need what nobody gives any more', () => {
    const { pool, said, submit } = setUp()
    submit({ provides: ['x', 'y'], priority: 1n })
    const dependent = submit({ requires: ['y'], provides: ['z'] })
    const better = submit({ provides: ['x'], priority: 5n })
    expect(pool.ready()).toEqual([better])
    expect(said.get(dependent)).toEqual(['ready', 'usurped'])
  })

  it('needs more than the sum of those that it replaces', () => {
    const { chain, pool, submit } = setUp()
    submit({ provides: ['x'], priority: 3n })
    submit({ provides: ['y'], priority: 3n })
    const both = chain.transaction({ provides: ['x', 'y'], priority: 6n })
    expect(pool.submit(both)).toMatchObject({ refusal: { kind: 'priorityTooLow', old: 6n } })
  })

  it('refuses what it has, what needs itself and what gives nothing', () => {
    const { chain, pool, submit } = setUp()
    const known = submit(nonce(0))
    expect(pool.submit(known)).toMatchObject({ refusal: { kind: 'alreadyImported' } })
    const cycle = chain.transaction({ requires: ['x'], provides: ['x'] })
    expect(pool.submit(cycle)).toMatchObject({ refusal: { kind: 'cycle' } })
    expect(pool.submit(chain.transaction({}))).toMatchObject({ refusal: { kind: 'noTags' } })
  })

  it('does not look at an invalid transaction again for half an hour', () => {
    const { chain, pool } = setUp()
    const extrinsic = chain.transaction(nonce(0))
    chain.says(extrinsic, 'invalid')
    expect(pool.submit(extrinsic)).toMatchObject({ refusal: { kind: 'invalid' } })
    chain.says(extrinsic, nonce(0))
    expect(pool.submit(extrinsic)).toMatchObject({ refusal: { kind: 'banned' } })
    expect(chain.asked).toBe(1)
    chain.time += HALF_AN_HOUR
    expect(pool.submit(extrinsic)).toMatchObject({ ok: true })
  })

  it('looks again at one of which the runtime cannot tell', () => {
    const { chain, pool } = setUp()
    const extrinsic = chain.transaction(nonce(0))
    chain.says(extrinsic, 'unknown')
    expect(pool.submit(extrinsic)).toMatchObject({ refusal: { kind: 'unknown' } })
    chain.says(extrinsic, nonce(0))
    expect(pool.submit(extrinsic)).toMatchObject({ ok: true })
  })

  it('drops the lowest priority and what needs it when there is no room', () => {
    const { chain, pool, said, submit } = setUp({
      ready: { count: 3, bytes: 100 },
      future: { count: 1, bytes: 100 },
    })
    const low = submit(nonce(0, 1n))
    const dependent = submit(nonce(1, 8n))
    const high = submit({ provides: ['b0'], priority: 5n })
    const higher = submit({ provides: ['c0'], priority: 5n })
    expect(pool.ready()).toEqual([high, higher])
    expect(said.get(low)).toEqual(['ready', 'dropped'])
    expect(said.get(dependent)).toEqual(['ready', 'dropped'])
    submit({ provides: ['d0'], priority: 5n })
    const lowest = chain.transaction({ provides: ['e0'], priority: 1n })
    expect(pool.submit(lowest)).toMatchObject({ refusal: { kind: 'immediatelyDropped' } })
    const waiting = submit({ requires: ['none'], provides: ['f0'] })
    submit({ requires: ['none'], provides: ['g0'] })
    expect(said.get(waiting)).toEqual(['future', 'dropped'])
  })

  it('counts bytes, too', () => {
    const { pool, submit } = setUp({
      ready: { count: 9, bytes: 100 },
      future: { count: 9, bytes: 100 },
    })
    submit({ provides: ['a0'], priority: 1n }, 60)
    const second = submit({ provides: ['b0'], priority: 2n }, 60)
    expect(pool.ready()).toEqual([second])
  })

  it('follows transactions into blocks', () => {
    const { pool, said, submit, seal } = setUp()
    const first = submit(nonce(0))
    seal([first])
    expect(pool.ready()).toEqual([])
    expect(pool.submit(first)).toMatchObject({ refusal: { kind: 'banned' } })
    pool.blockFinalized(BLOCK)
    expect(said.get(first)).toEqual(['ready', 'inBlock', 'finalized'])
  })

  it('lets wait no longer what needed a transaction of a block', () => {
    const { pool, said, submit, seal } = setUp()
    const second = submit(nonce(1))
    seal([Uint8Array.of(1, 2, 3, 4)], ['a0'])
    expect(pool.ready()).toEqual([second])
    expect(said.get(second)).toEqual(['future', 'ready'])
  })

  it('asks the runtime again after a block, and removes what has become invalid', () => {
    const { chain, pool, said, submit, seal } = setUp()
    const stale = submit(nonce(0))
    const dependent = submit(nonce(1))
    chain.says(stale, 'invalid')
    seal([])
    expect(pool.ready()).toEqual([])
    expect(said.get(stale)).toEqual(['ready', 'invalid'])
    expect(said.get(dependent)).toEqual(['ready', 'invalid'])
  })

  it('removes what has come to its end', () => {
    const { pool, said, submit, seal } = setUp()
    const mortal = submit({ provides: ['a0'], longevity: 1 })
    const longer = submit({ provides: ['b0'], longevity: 2 })
    seal([])
    expect(said.get(mortal)).toEqual(['ready', 'invalid'])
    expect(pool.ready()).toEqual([longer])
  })

  it('takes back what a retracted block had', () => {
    const { chain, pool, said, submit, seal } = setUp()
    const first = submit(nonce(0))
    seal([first])
    chain.bestNumber--
    pool.blockRetracted(BLOCK)
    expect(pool.ready()).toEqual([first])
    expect(said.get(first)).toEqual(['ready', 'inBlock', 'retracted', 'ready'])
  })
})

const tag = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const script = fc.record({
  requires: fc.uniqueArray(tag, { maxLength: 2 }),
  provides: fc.uniqueArray(tag, { minLength: 1, maxLength: 2 }),
  priority: fc.bigInt({ min: 1n, max: 5n }),
  longevity: fc.integer({ min: 1, max: 6 }),
})
const action = fc.oneof(
  { weight: 5, arbitrary: script },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }).map((take) => ({ take })) },
)

describe('TransactionPool, whatever comes', () => {
  it('keeps its order, its limits and its word', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const limits = { ready: { count: 4, bytes: 1000 }, future: { count: 2, bytes: 1000 } }
        const { pool, said, submit, seal } = setUp(limits)
        const scripts = new Map<Uint8Array, Script>()
        for (const one of actions) {
          if ('take' in one) seal(pool.ready().slice(0, one.take))
          else scripts.set(submit(one), one)
          const ready = [...pool.ordered()]
          expect(ready.length).toBeLessThanOrEqual(4)
          expect(pool.future().length).toBeLessThanOrEqual(2)
          const given = ready.flatMap(({ validity }) => validity.provides)
          expect(new Set(given).size).toBe(given.length) // nobody gives what another gives
          const before = new Set<string>()
          for (const { validity } of ready) {
            for (const needed of validity.requires) {
              if (given.includes(needed)) expect(before).toContain(needed)
            }
            for (const provided of validity.provides) before.add(provided)
          }
        }
        expectWords([...said.values()])
      }),
      { numRuns: 300 },
    )
  })
})

/** After its last word nothing is said of a transaction. */
function expectWords(said: readonly (readonly TransactionStatus['kind'][])[]): void {
  const last = ['usurped', 'dropped', 'invalid', 'finalized']
  for (const words of said) {
    const end = words.findIndex((word) => last.includes(word))
    if (end !== -1) expect(words.slice(end + 1)).toEqual([])
  }
}
