import { rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import type { Tier } from '../../evm/tiers/tiers.ts'
import { checkSidecar } from './check-sidecar.ts'
import { EngineThreads } from './engine-threads.ts'
import { SidecarAddressError } from './sidecar-address-error.ts'
import { SidecarConnection } from './sidecar-connection.ts'
import { refusalReason } from './sidecar-protocol.ts'

export interface SidecarOptions {
  /** Path of the Unix socket. One that nobody listens on any more is replaced. */
  readonly path: string
  /** Messages that run at a time, each in a thread of its own. Default: 1. */
  readonly threads?: number
  /** What runs EVM bytecode. Default: `auto`. */
  readonly tier?: Tier
  /** Longest time of one message in its thread, with its reads. Default: 10 s. */
  readonly messageTimeoutMs?: number
  /** Longest time for the node to answer a read. Default: 2 s. */
  readonly readTimeoutMs?: number
  /** Longest time for a node to greet. Default: 5 s. */
  readonly handshakeTimeoutMs?: number
  /** Messages that a node may have in flight at a time. Default: 8. */
  readonly window?: number
  /** Connections at a time. Default: 16. */
  readonly maxConnections?: number
  /** Told in a sentence of what went wrong. */
  onNotice?(text: string): void
}

/** An engine that listens. */
export interface Sidecar {
  readonly path: string
  /** Refuses what is connected, ends the threads and takes the socket away. */
  close(): Promise<void>
}

const DEFAULTS = {
  threads: 1,
  tier: 'auto',
  messageTimeoutMs: 10_000,
  readTimeoutMs: 2_000,
  handshakeTimeoutMs: 5_000,
  window: 8,
  maxConnections: 16,
} as const

/**
 * Serves the messages of pallets over a Unix socket, for nodes that are other processes.
 * @throws SidecarAddressError when another process listens there, or nobody can
 * @see docs/substrate-sidecar.md
 */
export async function startSidecar(options: SidecarOptions): Promise<Sidecar> {
  const settings = { ...DEFAULTS, onNotice: () => undefined, ...options }
  const { path } = settings
  await removeStaleSocket(path)
  const threads = new EngineThreads(settings.threads, settings)
  const connections = new Map<Socket, SidecarConnection>()
  const server = createServer((socket) => {
    const connection = new SidecarConnection(socket, { ...settings, threads })
    socket.on('close', () => connections.delete(socket))
    connections.set(socket, connection)
    if (connections.size <= settings.maxConnections) return
    connection.refuse(refusalReason.busy, `There are ${settings.maxConnections} connections.`)
  })
  await threads.start()
  await listen(server, path)
  return {
    path,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const connection of connections.values()) {
        connection.refuse(refusalReason.closing, 'The engine ends.')
      }
      threads.close()
      await closed
    },
  }
}

/** A process that was killed leaves its socket behind. */
async function removeStaleSocket(path: string): Promise<void> {
  const health = await checkSidecar(path)
  if (health.state === 'healthy' || health.state === 'refused') {
    throw new SidecarAddressError(path, 'An engine listens there already.')
  }
  if (health.state === 'stale') await rm(path, { force: true })
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new SidecarAddressError(path, error.message, error)))
    server.listen(path, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })
}
