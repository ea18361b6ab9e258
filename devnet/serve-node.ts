import type { DevnetSettings } from './devnet-options.ts'
import { serveHttp } from './http/http-server.ts'
import { Dispatcher } from './json-rpc/dispatcher.ts'
import { errorCode } from './json-rpc/error-code.ts'
import { defaultLimits } from './json-rpc/limits.ts'
import type { Node } from './node/node.ts'
import { openNode } from './node/open-node.ts'
import { nodePage } from './node-page.ts'
import { methodTable } from './rpc/method-table.ts'
import { DevnetError } from './supervisor/devnet-error.ts'

/** A node that answers requests. */
export interface ServedNode {
  readonly url: string
  readonly port: number
  readonly node: Node
  /** Number of the block that it went on from. */
  readonly head: bigint
  /** Finishes what is in progress, then closes the port and the store. */
  close(): Promise<void>
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
      port: server.port,
      node,
      head,
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
