import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Activity, patience } from '../../../substrate-devnet/watch/activity.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const BLOCK = '0xabcd'
const about = Buffer.from(`{"method":"chain_getBlock","params":["${BLOCK}"]}`)
const other = Buffer.from('{"method":"system_health"}')

function wait() {
  const activity = new Activity(() => Date.now())
  const start = Date.now()
  let doneAfterMs: number | undefined
  const stop = activity.whenDone(BLOCK, () => {
    doneAfterMs = Date.now() - start
  })
  return { activity, stop, doneAfterMs: () => doneAfterMs }
}

describe('Activity', () => {
  it('gives a client that asks nothing a second', () => {
    const { doneAfterMs } = wait()
    vi.advanceTimersByTime(10_000)
    expect(doneAfterMs()).toBe(patience.unaskedMs)
  })

  it('is not done while the client asks about the block, and soon after', () => {
    const { activity, doneAfterMs } = wait()
    vi.advanceTimersByTime(10)
    activity.asked(about)
    for (let i = 0; i < 5; i += 1) {
      vi.advanceTimersByTime(100)
      activity.asked(other)
    }
    vi.advanceTimersByTime(30)
    activity.answered()
    vi.advanceTimersByTime(10_000)
    expect(doneAfterMs()).toBe(540 + patience.quietMs)
  })

  it('gives more time to a client that was slow to ask', () => {
    const { activity, doneAfterMs } = wait()
    vi.advanceTimersByTime(300)
    activity.asked(about)
    vi.advanceTimersByTime(10_000)
    expect(doneAfterMs()).toBe(300 + 300 * patience.quietFactor)
  })

  it('does not count requests about something else as the beginning', () => {
    const { activity, doneAfterMs } = wait()
    activity.asked(other)
    vi.advanceTimersByTime(10_000)
    expect(doneAfterMs()).toBe(patience.unaskedMs)
  })

  it('waits for nobody for ever', () => {
    const { activity, doneAfterMs } = wait()
    for (let i = 0; i < 100; i += 1) {
      vi.advanceTimersByTime(100)
      activity.asked(about)
    }
    expect(doneAfterMs()).toBe(patience.limitMs)
  })

  it('does nothing after it was stopped', () => {
    const { stop, doneAfterMs } = wait()
    stop()
    vi.advanceTimersByTime(10_000)
    expect(doneAfterMs()).toBeUndefined()
  })
})
