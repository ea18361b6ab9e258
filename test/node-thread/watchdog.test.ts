import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Heartbeat } from '../../src/node-thread/heartbeat.ts'
import { watch } from '../../src/node-thread/watchdog.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('watch', () => {
  it('is silent while the heart beats, and tells once when it stops', () => {
    const heartbeat = new Heartbeat()
    const beating = setInterval(() => heartbeat.beat(), 100)
    const onStall = vi.fn()
    watch(heartbeat, 1000, onStall)
    vi.advanceTimersByTime(10_000)
    expect(onStall).not.toHaveBeenCalled()
    clearInterval(beating)
    vi.advanceTimersByTime(1500)
    expect(onStall).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(10_000)
    expect(onStall).toHaveBeenCalledTimes(1)
  })

  it('waits as long as it was told', () => {
    const onStall = vi.fn()
    watch(new Heartbeat(), 5000, onStall)
    vi.advanceTimersByTime(4900)
    expect(onStall).not.toHaveBeenCalled()
  })

  it('stops when it is told', () => {
    const onStall = vi.fn()
    watch(new Heartbeat(), 1000, onStall)()
    vi.advanceTimersByTime(10_000)
    expect(onStall).not.toHaveBeenCalled()
  })
})

describe('Heartbeat', () => {
  it('is seen through the shared memory', () => {
    const one = new Heartbeat()
    const other = new Heartbeat(one.buffer)
    one.beat()
    expect(other.count).toBe(1)
  })
})
