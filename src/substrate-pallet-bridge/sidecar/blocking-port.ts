import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'

/** What two threads share so that one can wait for the other: where it is a count of what was posted. */
export type Gate = SharedArrayBuffer

/** A gate for one direction. */
export function newGate(): Gate {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
}

/** Posts to a thread that may be waiting in `receiveBlocking`. */
export function postThroughGate(port: MessagePort, gate: Gate, message: unknown): void {
  const posted = new Int32Array(gate)
  port.postMessage(message)
  Atomics.add(posted, 0, 1)
  Atomics.notify(posted, 0)
}

/**
 * Waits, with the thread standing still, for what `postThroughGate` posts.
 * @returns undefined after `timeoutMs` milliseconds without anything
 */
export function receiveBlocking(port: MessagePort, gate: Gate, timeoutMs: number): unknown {
  const posted = new Int32Array(gate)
  const end = performance.now() + timeoutMs
  for (;;) {
    // Counted before looking: what is posted in between ends the wait at once.
    const before = Atomics.load(posted, 0)
    const received = receiveMessageOnPort(port)
    if (received !== undefined) return received.message
    const left = end - performance.now()
    if (left <= 0 || Atomics.wait(posted, 0, before, left) === 'timed-out') return undefined
  }
}
