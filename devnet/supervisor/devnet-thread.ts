/** The thread that runs the whole node: server, chain, store and engine. Started by `NodeThread`. */
import { parentPort, workerData } from 'node:worker_threads'
import { GantryError } from '../../src/primitives/gantry-error.ts'
import { serveNode } from '../serve-node.ts'
import { BEAT_MS, Heartbeat } from './heartbeat.ts'
import type { FromThread, ThreadData, ToThread } from './message.ts'

function tell(message: FromThread): void {
  parentPort?.postMessage(message)
}

async function main({ settings, heartbeat }: ThreadData): Promise<void> {
  const signOfLife = new Heartbeat(heartbeat)
  const beating = setInterval(() => signOfLife.beat(), BEAT_MS)
  const node = await serveNode(settings, (text) => tell({ kind: 'notice', text }))
  parentPort?.on('message', (message: ToThread) => {
    if (message.kind === 'close') void close()
  })
  tell({ kind: 'ready', url: node.url, port: node.port, head: node.head })

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

main(workerData as ThreadData).catch((error: unknown) => {
  const reason = error instanceof GantryError ? error.shortMessage : String(error)
  const details = error instanceof GantryError ? error.details : undefined
  tell({ kind: 'failed', reason, details })
  parentPort?.close()
  setImmediate(() => process.exit(1))
})
