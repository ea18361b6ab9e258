import type { GantryError } from '../primitives/gantry-error.ts'
import type { NodeFacts } from './message.ts'
import type { NodeProgram, NodeSettings } from './node-program.ts'
import { NodeThread, type ThreadEnd } from './node-thread.ts'

/** A thread that crashes more often than this without having answered in between is not started again. */
const MAX_CRASHES_IN_A_ROW = 3

/**
 * Keeps a node running: starts its thread, and starts it again on the same data and port when one execution takes too
 * long or the thread dies. Runs on the main thread, which therefore always answers signals.
 */
export class Supervisor<Facts extends NodeFacts> {
  /** Resolves after `close`; rejects with the program's error when the node cannot be kept running. */
  readonly ended: Promise<void>
  readonly #program: NodeProgram
  readonly #settings: NodeSettings
  readonly #onNotice: (text: string) => void
  #thread: NodeThread<Facts>
  #isClosing = false

  private constructor(
    program: NodeProgram,
    settings: NodeSettings,
    thread: NodeThread<Facts>,
    onNotice: (text: string) => void,
  ) {
    this.#program = program
    this.#settings = settings
    this.#thread = thread
    this.#onNotice = onNotice
    this.ended = this.#keepRunning()
    this.ended.catch(() => undefined) // whoever does not look at it must not see an unhandled rejection
  }

  /**
   * Starts the node.
   * @throws the program's error when it cannot start
   */
  static async start<Facts extends NodeFacts>(
    program: NodeProgram,
    settings: NodeSettings,
    onNotice: (text: string) => void,
  ): Promise<{ readonly supervisor: Supervisor<Facts>; readonly facts: Facts }> {
    const thread = new NodeThread<Facts>(program, settings, onNotice)
    const facts = await thread.ready
    if (facts === undefined) throw failure(program, await thread.ended)
    const onSamePort = { ...settings, port: facts.port }
    return { supervisor: new Supervisor(program, onSamePort, thread, onNotice), facts }
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
        throw failure(this.#program, end)
      }
      this.#onNotice(`${this.#describe(end)} The node is started again.`)
      this.#thread = new NodeThread(this.#program, this.#settings, this.#onNotice)
      const facts = await this.#thread.ready
      if (facts !== undefined) this.#onNotice(`The node goes on from block ${facts.head}.`)
      crashes = facts === undefined ? crashes + 1 : 0
    }
  }

  #describe(end: ThreadEnd): string {
    if (end.kind !== 'stalled') return failure(this.#program, end).shortMessage
    return `An execution took longer than ${this.#settings.executionLimitMs} ms and was ended.`
  }
}

function failure(program: NodeProgram, end: ThreadEnd): GantryError {
  if (end.kind === 'failed') return program.failure(end.reason, end.details)
  if (end.kind === 'crashed') return program.failure(`The node ended: ${end.reason}.`)
  if (end.kind === 'stalled') return program.failure('The node did not end in time.')
  return program.failure('The node was closed while it started.')
}
