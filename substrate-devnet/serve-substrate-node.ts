import type { RunningNode } from '../src/node-thread/run-node-thread.ts'
import { openSubstrateNode } from './node/open-substrate-node.ts'
import type { SubstrateNode } from './node/substrate-node.ts'
import { serveChain } from './serve-chain.ts'
import { type StartedFacts, startedFacts } from './started-facts.ts'
import type { SubstrateDevnetSettings } from './substrate-devnet-options.ts'

/** A node that answers requests. */
export interface ServedSubstrateNode extends RunningNode<StartedFacts> {
  readonly node: SubstrateNode
}

/**
 * Opens a node on its data and serves it, all in this thread.
 * @param onNotice Told in words what a person would want to know.
 * @throws GantryError when the data, the runtime or its genesis cannot be used, or the port is taken
 */
export async function serveSubstrateNode(
  settings: SubstrateDevnetSettings,
  onNotice: (text: string) => void,
): Promise<ServedSubstrateNode> {
  const { node, close } = await openSubstrateNode(settings, onNotice)
  try {
    const server = await serveChain(node, settings, onNotice)
    return {
      node,
      facts: startedFacts(node.chain, node.spec, server),
      close: async () => {
        await server.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
