import { type ExitCode, exitCode } from './exit-code.ts'
import type { Terminal } from './terminal.ts'

/** A node that runs until it is closed. */
export interface Closable {
  /** Resolves when it was closed; rejects when it could not be kept running. */
  readonly ended: Promise<void>
  close(): Promise<void>
  terminate(): Promise<void>
}

/** npm hands a signal on that the terminal has sent already: one that follows so soon is the same one. */
const SAME_SIGNAL_MS = 500

/** Waits until the node ends; the first signal closes it, a second one ends it where it stands. */
export async function runUntilSignal(node: Closable, terminal: Terminal): Promise<ExitCode> {
  let firstSignal: number | undefined
  const onSignal = (): void => {
    const now = performance.now()
    if (firstSignal === undefined) {
      firstSignal = now
      terminal.note('gantry: closing; once more to end at once')
      node.close().catch(() => undefined) // `ended` says why
      return
    }
    if (now - firstSignal > SAME_SIGNAL_MS) void node.terminate()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  try {
    await node.ended
    return exitCode.success
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
}
