import { existsSync } from 'node:fs'
import { createConnection } from 'node:net'
import { SidecarClient } from './sidecar-client.ts'

/**
 * How an engine at a path is.
 *
 * - `healthy`: it answers; `pending` messages run or wait.
 * - `absent`: there is no such socket.
 * - `stale`: nobody listens on it: what a process that was killed leaves behind.
 * - `refused`: somebody listens and does not answer as an engine does.
 */
export type SidecarHealth =
  | { readonly state: 'healthy'; readonly pending: number }
  | { readonly state: 'absent' | 'stale' }
  | { readonly state: 'refused'; readonly reason: string }

/** Asks the engine at `path` how it is. */
export async function checkSidecar(path: string): Promise<SidecarHealth> {
  if (!existsSync(path)) return { state: 'absent' }
  if (!(await isListenedOn(path))) return { state: 'stale' }
  const client = new SidecarClient({ path })
  try {
    return { state: 'healthy', pending: await client.ping() }
  } catch (error) {
    return { state: 'refused', reason: error instanceof Error ? error.message : String(error) }
  } finally {
    await client.close()
  }
}

function isListenedOn(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path, () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
