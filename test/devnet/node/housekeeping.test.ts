import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepHouse } from '../../../devnet/node/housekeeping.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A chain that has so much to sweep. */
function chainWith(garbage: number) {
  let left = garbage
  const sweep = vi.fn(async (limit: number) => {
    const swept = Math.min(limit, left)
    left -= swept
    return swept
  })
  return { sweep, left: () => left }
}

it('sweeps step by step until nothing is left, and looks again later', async () => {
  const chain = chainWith(5000)
  const stop = keepHouse(chain, () => undefined)
  await vi.advanceTimersByTimeAsync(1100)
  expect(chain.left()).toBe(0)
  const { length } = chain.sweep.mock.calls
  expect(length).toBe(3)
  await vi.advanceTimersByTimeAsync(2000)
  expect(chain.sweep.mock.calls.length).toBe(length + 2)
  stop()
})

it('ends when it is stopped, also between two steps', async () => {
  const chain = chainWith(50_000)
  const stop = keepHouse(chain, () => undefined)
  await vi.advanceTimersByTimeAsync(1000)
  stop()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(chain.sweep.mock.calls.length).toBeLessThanOrEqual(2)
})

it('says once that the store fails, and leaves it', async () => {
  const failures: unknown[] = []
  const sweep = vi.fn(() => Promise.reject(new Error('full')))
  keepHouse({ sweep }, (error) => failures.push(error))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(failures).toEqual([new Error('full')])
  expect(sweep).toHaveBeenCalledTimes(1)
})
