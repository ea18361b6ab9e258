import type { Chain } from '../../src/chain/chain.ts'

/** How often the node looks whether there is something to clear away, and how much it does before blocks may go on. */
const PAUSE_MS = 1000
const SLOTS_AT_ONCE = 2000

/**
 * Clears away, between blocks, what storages that were destructed or created anew have left in the store.
 * @param onFailure Told once why it cannot go on; it does not try again.
 * @returns stops it
 */
export function keepHouse(
  chain: Pick<Chain, 'sweep'>,
  onFailure: (error: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout
  const sweep = async (): Promise<void> => {
    const swept = await chain.sweep(SLOTS_AT_ONCE)
    if (isStopped) return
    timer = setTimeout(run, swept < SLOTS_AT_ONCE ? PAUSE_MS : 0)
    timer.unref()
  }
  const run = (): void => void sweep().catch(onFailure)
  let isStopped = false
  timer = setTimeout(run, PAUSE_MS)
  timer.unref()
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}
