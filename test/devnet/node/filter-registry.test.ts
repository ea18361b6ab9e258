import { beforeEach, describe, expect, it } from 'vitest'
import { FilterRegistry } from '../../../devnet/node/filter-registry.ts'
import { logFilter } from '../../../devnet/params/log-filter.ts'
import { bytes32, type Hash } from '../../../src/primitives/bytes32.ts'

const hashOf = (number: bigint): Hash => bytes32(new Uint8Array(32).fill(Number(number)))
const anyLog = logFilter({}, '')

let head: bigint
let seconds: bigint
let ranges: [bigint, bigint][]
let registry: FilterRegistry

beforeEach(() => {
  head = 5n
  seconds = 1000n
  ranges = []
  registry = new FilterRegistry(
    {
      headNumber: () => head,
      blockHash: hashOf,
      logs: {
        find: () => [],
        between: (_conditions, from, to) => {
          ranges.push([from, to])
          return []
        },
      },
    },
    () => seconds,
  )
})

describe('FilterRegistry', () => {
  it('tells each block once, from the one after the head on', () => {
    const id = registry.addBlockFilter()
    expect(registry.changes(id)).toEqual({ kind: 'hashes', hashes: [] })
    head = 7n
    expect(registry.changes(id)).toEqual({ kind: 'hashes', hashes: [hashOf(6n), hashOf(7n)] })
    expect(registry.changes(id)).toEqual({ kind: 'hashes', hashes: [] })
  })

  it('asks for the logs of each block once', () => {
    const id = registry.addLogFilter(anyLog)
    registry.changes(id)
    head = 8n
    registry.changes(id)
    head = 9n
    registry.changes(id)
    expect(ranges).toEqual([
      [6n, 8n],
      [9n, 9n],
    ])
  })

  it('tells accepted transactions once', () => {
    const id = registry.addPendingTransactionFilter()
    registry.onTransaction(hashOf(1n))
    expect(registry.changes(id)).toEqual({ kind: 'hashes', hashes: [hashOf(1n)] })
    expect(registry.changes(id)).toEqual({ kind: 'hashes', hashes: [] })
  })

  it('knows no filter that was removed, never was, or was not used for five minutes', () => {
    const removed = registry.addBlockFilter()
    expect(registry.remove(removed)).toBe(true)
    expect(registry.remove(removed)).toBe(false)
    expect(() => registry.changes(removed)).toThrow('filter not found')

    const kept = registry.addBlockFilter()
    const forgotten = registry.addBlockFilter()
    seconds += 200n
    registry.changes(kept)
    seconds += 200n
    registry.changes(kept)
    expect(() => registry.changes(forgotten)).toThrow('filter not found')
  })

  it('has logs of log filters only', () => {
    expect(registry.logs(registry.addLogFilter(anyLog))).toEqual([])
    expect(() => registry.logs(registry.addBlockFilter())).toThrow('not a log filter')
  })
})
