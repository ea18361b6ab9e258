import { parentPort, workerData } from 'node:worker_threads'
import { GantryError } from '../primitives/gantry-error.ts'
import { BEAT_MS, Heartbeat } from './heartbeat.ts'
import type { FromThread, NodeFacts, ThreadData, ToThread } from './message.ts'

/** A node that answers requests in this thread. */
export interface RunningNode<Facts extends NodeFacts> {
  readonly facts: Facts
  /** Finishes what is in progress, then closes the port and the store. */
  close(): Promise<void>
}

/** Starts a node on its settings. `onNotice` is told in words what a person would want to know. */
export type ServeNode<Settings, Facts extends NodeFacts> = (
  settings: Settings,
  onNotice: (text: string) => void,
) => Promise<RunningNode<Facts>>

/** The life of a node's thread: starts the node, gives signs of life, closes it when it is told to. */
export function runNodeThread<Settings, Facts extends NodeFacts>(
  serve: ServeNode<Settings, Facts>,
): void {
  const tell = (message: FromThread<Facts>): void => parentPort?.postMessage(message)
  live(serve, tell).catch((error: unknown) => {
    const reason = error instanceof GantryError ? error.shortMessage : String(error)
    const details = error instanceof GantryError ? error.details : undefined
    tell({ kind: 'failed', reason, details })
    parentPort?.close()
    setImmediate(() => process.exit(1))
  })
}

async function live<Settings, Facts extends NodeFacts>(
  serve: ServeNode<Settings, Facts>,
  tell: (message: FromThread<Facts>) => void,
): Promise<void> {
  const { settings, heartbeat } = workerData as ThreadData<Settings>
  const signOfLife = new Heartbeat(heartbeat)
  const beating = setInterval(() => signOfLife.beat(), BEAT_MS)
  const node = await serve(settings, (text) => tell({ kind: 'notice', text }))
  parentPort?.on('message', (message: ToThread) => {
    if (message.kind === 'close') void close()
  })
  tell({ kind: 'ready', facts: node.facts })

  let isClosing = false
  async function close(): Promise<void> {
    if (isClosing) return
    isClosing = true
    await node.close()
    clearInterval(beating)
    tell({ kind: 'closed' })
    parentPort?.close()
  }
}
