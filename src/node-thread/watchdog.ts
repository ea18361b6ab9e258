import type { Heartbeat } from './heartbeat.ts'

/** How often the watchdog looks. */
const LOOK_MS = 250

/**
 * Calls `onStall` once when the heartbeat has not moved for `limitMs`.
 *
 * Counts its own looks instead of reading a clock: a computer that slept does not look like a thread that hangs.
 * @returns stops watching
 */
export function watch(heartbeat: Heartbeat, limitMs: number, onStall: () => void): () => void {
  let lastCount = heartbeat.count
  let stalledLooks = 0
  const timer = setInterval(() => {
    const { count } = heartbeat
    stalledLooks = count === lastCount ? stalledLooks + 1 : 0
    lastCount = count
    if (stalledLooks * LOOK_MS < limitMs) return
    clearInterval(timer)
    onStall()
  }, LOOK_MS)
  return () => clearInterval(timer)
}
