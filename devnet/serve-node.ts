import { Dispatcher } from '../src/json-rpc/dispatcher.ts'
import { errorCode } from '../src/json-rpc/error-code.ts'
import { serveHttp } from '../src/json-rpc/http/http-server.ts'
import { defaultLimits } from '../src/json-rpc/limits.ts'
import type { NodeFacts } from '../src/node-thread/message.ts'
import type { RunningNode } from '../src/node-thread/run-node-thread.ts'
import { DevnetError } from './devnet-error.ts'
import type { DevnetSettings } from './devnet-options.ts'
import type { Node } from './node/node.ts'
import { openNode } from './node/open-node.ts'
import { nodePage } from './node-page.ts'
import { methodTable } from './rpc/method-table.ts'

/** A node that answers requests. */
export interface ServedNode extends RunningNode<NodeFacts> {
  readonly url: string
  readonly node: Node
}

/**
 * Opens a node on its data and serves it, all in this thread.
 * @param onNotice Told in words what a person would want to know.
 * @throws GantryError when the data cannot be opened or the port is taken
 */
export async function serveNode(
  settings: DevnetSettings,
  onNotice: (text: string) => void,
): Promise<ServedNode> {
  const { node, close } = await openNode(settings, onNotice)
  const head = node.blocks.head.header.number
  const dispatcher = new Dispatcher({
    methods: methodTable,
    context: node,
    limits: defaultLimits,
    onInternalError: (error, method) => onNotice(`${method} failed: ${textOf(error)}`),
  })
  const handlers = {
    answer: (body: Uint8Array) => dispatcher.answer(body),
    page: () => nodePage(node, settings),
    maxBodyBytes: defaultLimits.bodyBytes,
    bodyTooLarge: BODY_TOO_LARGE,
  }
  try {
    const server = await serveHttp(handlers, settings)
    return {
      url: server.url,
      facts: { url: server.url, port: server.port, head },
      node,
      close: async () => {
        await server.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw isPortTaken(error) ? portTaken(settings) : error
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

function portTaken({ host, port }: DevnetSettings): DevnetError {
  return new DevnetError(`Port ${port} is taken on ${host}.`, 'Choose another one, or 0 for any.')
}

const BODY_TOO_LARGE = JSON.stringify({
  jsonrpc: '2.0',
  id: null,
  error: {
    code: errorCode.invalidRequest,
    message: `invalid request: the body is longer than ${defaultLimits.bodyBytes} bytes`,
  },
})

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
