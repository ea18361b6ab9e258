import type { DevnetSettings } from '../devnet-options.ts'
import { DevnetError } from './devnet-error.ts'
import { NodeThread, type ThreadEnd, type ThreadReady } from './node-thread.ts'

/** A thread that crashes more often than this without having answered in between is not started again. */
const MAX_CRASHES_IN_A_ROW = 3

/**
 * Keeps a node running: starts its thread, and starts it again on the same data and port when one execution takes too
 * long or the thread dies. Runs on the main thread, which therefore always answers signals.
 */
export class Supervisor {
  /** Resolves after `close`; rejects with a `DevnetError` when the node cannot be kept running. */
  readonly ended: Promise<void>
  readonly #settings: DevnetSettings
  readonly #onNotice: (text: string) => void
  #thread: NodeThread
  #isClosing = false

  private constructor(
    settings: DevnetSettings,
    thread: NodeThread,
    onNotice: (text: string) => void,
  ) {
    this.#settings = settings
    this.#thread = thread
    this.#onNotice = onNotice
    this.ended = this.#keepRunning()
    this.ended.catch(() => undefined) // whoever does not look at it must not see an unhandled rejection
  }

  /**
   * Starts the node.
   * @throws DevnetError when it cannot start
   */
  static async start(
    settings: DevnetSettings,
    onNotice: (text: string) => void,
  ): Promise<{ readonly supervisor: Supervisor; readonly ready: ThreadReady }> {
    const thread = new NodeThread(settings, onNotice)
    const ready = await thread.ready
    if (ready === undefined) throw failure(await thread.ended)
    const onSamePort = { ...settings, port: ready.port }
    return { supervisor: new Supervisor(onSamePort, thread, onNotice), ready }
  }

  /** Finishes the block in progress, closes the store, ends the thread. */
  async close(): Promise<void> {
    this.#isClosing = true
    this.#thread.close()
    await this.ended
  }

  /** Ends the thread where it stands. */
  async terminate(): Promise<void> {
    this.#isClosing = true
    this.#thread.terminate()
    await this.ended
  }

  async #keepRunning(): Promise<void> {
    let crashes = 0
    for (;;) {
      const end = await this.#thread.ended
      if (end.kind === 'closed') return
      if (this.#isClosing || end.kind === 'failed' || crashes >= MAX_CRASHES_IN_A_ROW) {
        throw failure(end)
      }
      this.#onNotice(`${describeEnd(end, this.#settings)} The node is started again.`)
      this.#thread = new NodeThread(this.#settings, this.#onNotice)
      const ready = await this.#thread.ready
      if (ready !== undefined) this.#onNotice(`The node goes on from block ${ready.head}.`)
      crashes = ready === undefined ? crashes + 1 : 0
    }
  }
}

function failure(end: ThreadEnd): DevnetError {
  if (end.kind === 'failed') return new DevnetError(end.reason, end.details)
  if (end.kind === 'crashed') return new DevnetError(`The node ended: ${end.reason}.`)
  if (end.kind === 'stalled') return new DevnetError('The node did not end in time.')
  return new DevnetError('The node was closed while it started.')
}

function describeEnd(end: ThreadEnd, settings: DevnetSettings): string {
  if (end.kind !== 'stalled') return `${failure(end).shortMessage}`
  return `An execution took longer than ${settings.executionLimitMs} ms and was ended.`
}
